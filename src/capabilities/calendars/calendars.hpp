#pragma once
#include <optional>
#include <string>
#include <vector>

#include "audit/records.hpp"
#include "base/id.hpp"
#include "base/value.hpp"
#include "capabilities/regulations/regulations.hpp"
#include "rules/calendar_notice.hpp"

namespace zhidian::calendars {

/// A holiday notice on its way into force. States: proposed, applying (in force, dates are being re-issued), applied, withdrawn.
struct Change {
  std::string id, text, hash, base_calendar, calendar_version, state, approved_by, created_at, updated_at;
  std::int64_t year = 0, notice_version = 0, version = 1;
  std::vector<std::string> editors;  // accounts that entered or changed it
  std::optional<base::Date> approved_on{};
  base::Value dry_run;  // number of effects by outcome, at approval
};

/// Who does it, when.
struct Editor {
  std::string account_id;
  base::Instant at;
};

/// What is entered: the parts of a notice, or the text of a calendar file.
struct Input {
  std::optional<rules::CalendarNotice> notice;
  std::string text;
};

class Service {
 public:
  Service(const regulations::ActiveRegistry& registry, base::Random& random) : registry_(registry), random_(random) {}

  /// Enters a notice; a second person is asked. Errors: calendars.nothing_entered, calendars.bad_notice (details name place, line and what is
  /// wrong), calendars.version_taken, calendars.nothing_changed.
  base::Result<Change> propose(storage::Connection& connection, const Input& input, const Editor& editor);
  /// Enters it anew while it waits, compared with the calendar in force now. Errors: as propose, and calendars.stale, calendars.not_proposed.
  base::Result<Change> revise(storage::Connection& connection, const Change& change, std::int64_t expected_version, const Input& input,
                              const Editor& editor);
  /// Errors: calendars.stale, calendars.not_proposed.
  base::Result<Change> withdraw(storage::Connection& connection, const Change& change, std::int64_t expected_version, const Editor& editor);
  /// Puts it into force, in the caller's transaction; after its commit the caller refreshes the registry and the round re-issues the dates.
  /// `hash` is that of the content the approver saw; `dry_run` enters the event. Errors: calendars.stale, calendars.not_proposed,
  /// calendars.second_person, calendars.hash_differs, calendars.base_moved, calendars.still_applying, calendars.version_taken.
  base::Result<Change> approve(storage::Connection& connection, const Change& change, std::int64_t expected_version, std::string_view hash,
                               base::Value dry_run, const Editor& editor);

 private:
  base::Result<Change> enter(storage::Connection& connection, Change change, const Input& input, const Editor& editor) const;
  const regulations::ActiveRegistry& registry_;
  base::Random& random_;
};

/// The notice of a change, as it was entered.
rules::CalendarNotice notice_of(const Change& change);
/// The calendar of the notices in force, without the one of the change and those that came after it, and with it.
struct Comparison {
  rules::Calendar before, after;
};
Comparison compare(storage::Connection& connection, const Change& change);
/// Whether two accounts may be one person's: the same account, or one of the same name.
bool is_same_person(storage::Connection& connection, std::string_view account_id, std::string_view other_id);

std::optional<Change> find_change(storage::Connection& connection, std::string_view id);
/// Newest first.
std::vector<Change> list_changes(storage::Connection& connection);
/// The one whose dates are being re-issued.
std::optional<Change> find_applying(storage::Connection& connection);

/// Changes, their notices in force and their effects as their events tell them.
extern const audit::RecordKind records_in_log;

}  // namespace zhidian::calendars
