#pragma once
#include "capabilities/cases/cases_dossier.hpp"

namespace zhidian::cases {

/// An action under way: what is known before it, and what it makes of the case.
struct Step {
  storage::Connection& connection;
  Dossier dossier;
  const rules::Procedure& procedure;
  const rules::Action& action;
  const ActionRequest& request;
  const Doer& doer;
  base::Date today;
  bool submits = false;
  Case after;
  std::optional<rules::Due> due;  // of the term the action starts
  std::string term_length;
  base::Date term_starts{};
  const rules::Calendar* calendar = nullptr;  // the one in force when the action began
  Submission submission;                      // where it submits
};

/// Each refuses with the error its name says; in the order a person would want to know.
base::Result<void> check_reach(const Step& step);       // cases.performed_elsewhere, cases.provisional_account
base::Result<void> read_judgements(Step& step);         // cases.unknown_condition, cases.not_your_judgement, cases.bad_outcome
base::Result<void> check_verdict(const Step& step);     // cases.not_your_action, cases.action_not_allowed
base::Result<void> check_form(const Step& step);        // cases.invalid_answers: a submission's answers, strictly
base::Result<void> check_input(const Step& step);       // cases.invalid_input, cases.reasons_missing
base::Result<void> check_signatures(const Step& step);  // cases.signature_missing

/// Effects that another capability brings about with a record of its own: the action has its door there.
bool has_own_door(const rules::Action& action);

/// Fills `after` and, for a submission, `submission`.
void apply_action(Step& step);

/// The details of a refusal: one per failing finding or field, each with article and cure.
/// A condition that stands in the way, with what was found and how to cure it.
base::ErrorDetail detail_of(const rules::Finding& finding, std::string_view act_id);
std::vector<base::ErrorDetail> details_of(const rules::Verdict& verdict, std::string_view act_id);
base::Result<void> check_judgement(const rules::Procedure& procedure, const Doer& doer, std::string_view condition_id, std::string_view outcome);

}  // namespace zhidian::cases
