#include "capabilities/duties/duties_store.hpp"

#include "capabilities/duties/sql.hpp"

namespace zhidian::duties {
namespace {

namespace sql = zhidian::sql::duties;
using storage::Row;

Line read_line(const Row& row) {
  Line line;
  line.outlet_id = row.text("outlet_id");
  line.organisation_id = row.text("organisation_id");
  line.organisation_name = row.text("organisation_name");
  line.act_id = row.text("act_id");
  line.status = row.text("status");
  line.version = row.integer("version");
  const auto ended_on = row.optional_date("ended_on");
  line.holding = {row.text("granted_by"), row.date("filed_on"), row.optional_date("listed_until"), std::nullopt};
  line.valid_until = row.optional_date("valid_until");
  line.renewal = row.text("renewal");
  if (ended_on) line.holding.until = *ended_on - std::chrono::days{1};  // the day it was taken away is no longer held
  line.is_ended = ended_on.has_value();
  if (row.integer("is_taken_over") != 0) line.holding.known_since = base::civil_date(base::parse_instant(row.text("created_at")).value());
  return line;
}

/// Cases of one year come one after another: they make one report.
void add_report(std::vector<StoredReport>& reports, const Row& row) {
  StoredReport report;
  report.organisation_id = row.text("organisation_id");
  report.act_id = row.text("act_id");
  report.procedure_id = row.text("procedure_id");
  report.year = std::stoi(row.text("period"));
  report.state = row.text("state");
  report.submitted_on = row.optional_date("submitted_on");
  report.case_id = row.text("case_id");
  report.number = row.text("number");
  report.changes = row.integer("version");
  report.waiver_id = row.text("waiver_id");
  const bool is_again = !reports.empty() && report.waiver_id.empty() && reports.back().waiver_id.empty() &&
                        reports.back().organisation_id == report.organisation_id && reports.back().act_id == report.act_id &&
                        reports.back().procedure_id == report.procedure_id && reports.back().year == report.year;
  if (!is_again) return reports.push_back(std::move(report));
  report.changes += reports.back().changes;
  reports.back() = std::move(report);
}

Course read_course(const Row& row) {
  Course course;
  course.case_id = row.text("case_id");
  course.number = row.text("number");
  course.act_id = row.text("act_id");
  course.act_version = row.integer("act_version");
  course.procedure_id = row.text("procedure_id");
  course.organisation_id = row.text("organisation_id");
  course.organisation_name = row.text("organisation_name");
  course.outlet_id = row.text("outlet_id");
  course.period = row.text("period");
  course.state = row.text("state");
  course.holder = row.text("holder");
  course.since = row.date("state_since");
  course.version = row.integer("version");
  course.is_final = row.integer("is_final") != 0;
  return course;
}

TermOfCase read_term(const Row& row) {
  return {read_course(row), row.text("term_id"), row.date("starts_on"), row.date("last_day"), row.integer("is_running") != 0, row.json("account")};
}

Feed read_feed(const Row& row) {
  return {row.text("id"), row.text("organisation_id"), row.text("account_id"), row.text("created_at"), row.integer("version")};
}

}  // namespace

std::vector<Line> list_lines(storage::Connection& connection, const Scope& scope, base::Date ended_since) {
  return connection.list(sql::list_lines, {scope.account_id, scope.organisation_id, base::print_date(ended_since)}, read_line);
}

std::vector<StoredReport> list_reports(storage::Connection& connection, const Scope& scope) {
  std::vector<StoredReport> reports;
  connection.query(sql::list_reports, {scope.account_id, scope.organisation_id}, [&](const Row& row) { add_report(reports, row); });
  return reports;
}

std::vector<TermOfCase> list_terms(storage::Connection& connection, const Scope& scope, base::Date since) {
  return connection.list(sql::list_terms, {scope.account_id, scope.organisation_id, base::print_date(since)}, read_term);
}

std::vector<Course> list_courses(storage::Connection& connection, const Scope& scope) {
  return connection.list(sql::list_courses, {scope.account_id, scope.organisation_id}, read_course);
}

std::vector<Line> list_lines_after(storage::Connection& connection, std::string_view after, std::int64_t limit) {
  auto lines = connection.list(sql::list_lines_after, {after, limit}, read_line);
  // The last institution may be cut in two: it waits for the next page, unless it is the only one.
  if (std::ssize(lines) < limit || lines.front().organisation_id == lines.back().organisation_id) return lines;
  const std::string last = lines.back().organisation_id;
  while (lines.back().organisation_id == last) lines.pop_back();
  return lines;
}

std::vector<StoredReport> list_reports_between(storage::Connection& connection, std::string_view after, std::string_view last) {
  std::vector<StoredReport> reports;
  connection.query(sql::list_reports_between, {after, last}, [&](const Row& row) { add_report(reports, row); });
  return reports;
}

std::optional<std::string> find_relation(storage::Connection& connection, const Scope& scope) {
  return connection.find(sql::find_relation, {scope.account_id, scope.organisation_id}, [](const Row& row) { return row.text("relation"); });
}

std::vector<std::string> list_levels(storage::Connection& connection, std::string_view account_id) {
  return connection.list(sql::list_levels, {account_id}, [](const Row& row) { return row.text("level"); });
}

void insert_feed(storage::Connection& connection, const Feed& feed, std::string_view token_hash) {
  connection.execute(sql::insert_feed, {feed.id, feed.organisation_id, feed.account_id, token_hash, feed.created_at});
}

std::vector<Feed> list_feeds(storage::Connection& connection, const Scope& scope) {
  return connection.list(sql::list_feeds, {scope.account_id, scope.organisation_id}, read_feed);
}

std::optional<Feed> find_feed(storage::Connection& connection, std::string_view token_hash) {
  return connection.find(sql::find_feed, {token_hash}, read_feed);
}

std::optional<Feed> revoke_feed(storage::Connection& connection, std::string_view id, std::string_view account_id, base::Instant now) {
  return connection.find(sql::revoke_feed, {id, account_id, base::print_instant(now)}, read_feed);
}

Round find_round(storage::Connection& connection) {
  return connection
      .find(sql::find_round, {}, [](const Row& row) { return Round{row.text("day"), row.text("after_id"), row.integer("is_done") != 0}; })
      .value_or(Round{});
}

void save_round(storage::Connection& connection, const Round& round) { connection.execute(sql::save_round, {round.day, round.after, round.is_done}); }

bool insert_reminder(storage::Connection& connection, const Reminder& reminder, base::Instant at) {
  return connection.execute(sql::insert_reminder, {reminder.organisation_id, reminder.act_id, reminder.subject, base::print_date(reminder.due_on),
                                                   reminder.step, base::print_instant(at)}) == 1;
}

}  // namespace zhidian::duties
