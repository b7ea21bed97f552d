#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "capabilities/regulations/regulations.hpp"
#include "files/files.hpp"
#include "http/http.hpp"
#include "rules/engine.hpp"
#include "storage/storage.hpp"

namespace zhidian::cases {

struct Case {
  std::string id, number, act_id, procedure_id, parent_case_id, organisation_id, window_id, division_code, recommender_id, filing_body_id;
  std::string state, holder, returned_by, content_hash, opened_on, submitted_on, state_since;
  std::int64_t act_version = 1, round = 0, ordinal = 0, version = 1;
  bool is_submitted = false, is_final = false;
};

/// What an action asks for, as the API and the demonstration give it.
struct ActionRequest {
  std::string action;
  base::Value input;                    // answers to the action's input fields
  std::vector<std::string> signed_by;   // signs that stand on the scanned page
  std::string term_length;              // entered length, or empty
  std::vector<std::tuple<std::string, std::string, std::string>> judgements;  // condition, outcome, remark
};

/// Who does it, when. `is_system` for effects of other capabilities.
struct Doer {
  std::string account_id;
  std::vector<std::string> parties;  // parties the doer stands for in this case
  base::Instant at;
};

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
  struct Objections { int open = 0, sustained = 0; base::Value::List list; };
  virtual Objections count_objections(storage::Connection&, std::string_view) { return {}; }
  /// The running notice naming the case, if any: its id.
  virtual std::optional<std::string> find_notice(storage::Connection&, std::string_view) { return std::nullopt; }
  /// Statuses an institution holds (national_outlet …): directory answers it.
  virtual std::vector<std::string> list_statuses(storage::Connection&, std::string_view) { return {}; }
};

class Service {
 public:
  Service(std::shared_ptr<const regulations::Registry> registry, files::Store& files, base::Random& random);
  void add_observer(Observer& observer);

  /// Starts a draft, prefilled. Errors: cases.unknown_procedure, cases.already_running, cases.no_recommender.
  base::Result<Case> open(storage::Connection& connection, std::string_view act_id, std::string_view procedure_id, std::string_view organisation_id,
                          std::string_view window_id, const Doer& doer);
  /// Saves one section's answers. `expected_version` 0 for a section never saved. Errors: cases.stale_section, cases.unknown_section, cases.not_editable.
  base::Result<std::int64_t> save_section(storage::Connection& connection, const Case& target, std::string_view section_id, const base::Value& answers,
                                          std::int64_t expected_version, const Doer& doer);
  /// Links a kept file into a slot. Errors: cases.unknown_slot, cases.slot_full, cases.type_refused, cases.not_your_slot.
  base::Result<std::string> add_material(storage::Connection& connection, const Case& target, std::string_view slot, const files::Incoming& incoming,
                                         std::string_view name, const Doer& doer);
  /// Performs an action: needs, event, state, terms, messages, observers; one transaction, the log last.
  /// Errors: cases.action_not_allowed (not_allowed; details = failing needs; allowed = possible actions), cases.stale (If-Match), cases.invalid_input.
  base::Result<Case> perform(storage::Connection& connection, const Case& target, std::int64_t expected_version, const ActionRequest& request, const Doer& doer);

  std::optional<Case> find(storage::Connection& connection, std::string_view id) const;  // unscoped
  const regulations::Registry& registry() const { return *registry_; }

 private:
  std::shared_ptr<const regulations::Registry> registry_;
  files::Store& files_;
  base::Random& random_;
  std::vector<Observer*> observers_;
};

}  // namespace zhidian::cases
