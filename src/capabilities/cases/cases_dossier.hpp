#pragma once
#include <string>
#include <vector>

#include "capabilities/cases/cases_store.hpp"
#include "rules/renewals.hpp"

namespace zhidian::cases {

/// All that a question about one case needs, read once. The situation asks the connection it was read from (is_within).
struct Dossier {
  Case target;
  const rules::Procedure* procedure = nullptr;
  const rules::Form* form = nullptr;  // null where the procedure has no form
  std::vector<StoredDraft> drafts;
  base::Value answers;                    // by section: the draft while the applicant holds the case, else what was submitted
  std::string form_hash;                  // of these answers; a scan remembers the one it was signed under
  std::vector<StoredMaterial> materials;  // removed ones too
  std::vector<StoredTerm> terms;
  std::vector<Judgement> judgements;
  Observer::Objections objections;
  std::string open_window_id;  // the window a submission today would fall into, or empty
  rules::Situation situation;
};

/// What the person who asks has done in the case; read only where the act says who may not decide.
/// What the registers say of the institution of a case: its record, statuses, ban, and the conditions it is let pass.
rules::Facts registry_facts(storage::Connection& connection, const Case& target, const std::vector<Observer*>& observers, base::Date today);
void read_performed(storage::Connection& connection, Dossier& dossier, std::string_view account_id);

inline constexpr std::string_view applicant = "applicant";

bool names(const std::vector<std::string>& list, std::string_view name);
/// What the procedure is called for a case of the period, which may be empty: 年度工作总结（2026年度）.
rules::Text full_label(const rules::Procedure& procedure, std::string_view period);
/// Whether the term the line is in can be renewed: rules::renewal_state with the windows called so far; empty where it has no last day.
std::string renewal_state(storage::Connection& connection, const rules::Procedure& procedure, const StandingLine& line, base::Date today);
/// Whether the institution has handed in an application for the status the procedure is about that is not decided.
bool is_applying(storage::Connection& connection, const rules::Library& library, const rules::Procedure& procedure, std::string_view organisation_id);
/// A submission hands the case from the applicant to a party that must act on it, and freezes what was said.
bool is_submission(const rules::Procedure& procedure, const rules::Action& action, const Case& target);
/// The event of a step of the case: subject, ordinal and act version are those it has after the step; `calendar` is the version counted with.
audit::Event case_event(const Case& target, std::string action, const Doer& doer, const std::string& calendar, base::Value content);
/// Answers by section as drafted.
base::Value drafted_answers(const std::vector<StoredDraft>& drafts);
/// SHA-256 over the canonical JSON of the answers.
std::string form_hash(const base::Value& answers);

/// Does the slot hold at least one usable file?
bool holds_file(const std::vector<StoredMaterial>& materials, std::string_view slot);
/// Whether an action of the slot's party asks for this scan in the state.
bool is_scan_due(const rules::Procedure& procedure, std::string_view state, const rules::Material& slot);
/// The materials a reader may see. The applicant sees the slots of another party once that party has acted; the authorities see
/// what was submitted, also while the applicant is at work on it.
std::vector<StoredMaterial> visible_materials(storage::Connection& connection, const rules::Procedure& procedure, const VisibleCase& visible,
                                              std::vector<StoredMaterial> materials);

std::string_view outcome_name(rules::Outcome outcome);
std::optional<rules::Outcome> parse_outcome(std::string_view name);

}  // namespace zhidian::cases
