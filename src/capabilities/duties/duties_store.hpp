#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "rules/duties.hpp"
#include "storage/storage.hpp"

namespace zhidian::duties {

/// Whose rows: those the account may see, of one institution or of all.
struct Scope {
  std::string account_id, organisation_id;
};

/// A line of the directory as far as something is owed for it.
struct Line {
  std::string outlet_id, organisation_id, organisation_name, act_id, status;
  rules::Holding holding;
  std::optional<base::Date> valid_until{};  // of the present term
  std::string renewal;                      // renewing, awaiting, expired, or empty
  std::int64_t version = 1;
  bool is_ended = false;  // by a decision, which is not its last day running out
};

/// A report of a year, over all the cases begun for it; the last of them speaks.
struct StoredReport : rules::Report {
  std::string organisation_id, act_id, procedure_id, case_id, number;
  std::int64_t changes = 0;  // grows with every action on any of them
  std::string waiver_id;     // of one that was waived, or was so once, instead of a case
};

/// A case under way, without its content.
struct Course {
  std::string case_id, number, act_id, procedure_id, organisation_id, organisation_name, outlet_id, period, state, holder;
  base::Date since{};
  std::int64_t act_version = 1, version = 1;
  bool is_final = false;
};

struct TermOfCase {
  Course course;
  std::string term_id;
  base::Date starts_on{}, last_day{};
  bool is_running = false;
  base::Value account;  // day by day
};

/// `ended_since`: lines ended before that day are left out.
std::vector<Line> list_lines(storage::Connection& connection, const Scope& scope, base::Date ended_since);
std::vector<StoredReport> list_reports(storage::Connection& connection, const Scope& scope);
/// Running ones, and stopped ones that started on `since` or later.
std::vector<TermOfCase> list_terms(storage::Connection& connection, const Scope& scope, base::Date since);
std::vector<Course> list_courses(storage::Connection& connection, const Scope& scope);

/// Lines that stand, of whole institutions after `after`, about `limit` of them; unscoped, for the daily round.
std::vector<Line> list_lines_after(storage::Connection& connection, std::string_view after, std::int64_t limit);
std::vector<StoredReport> list_reports_between(storage::Connection& connection, std::string_view after, std::string_view last);

/// What the account is to the institution: member, authority, or nothing where it is out of scope.
std::optional<std::string> find_relation(storage::Connection& connection, const Scope& scope);

/// The levels (district, city, province, national, ministry) of the offices the account works in.
std::vector<std::string> list_levels(storage::Connection& connection, std::string_view account_id);

struct Feed {
  std::string id, organisation_id, account_id, created_at;
  std::int64_t version = 1;
};
void insert_feed(storage::Connection& connection, const Feed& feed, std::string_view token_hash);
std::vector<Feed> list_feeds(storage::Connection& connection, const Scope& scope);
std::optional<Feed> find_feed(storage::Connection& connection, std::string_view token_hash);
/// The feed as it is now, or nothing where the account has no such feed that still answers.
std::optional<Feed> revoke_feed(storage::Connection& connection, std::string_view id, std::string_view account_id, base::Instant now);

/// How far the daily round has come: the day, the last institution, and whether all are through.
struct Round {
  std::string day, after;
  bool is_done = false;
};
Round find_round(storage::Connection& connection);
void save_round(storage::Connection& connection, const Round& round);
struct Reminder {
  std::string organisation_id, act_id, subject;
  base::Date due_on{};
  std::string step;
};
/// False where this step was reminded of before.
bool insert_reminder(storage::Connection& connection, const Reminder& reminder, base::Instant at);

}  // namespace zhidian::duties
