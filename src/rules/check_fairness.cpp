#include <algorithm>
#include <array>

#include "rules/check.hpp"
#include "rules/sentences.hpp"

namespace zhidian::rules {

namespace {

constexpr std::array<std::string_view, 4> levels{"national", "province", "city", "district"};

std::size_t rank_of(std::string_view level) { return static_cast<std::size_t>(std::find(levels.begin(), levels.end(), level) - levels.begin()); }

/// Source: GB/T 2260: the shape of a code tells its level (not its parent).
std::string_view level_of(std::string_view code) {
  if (code == "000000" || code == "100000") return "national";
  if (code.ends_with("0000")) return "province";
  return code.ends_with("00") ? "city" : "district";
}

/// A ministry stands beside the national office, not below a place.
bool is_of_level(std::string_view code, std::string_view level) { return level_of(code) == (level == "ministry" ? "national" : level); }

bool contains(const std::vector<std::string>& list, std::string_view item) { return std::find(list.begin(), list.end(), item) != list.end(); }

void check_sanction(const Procedure& procedure, const Action& action, Findings& findings) {
  for (const Term& term : procedure.terms) {
    if (term.enables != action.id || !contains(action.needs, "defence_over")) continue;
    const bool is_told = std::any_of(procedure.actions.begin(), procedure.actions.end(),
                                     [&](const Action& notice) { return notice.starts == term.id && contains(notice.tells, "applicant"); });
    if (is_told) return;
  }
  std::vector<std::string> path = action.from;
  path.push_back(action.to);
  findings.add("sanction_without_notice", procedure.file, "actions." + action.id, sentences::sanction_without_notice(action.label), path);
}

void check_bodies(const Procedure& procedure, Findings& findings) {
  const Act* act = findings.library().find_act(procedure.act_id);
  for (const Body& body : procedure.bodies) {
    const bool is_code_of_level = body.division.empty() || is_of_level(body.division, body.level);
    const bool is_above_act = act != nullptr && rank_of(body.level) < rank_of(level_of(act->jurisdiction));
    if (is_code_of_level && !is_above_act) continue;
    findings.add("wrong_level_authority", procedure.file, "bodies." + body.party, sentences::wrong_level_authority(body.level), {body.party});
  }
}

}  // namespace

void check_fairness(const Procedure& procedure, Findings& findings) {
  for (const Term& term : procedure.terms) {
    if (term.consequence.zh.empty())
      findings.add("term_without_consequence", procedure.file, "terms." + term.id, sentences::term_without_consequence(term.label));
  }
  for (const Action& action : procedure.actions) {
    const State* outcome = procedure.find_state(action.to);
    if (action.is_refusal && outcome != nullptr && outcome->remedy.zh.empty()) {
      findings.add("refusal_without_remedy", procedure.file, "actions." + action.id, sentences::refusal_without_remedy(outcome->label), {action.to});
    }
    if (action.is_sanction) check_sanction(procedure, action, findings);
  }
  check_bodies(procedure, findings);
}

}  // namespace zhidian::rules
