#pragma once
#include <string>
#include <vector>

#include "jobs/outbox.hpp"
#include "jobs/timers.hpp"

namespace zhidian::jobs {

struct Counts {
  std::int64_t timers_due = 0;      // set and not yet fired
  std::int64_t timers_overdue = 0;  // of them, those whose instant has come
  std::int64_t timers_failed = 0;   // of them, those that failed and are tried again
  std::int64_t outbox_waiting = 0, outbox_failed = 0, outbox_given_up = 0;
};
Counts count_jobs(storage::Connection& connection, base::Instant business_now);

/// Where a list goes on: the key and id of the last entry shown, empty at the start.
struct Continuation {
  std::string after, after_id;
  std::int64_t limit = 20;
};
/// Timers not yet fired, by due_at; `is_failed_only` those that failed.
std::vector<Timer> list_due_timers(storage::Connection& connection, bool is_failed_only, const Continuation& from);
/// Messages in a state (waiting, failed, given_up), by next_attempt_at.
std::vector<OutboxMessage> list_outbox(storage::Connection& connection, std::string_view state, const Continuation& from);

/// Has the next round try it, without waiting for its pause. False where it is not one that failed.
bool retry_timer(storage::Connection& connection, std::string_view id);
/// Has the next round send it, also where it was given up; its attempts are counted anew. False where it neither failed nor was given up.
bool retry_outbox_message(storage::Connection& connection, std::string_view id);

/// Whether the rounds go on. Shape: state (ok, late, never), last_round (null, or the oldest of the jobs' last good rounds).
base::Value health_of(storage::Connection& connection, std::chrono::milliseconds alarm_after);
/// The text format of Prometheus, version 0.0.4.
std::string print_metrics(storage::Connection& connection, base::Instant business_now);

}  // namespace zhidian::jobs
