#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit/records.hpp"
#include "base/value.hpp"
#include "capabilities/regulations/regulations.hpp"
#include "files/files.hpp"
#include "http/http.hpp"
#include "rules/duties.hpp"
#include "rules/engine.hpp"
#include "storage/storage.hpp"

namespace zhidian::cases {

struct Case {
  std::string id, number, act_id, procedure_id, parent_case_id, organisation_id, window_id, division_code, recommender_id, filing_body_id;
  std::string state, holder, returned_by, content_hash, opened_on, submitted_on, state_since;
  std::string outlet_id;                // the line of the directory the case is about, or empty
  std::string opened_by = "applicant";  // party
  std::string period;                   // the year a report is about, or empty
  std::int64_t act_version = 1, round = 0, ordinal = 0, version = 1;
  bool is_submitted = false, is_final = false;  // is_submitted: the side that did not open the case knows of it
  const std::string& body_of(std::string_view party) const { return party == "recommender" ? recommender_id : filing_body_id; }
  bool is_known_to(std::string_view party) const { return is_submitted || (party == "applicant") == (opened_by == "applicant"); }
};

/// What an action asks for, as the API and the demonstration give it.
struct ActionRequest {
  std::string action;
  base::Value input;                                                          // answers to the action's input fields
  std::vector<std::string> signed_by;                                         // signs that stand on the scanned page
  std::string term_length;                                                    // entered length, or empty
  std::vector<std::tuple<std::string, std::string, std::string>> judgements;  // condition, outcome, remark
};

/// Who does it, when. `is_system`: another capability performs the action as part of its own act (notices publishes),
/// which is the only way to actions with an effect that belongs to it.
struct Doer {
  std::string account_id;
  std::vector<std::string> parties;  // parties the doer stands for in this case
  base::Instant at;                  // business time the request arrived: a submission counts by it
  bool is_system = false;
};

/// A case inside the reader's scope with the parties the reader stands for; none for an authority that only looks on.
struct VisibleCase {
  Case target;
  std::vector<std::string> parties;
  bool stands_for(std::string_view party) const;
};

/// Which answers a question is asked of: the draft where the applicant holds the case, or in any state what was submitted.
enum class Answers { present, submitted };

/// The line of the directory with which an institution holds a status, its last day passed or not.
struct StandingLine {
  std::string id, recommender_id;  // who recommended the outlet, or empty
  rules::Holding holding;
  std::optional<base::Date> valid_until = {};  // of the present term; it is held beyond while its renewal is decided or awaited
  bool is_included = false;                    // it follows a status of another act and has no term of its own
};

struct Dossier;  // cases_dossier.hpp: all that a question about one case needs
struct Step;     // performing.hpp: an action under way

/// Told of every performed action inside the same transaction, in the order wired by server/.
struct Performed {
  const Case& before;
  const Case& after;
  const rules::Procedure& procedure;
  const rules::Action& action;
  const ActionRequest& request;
  const Doer& doer;
  std::optional<rules::Due> due;  // of the term the action started
};
class Observer {
 public:
  virtual ~Observer() = default;
  virtual base::Result<void> on_action(storage::Connection& connection, const Performed& performed) = 0;
  /// Open and sustained objections against a case; notices answers it, others return zeros.
  struct Objections {
    int open = 0, sustained = 0;
    base::Value::List list;
  };
  virtual Objections count_objections(storage::Connection&, std::string_view) { return {}; }
  /// The running notice naming the case, if any: its id.
  virtual std::optional<std::string> find_notice(storage::Connection&, std::string_view) { return std::nullopt; }
  /// The result of the expert review of the case's present submission: passed, failed, or empty; reviews answers it.
  virtual std::string find_review_result(storage::Connection&, const Case&) { return {}; }
  /// Statuses an institution holds (national_outlet …): directory answers it.
  virtual std::vector<std::string> list_statuses(storage::Connection&, std::string_view, base::Date) { return {}; }
  /// The line of the directory with which an institution holds a status of an act; directory answers it.
  virtual std::optional<StandingLine> find_line(storage::Connection&, std::string_view, std::string_view, std::string_view) { return std::nullopt; }
  /// The last day on which an institution may not apply under an act, by a decision that stands; sanctions answers it.
  virtual std::optional<base::Date> find_ban(storage::Connection&, std::string_view, std::string_view) { return std::nullopt; }
  /// The conditions of an act an institution is let pass; network_nodes answers it.
  virtual std::vector<std::string> list_lifted(storage::Connection&, std::string_view, std::string_view) { return {}; }
  /// Whether name or head of the institution changed while the case ran and nobody has looked at it since; changes answers it.
  virtual bool is_change_unchecked(storage::Connection&, std::string_view) { return false; }
  /// Whether the line still stands in the directory; directory answers it.
  virtual bool is_in_force(storage::Connection&, std::string_view) { return false; }
};

/// What an institution begins, or an authority about an outlet. `window_id` empty: the one open today; `recommender_id` empty where only one
/// authority can recommend; `period` is the year a yearly report is about.
struct Opening {
  std::string act_id, procedure_id, organisation_id, window_id, recommender_id;
  std::string period = {};
};

/// A procedure about a status an institution holds, and the case of it that is under way.
struct Proceeding {
  const rules::Procedure* procedure = nullptr;
  std::string outlet_id, running_id, running_number;
};

class Service {
 public:
  Service(regulations::ActiveRegistry registry, files::Store& files, base::Random& random);
  void add_observer(Observer& observer);

  /// Starts a draft, prefilled, or an authority's case about an outlet. Errors: cases.unknown_procedure, cases.organisation_not_found,
  /// cases.already_running, cases.no_recommender, cases.recommender_not_chosen, cases.unknown_recommender, cases.not_your_procedure, cases.no_outlet,
  /// cases.period_not_owed, cases.period_not_open, cases.period_done, cases.renewal_not_open, cases.renewal_over, cases.renewal_of_included,
  /// cases.stopped_at_opening (not_allowed; details = conditions).
  base::Result<Case> open(storage::Connection& connection, const Opening& opening, const Doer& doer);
  /// Starts a child case of another capability's making (an objection to a filing): no draft, nobody's queue, the parent's bodies.
  /// `content` joins the public part of its opening event, `personal` is the erasable part. Errors: cases.unknown_procedure.
  base::Result<Case> open_child(storage::Connection& connection, const Case& parent, const rules::Procedure& procedure, base::Value content,
                                base::Value personal, const Doer& doer);
  /// What the account may open about the outlets of an institution in its scope.
  std::vector<Proceeding> list_proceedings(storage::Connection& connection, std::string_view account_id, std::string_view organisation_id,
                                           base::Date today) const;
  /// Saves one section's answers. `expected_version` 0 for a section never saved. Errors: cases.stale_section, cases.unknown_section,
  /// cases.not_editable.
  base::Result<std::int64_t> save_section(storage::Connection& connection, const Case& target, std::string_view section_id,
                                          const base::Value& answers, std::int64_t expected_version, const Doer& doer);
  /// Links a kept file into a slot. Errors: cases.unknown_slot, cases.slot_full, cases.type_refused, cases.not_your_slot.
  base::Result<std::string> add_material(storage::Connection& connection, const Case& target, std::string_view slot, const files::Incoming& incoming,
                                         std::string_view name, const Doer& doer);
  /// Performs an action: needs, event, state, terms, messages, observers; one transaction, the log last.
  /// Errors: cases.unknown_action, cases.stale, cases.not_your_action (forbidden), cases.performed_elsewhere, cases.provisional_account,
  /// cases.action_not_allowed (not_allowed; details = failing needs; allowed = possible actions), cases.invalid_answers, cases.invalid_input,
  /// cases.reasons_missing, cases.signature_missing, cases.bad_term, cases.term_not_entered, cases.term_too_short, cases.unknown_condition,
  /// cases.not_your_judgement, cases.bad_outcome.
  base::Result<Case> perform(storage::Connection& connection, const Case& target, std::int64_t expected_version, const ActionRequest& request,
                             const Doer& doer);

  /// Moves a running case to another version of its act, whose procedure is given: a `version_moved` event, and the state stays.
  /// Errors: cases.stale, cases.unknown_procedure (the version does not know the case's state).
  base::Result<void> move_version(storage::Connection& connection, const Case& target, const rules::Procedure& procedure, const Doer& doer);
  /// Closes what an institution has begun and not handed in, because its registration is refused: a `discard` event, and the state stays.
  void discard_begun(storage::Connection& connection, std::string_view organisation_id, const Doer& doer);
  /// Keeps an officer's answer to a condition a person judges. Errors: cases.unknown_condition, cases.not_your_judgement, cases.bad_outcome.
  base::Result<void> judge(storage::Connection& connection, const Case& target, std::string_view condition_id, std::string_view outcome,
                           std::string_view remark, const Doer& doer);
  /// Takes a material out of its slot; a submission that named it keeps it. Errors: cases.material_not_found, cases.not_your_slot.
  base::Result<void> remove_material(storage::Connection& connection, const Case& target, std::string_view material_id, const Doer& doer);
  /// Joins pictures of pages, in the given order, into one PDF in their slot. Errors: cases.material_not_found, documents.not_a_picture.
  base::Result<std::string> join_materials(storage::Connection& connection, const Case& target, std::string_view slot,
                                           const std::vector<std::string>& material_ids, const Doer& doer);

  std::optional<Case> find(storage::Connection& connection, std::string_view id) const;  // unscoped
  /// The same, kept until the transaction ends: whoever else would act on the case, add to it or object against it waits.
  std::optional<Case> hold(storage::Connection& connection, std::string_view id) const;
  /// Inside the account's scope, or empty: absent and foreign look the same.
  std::optional<VisibleCase> find_visible(storage::Connection& connection, std::string_view account_id, std::string_view id) const;
  /// Reads facts, answers, materials, terms and objections of a case, to be asked about on a date. Must not outlive `connection`.
  Dossier read_dossier(storage::Connection& connection, const Case& target, base::Date today, Answers answers = Answers::present) const;
  const rules::Procedure& procedure_of(const Case& target) const;
  const rules::Form* form_of(const Case& target) const;  // null where the procedure has none
  const regulations::Registry& registry() const { return *registry_; }
  const std::vector<Observer*>& observers() const { return observers_; }
  files::Store& files() const { return files_; }

 private:
  base::Result<void> start_term(Step& step) const;
  void tell_parties(Step& step);
  void append_event(Step& step);
  regulations::ActiveRegistry registry_;
  files::Store& files_;
  base::Random& random_;
  std::vector<Observer*> observers_;
};

/// Every case under an act, in the order of their ids, unscoped: for questions about all of them.
void visit_cases(storage::Connection& connection, std::string_view act_id, const std::function<void(const Case&)>& visit);
/// Cases of an institution that its authorities know of and that have not ended, unscoped.
std::vector<Case> list_running(storage::Connection& connection, std::string_view organisation_id);
/// The statement of what decided the event `ordinal` of a case (audit/receipt.hpp), unscoped; empty where the event decided nothing.
std::optional<base::Value> find_receipt(storage::Connection& connection, std::string_view case_id, std::int64_t ordinal);
/// The id of a case by its id or its number, unscoped: for the command line.
std::optional<std::string> find_case_id(storage::Connection& connection, std::string_view id_or_number);
/// State, holder, round and terms of every case held against what its events alone say; `kind` is "state", the sequence numbers
/// are those of the case's first and last event, and so where the case is gone. Empty: equal.
std::vector<audit::Finding> compare_with_log(storage::Connection& connection);
/// Writes what its events say over the row and terms of every case that parts from them, and puts back the row that is gone.
audit::Rewritten rewrite_from_log(storage::Connection& connection);

}  // namespace zhidian::cases
