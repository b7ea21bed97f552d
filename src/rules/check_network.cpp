#include <algorithm>

#include "rules/check.hpp"
#include "rules/network.hpp"
#include "rules/sentences.hpp"
#include "rules/spelling.hpp"

namespace zhidian::rules {

namespace {

/// Whether what an act says of the network names statuses it grants and kinds and statuses that exist.
class NetworkCheck {
 public:
  NetworkCheck(const Act& act, Findings& findings) : act_(act), findings_(findings) {}

  void run() {
    check_rule(act_.cancels, "network.cancels");
    check_rule(act_.includes, "network.includes");
    check_rule(act_.recommends, "network.recommends");
    if (act_.cancels) check_kinds(act_.file, "network.cancels.kinds", act_.cancels->names);
    for (const auto& [rule, key] :
         {std::pair(&act_.includes, "network.includes.statuses"), std::pair(&act_.recommends, "network.recommends.statuses")})
      if (*rule && std::ranges::find((*rule)->names, (*rule)->status) != (*rule)->names.end())
        findings_.add("network_unsound", act_.file, key, sentences::network_of_itself((*rule)->status));
    for (const Procedure& procedure : findings_.law().procedures) {
      if (procedure.act_id == act_.id) check_conditions(procedure);
    }
  }

 private:
  void check_rule(const std::optional<NetworkRule>& rule, const std::string& key) {
    if (!rule || findings_.law().find_granting(act_.id, rule->status) != nullptr) return;
    findings_.add("unknown_reference", act_.file, key + ".status", sentences::unknown_reference(rule->status));
  }

  void check_kinds(const std::string& file, const std::string& key, const std::vector<std::string>& kinds) {
    const auto known = names_of(findings_.law().node_kinds);
    for (const std::string& kind : kinds) {
      if (findings_.law().find_node_kind(kind) != nullptr) continue;
      findings_.add("unknown_reference", file, key, sentences::meant(sentences::unknown_reference(kind), find_nearest(kind, known)));
    }
  }

  void check_conditions(const Procedure& procedure) {
    for (const Condition& condition : procedure.conditions) {
      const std::string key = "conditions." + condition.id;
      if (condition.check) check_compared(procedure, *condition.check, key);
      if (condition.at_opening && (!condition.check || asks_form(*condition.check)))
        findings_.add("network_unsound", procedure.file, key + ".at_opening", sentences::nothing_known_at_opening());
    }
  }

  void check_compared(const Procedure& procedure, const Check& check, const std::string& key) {
    for (const Check& part : check.parts) check_compared(procedure, part, key);
    if (check.fact != "node_kinds" || !check.operand.is_list()) return;
    std::vector<std::string> kinds;
    for (const base::Value& kind : check.operand.as_list()) kinds.push_back(kind.is_text() ? kind.as_text() : "");
    check_kinds(procedure.file, key, kinds);
  }

  static bool asks_form(const Check& check) { return check.fact.starts_with("form.") || std::ranges::any_of(check.parts, asks_form); }

  const Act& act_;
  Findings& findings_;
};

}  // namespace

void check_network(const Act& act, Findings& findings) { NetworkCheck(act, findings).run(); }

}  // namespace zhidian::rules
