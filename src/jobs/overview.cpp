#include "jobs/overview.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "jobs/sql.hpp"
#include "jobs/stored_values.hpp"

namespace zhidian::jobs {

Counts count_jobs(storage::Connection& connection, base::Instant business_now) {
  Counts counts;
  connection.query(sql::jobs::count_timers, {base::print_instant(business_now)}, [&](const storage::Row& row) {
    counts.timers_due = row.integer("due");
    counts.timers_overdue = row.integer("overdue");
    counts.timers_failed = row.integer("failed");
  });
  connection.query(sql::jobs::count_outbox, {}, [&](const storage::Row& row) {
    counts.outbox_waiting = row.integer("waiting");
    counts.outbox_failed = row.integer("failed");
  });
  connection.query(sql::jobs::count_given_up, {}, [&](const storage::Row& row) { counts.outbox_given_up = row.integer("given_up"); });
  return counts;
}

std::vector<Timer> list_due_timers(storage::Connection& connection, bool is_failed_only, const Continuation& from) {
  const auto& statement = is_failed_only ? sql::jobs::list_failed_timers : sql::jobs::list_timers;
  return connection.list(statement, {from.after, from.after_id, from.limit}, read_timer);
}

std::vector<OutboxMessage> list_outbox(storage::Connection& connection, std::string_view state, const Continuation& from) {
  const auto& statement = state == "given_up" ? sql::jobs::list_given_up : sql::jobs::list_open_outbox;
  return connection.list(statement, {state, from.after, from.after_id, from.limit}, read_outbox_message);
}

bool retry_timer(storage::Connection& connection, std::string_view id) { return connection.execute(sql::jobs::retry_timer, {id}) == 1; }

bool retry_outbox_message(storage::Connection& connection, std::string_view id) {
  return connection.execute(sql::jobs::retry_outbox_message, {id}) == 1;
}

base::Value health_of(storage::Connection& connection, std::chrono::milliseconds alarm_after) {
  const auto leases = list_leases(connection);
  if (leases.empty()) return base::Value::Map{{"state", "never"}, {"last_round", nullptr}};
  const auto oldest = std::ranges::max_element(leases, {}, &LeaseState::since_sweep);
  return base::Value::Map{{"state", oldest->since_sweep < alarm_after ? "ok" : "late"}, {"last_round", base::print_instant(oldest->swept_at)}};
}

std::string print_metrics(storage::Connection& connection, base::Instant business_now) {
  std::string text = "# TYPE zhidian_jobs_last_round_seconds gauge\n";
  auto out = std::back_inserter(text);
  for (const auto& lease : list_leases(connection)) {
    fmt::format_to(out, "zhidian_jobs_last_round_seconds{{job=\"{}\"}} {}.{:03}\n", lease.name, lease.swept_at.time_since_epoch().count() / 1000,
                   lease.swept_at.time_since_epoch().count() % 1000);
  }
  const auto gauge = [&](std::string_view name, std::int64_t value) {
    fmt::format_to(out, "# TYPE zhidian_{0} gauge\nzhidian_{0} {1}\n", name, value);
  };
  const auto counts = count_jobs(connection, business_now);
  gauge("timers_due", counts.timers_due);
  gauge("timers_overdue", counts.timers_overdue);
  gauge("timers_failed", counts.timers_failed);
  gauge("outbox_waiting", counts.outbox_waiting);
  gauge("outbox_failed", counts.outbox_failed);
  gauge("outbox_given_up", counts.outbox_given_up);
  return text;
}

}  // namespace zhidian::jobs
