#include <algorithm>

#include "base/text.hpp"
#include "rules/check.hpp"
#include "rules/sentences.hpp"

namespace zhidian::rules {

namespace {

bool waits_for_a_term(const Action& action) { return std::ranges::any_of(action.needs, is_over_need); }

void check_sanction(const Procedure& procedure, const Action& action, Findings& findings) {
  for (const Term& term : procedure.terms) {
    if (term.enables != action.id || !base::contains(action.needs, "defence_over")) continue;
    const bool is_told = std::any_of(procedure.actions.begin(), procedure.actions.end(),
                                     [&](const Action& notice) { return notice.starts == term.id && base::contains(notice.tells, "applicant"); });
    if (is_told) return;
  }
  findings.add("sanction_without_notice", procedure.file, "actions." + action.id, sentences::sanction_without_notice(action.label),
               shortest_path(procedure, action.to));
}

/// A term says what its end means, and what it makes possible waits for it.
void check_term(const Procedure& procedure, const Term& term, Findings& findings) {
  const Action* enabled = procedure.find_action(term.enables);
  const bool is_idle = enabled != nullptr && !waits_for_a_term(*enabled);
  if (!term.consequence.zh.empty() && !is_idle) return;
  const auto starts =
      std::find_if(procedure.actions.begin(), procedure.actions.end(), [&](const Action& action) { return action.starts == term.id; });
  const auto path = starts == procedure.actions.end() ? std::vector<std::string>{} : shortest_path(procedure, starts->to);
  findings.add("term_without_consequence", procedure.file, "terms." + term.id, sentences::term_without_consequence(term.label), path);
}

/// An authority that ends a case without granting what was asked for has refused, whether the file calls it so or not.
bool refuses(const Procedure& procedure, const Action& action, const State& outcome) {
  if (action.is_refusal) return true;
  const bool is_by_authority =
      base::contains(action.parties, "recommender") || base::contains(action.parties, "filing_body") || base::contains(action.parties, "holder");
  return (procedure.grants || procedure.renewal) && outcome.is_final && is_by_authority && !action.lists_outlet();
}

}  // namespace

void check_fairness(const Procedure& procedure, Findings& findings) {
  for (const Term& term : procedure.terms) check_term(procedure, term, findings);
  for (const Action& action : procedure.actions) {
    const State* outcome = procedure.find_state(action.to);
    if (outcome != nullptr && refuses(procedure, action, *outcome) && outcome->remedy.zh.empty()) {
      findings.add("refusal_without_remedy", procedure.file, "actions." + action.id, sentences::refusal_without_remedy(outcome->label),
                   shortest_path(procedure, action.to));
    }
    const bool is_sanction = action.is_sanction || action.ends_as == "revoked" || action.bans;
    if (is_sanction) check_sanction(procedure, action, findings);
  }
}

}  // namespace zhidian::rules
