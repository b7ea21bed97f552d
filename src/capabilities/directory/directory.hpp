#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audit/records.hpp"
#include "base/value.hpp"
#include "capabilities/cases/cases.hpp"
#include "capabilities/regulations/regulations.hpp"
#include "storage/storage.hpp"

namespace zhidian::directory {

/// Days on which a filing of its own stepped back behind a line the institution has by inclusion.
struct Suspension {
  base::Date from{};
  std::optional<base::Date> until{};  // the first day it is shown again; none: it is suspended now
  std::string by;                     // the line that stands for it
};

/// One line of the public directory. `entry` holds the published fields by their last path segment (address, service_items …).
struct Outlet {
  std::string id, organisation_id, act_id, status, source_case_id, division_code, division_name, name, sort_key, kind, search_text;
  base::Value entry;
  base::Date filed_on{};
  std::optional<base::Date> valid_until{}, ended_on{};
  std::optional<base::Date> listed_until{};    // the last valid day, or later while the renewal is decided or awaited; none: no end is known
  std::string renewal;                         // renewing, awaiting, expired: what has become of the term; empty while it runs
  bool is_taken_over = false;                  // filed before this system was used
  std::string included_from;                   // the line it follows, without an application; empty: it was granted
  std::optional<base::Date> suspended_from{};  // set while such a line stands for this one
  std::vector<std::string> node_kinds;         // places of the institution in the public service network
  /// valid, renewing or awaiting (the last valid day has passed, the renewal is being decided or no window was open for it), expired, suspended or
  /// ended, as it was on `day`.
  std::string_view state_on(base::Date day) const;
};

/// Enters what a case was granted into the directory and publishes it in the filed list of the day.
class Observer : public cases::Observer {
 public:
  Observer(cases::Service& cases, base::Random& random) : cases_(cases), random_(random) {}
  base::Result<void> on_action(storage::Connection& connection, const cases::Performed& performed) override;
  std::vector<std::string> list_statuses(storage::Connection& connection, std::string_view organisation_id, base::Date today) override;
  std::optional<cases::StandingLine> find_line(storage::Connection& connection, std::string_view organisation_id, std::string_view act_id,
                                               std::string_view status) override;
  bool is_in_force(storage::Connection& connection, std::string_view outlet_id) override;

 private:
  cases::Service& cases_;
  base::Random& random_;
};

/// Filters of the list; empty: all. `division` includes the divisions below it. `state` empty: the lines that stood in the directory on
/// `as_of`, valid or expired; valid, expired, ended, or all. `level` is the level of the body that grants the status. Without `as_of`: now, whatever
/// day it is.
struct OutletFilter {
  std::string words, division, kind, category, status, level, state, after_key, after_id, node_kind;
  std::optional<base::Date> as_of{};
  std::int64_t limit = 20;
};
/// A status a procedure can grant, or one that acts only ask for, such as that of a provincial outlet while no province's act is here. Its keeper
/// is the body that grants it, or the one that must confirm it.
struct Status {
  const rules::Procedure* procedure = nullptr;  // that grants it, or null
  const rules::Body* keeper = nullptr;
  std::string status, level, act_id;
  rules::Text label;
};
std::vector<Status> list_known_statuses(const regulations::Registry& registry);
/// The first of them with that id; several acts may use one word for their own, `act_id` empty: any.
std::optional<Status> find_status(const regulations::Registry& registry, std::string_view status, std::string_view act_id = {});
rules::Text status_label(const regulations::Registry& registry, std::string_view status, std::string_view act_id = {});

/// Whether a condition of the procedure asks for the status.
bool asks_for(const rules::Procedure& procedure, std::string_view status);

/// By pinyin; one row more than the page tells that there is a next one.
std::vector<Outlet> list_outlets(storage::Connection& connection, const OutletFilter& filter, const regulations::Registry& registry);
std::int64_t count_outlets(storage::Connection& connection, const OutletFilter& filter, const regulations::Registry& registry);
std::optional<Outlet> find_outlet(storage::Connection& connection, std::string_view id);
/// The same, kept until the transaction ends.
std::optional<Outlet> hold_outlet(storage::Connection& connection, std::string_view id);
/// What an entry is found by: its words, folded, and a mark per IP category.
std::string make_search_text(const base::Value& entry, std::string_view division);
/// What the log keeps of a line, and records_in_log hold it against.
base::Value line_record(const Outlet& outlet);
/// Schema Outlet, as it was on `day`: only what the procedure publishes.
base::Value to_value(const Outlet& outlet, const regulations::Registry& registry, base::Date day);
/// What happened to the status this line stands for, oldest first, over all lines the institution had for it. Shape: schema OutletEvent.
base::Value::List list_history(storage::Connection& connection, const Outlet& outlet, base::Date today);
/// A line that comes back because the decision which ended it was annulled.
struct Restoration {
  std::string outlet_id, case_id, account_id;
  base::Instant at;
};
/// With it comes every other line that decision ended. False where the institution holds the status by another one.
bool restore_line(storage::Connection& connection, const regulations::Registry& registry, const Restoration& restoration, base::Random& random);
/// What becomes of a line at the end of its term. `word`: renewing, awaiting, expired (the line leaves the active list after `listed_until`), renewed
/// (the term goes on to `valid_until`), or empty (the term runs on as before).
struct TermStep {
  std::string outlet_id, word, case_id, account_id, act_version;
  base::Instant at;
  std::optional<base::Date> valid_until{}, listed_until{};
};
/// False where the line has ended. Lines that follow it follow.
bool take_term_step(storage::Connection& connection, const regulations::Registry& registry, const TermStep& step, base::Random& random);
/// A line an institution holds a status with, its last day passed or not.
struct HeldLine {
  std::string id, act_id, status;
};
/// With one status, or with any where `status` is empty.
std::vector<HeldLine> list_held_lines(storage::Connection& connection, std::string_view organisation_id, std::string_view status = {});
/// Records of an institution that were changed on a report; `former_name` empty where the name stayed.
struct RecordChange {
  std::string organisation_id, case_id, account_id, act_version, former_name;
  std::vector<std::string> records;
  base::Instant at;
};
/// What the lines of the institution publish follows its record; a former name stays with its last day.
void follow_change(storage::Connection& connection, const regulations::Registry& registry, const RecordChange& change, base::Random& random);
/// Lines as their events tell them.
extern const audit::RecordKind records_in_log;

}  // namespace zhidian::directory
