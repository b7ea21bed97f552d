#include "rules/network.hpp"

#include <algorithm>

namespace zhidian::rules {

namespace {

bool names(const std::optional<NetworkRule>& rule, std::string_view name) {
  return rule && std::ranges::find(rule->names, name) != rule->names.end();
}

/// Whether the check asks that node_kinds holds none of some kinds, this one among them.
bool excludes(const Check& check, std::string_view node_kind) {
  if (check.kind == Check::Kind::negation) return false;
  if (std::ranges::any_of(check.parts, [&](const Check& part) { return excludes(part, node_kind); })) return true;
  return check.fact == "node_kinds" && check.kind == Check::Kind::none_of && check.operand.is_list() &&
         std::ranges::find(check.operand.as_list(), base::Value(node_kind)) != check.operand.as_list().end();
}

}  // namespace

std::vector<Finding> list_stops(const Procedure& procedure, const Facts& facts, base::Date today, const WithinTest& is_within) {
  std::vector<Finding> stops;
  for (const Condition& condition : procedure.conditions) {
    if (!condition.at_opening || !condition.check) continue;
    const Finding finding{&condition, evaluate(condition, facts, today, is_within), describe_found(condition, facts)};
    if (is_blocking(finding)) stops.push_back(finding);
  }
  return stops;
}

const Condition* find_exemption(const Procedure& procedure, std::string_view node_kind) {
  for (const Condition& condition : procedure.conditions) {
    if (condition.at_opening && condition.check && excludes(*condition.check, node_kind)) return &condition;
  }
  return nullptr;
}

bool cancels(const Act& act, std::string_view status, std::string_view node_kind, const Holding& holding, base::Date determined_on) {
  if (!names(act.cancels, node_kind) || act.cancels->status != status) return false;
  return determined_on >= holding.from && (!holding.until || determined_on <= *holding.until);
}

bool includes(const Act& act, std::string_view other_status, std::string_view division, const WithinTest& is_within) {
  return names(act.includes, other_status) && is_within && is_within(division, act.jurisdiction);
}

bool recommends(const Act& act, std::string_view held_status, std::string_view other_status) {
  return names(act.recommends, other_status) && act.recommends->status == held_status;
}

}  // namespace zhidian::rules
