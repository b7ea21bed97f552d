#include "jobs/timers.hpp"

#include "jobs/sql.hpp"
#include "jobs/stored_values.hpp"

namespace zhidian::jobs {
namespace {

using Kind = storage::Failure::Kind;

/// The database's trouble, not the timer's: nothing is noted against it, the next round tries again.
bool is_trouble_of_database(const storage::Failure& failure) {
  return failure.kind() == Kind::unavailable || failure.kind() == Kind::storage_full || failure.kind() == Kind::commit_unknown;
}

}  // namespace

std::string reason_of(const base::Error& error) {
  if (error.params.empty()) return error.id;
  base::Value::Map params;
  for (const auto& [name, text] : error.params) params.emplace(name, text);
  return error.id + " " + base::print_json(std::move(params));
}

struct Timers::Round {
  const Fence& fence;
  base::Instant business_now, system_now;
};

bool set_timer(storage::Connection& connection, const Appointment& appointment, base::Instant at, base::Random& ids) {
  return connection.execute(sql::jobs::insert_timer, {base::make_id(at, ids), appointment.kind, appointment.subject_kind, appointment.subject_id,
                                                      base::print_instant(appointment.due_at), base::print_json(appointment.params)}) == 1;
}

std::int64_t cancel_timers(storage::Connection& connection, std::string_view kind, std::string_view subject_kind, std::string_view subject_id) {
  if (kind.empty()) return connection.execute(sql::jobs::cancel_all_timers, {subject_kind, subject_id});
  return connection.execute(sql::jobs::cancel_timers, {kind, subject_kind, subject_id});
}

std::int64_t move_timers(storage::Connection& connection, std::string_view subject_kind, std::string_view subject_id, base::Instant from,
                         base::Instant to) {
  return connection.execute(sql::jobs::move_timers, {subject_kind, subject_id, base::print_instant(from), base::print_instant(to)});
}

std::vector<Timer> list_timers_of(storage::Connection& connection, std::string_view subject_kind, std::string_view subject_id) {
  return connection.list(sql::jobs::list_timers_of, {subject_kind, subject_id}, read_timer);
}

std::optional<base::Instant> find_next_due(storage::Connection& connection) {
  const auto due = connection.find(sql::jobs::find_next_due, {}, [](const storage::Row& row) { return row.optional_text("due_at"); });
  return due && *due ? base::parse_instant(**due) : std::nullopt;
}

std::int64_t Timers::sweep(const Fence& fence, base::Instant business_now, base::Instant system_now) {
  const auto due = database_.read()->connection().list(
      sql::jobs::list_due_timers, {base::print_instant(business_now), base::print_instant(system_now), effects_per_transaction}, read_timer);
  if (due.empty()) return 0;
  const Round round{fence, business_now, system_now};
  try {
    return fire_together(round, due);
  } catch (const storage::Failure& failure) {
    if (is_trouble_of_database(failure)) throw;
  } catch (const std::exception&) {
    // Which one it was is found out below.
  }
  return fire_one_by_one(round, due);
}

/// Flips due → fired, one row or none, and lets its handler act.
base::Result<std::int64_t> Timers::fire(storage::Connection& connection, const Round& round, const Timer& timer) {
  const auto handler = handlers_.find(timer.kind.substr(0, timer.kind.find(':')));
  if (handler == handlers_.end()) return base::refuse(base::ErrorCode::not_found, "jobs.no_handler", {{"kind", timer.kind}});
  const bool is_ours = connection.execute(sql::jobs::fire_timer, {timer.id, base::print_instant(round.business_now), round.fence.epoch()}) == 1;
  if (!is_ours) return 0;  // cancelled since it was read
  return handler->second->fire(connection, timer, round.business_now);
}

std::int64_t Timers::fire_together(const Round& round, const std::vector<Timer>& due) {
  const auto transaction = database_.write();
  auto& connection = transaction->connection();
  if (!round.fence.holds(connection)) return 0;
  std::int64_t effects = 0, fired = 0;
  for (const auto& timer : due) {
    if (effects >= effects_per_transaction) break;
    const auto done = fire(connection, round, timer);
    if (!done) throw std::runtime_error(done.error().id);
    effects += *done;
    ++fired;
  }
  transaction->commit();
  return fired;
}

std::int64_t Timers::fire_one_by_one(const Round& round, const std::vector<Timer>& due) {
  std::int64_t settled = 0;
  for (const auto& timer : due) {
    try {
      if (!fire_alone(round, timer)) return settled;
      ++settled;
    } catch (const storage::Failure& failure) {
      if (is_trouble_of_database(failure)) throw;
      if (failure.kind() == Kind::serialization) continue;  // met another's work; the next round
      record_failure(round, timer, failure.what());
      ++settled;
    } catch (const std::exception& failure) {
      record_failure(round, timer, failure.what());
      ++settled;
    }
  }
  return settled;
}

/// False where the lease has gone to another.
bool Timers::fire_alone(const Round& round, const Timer& timer) {
  auto transaction = database_.write();
  if (!round.fence.holds(transaction->connection())) return false;
  const auto done = fire(transaction->connection(), round, timer);
  if (done) {
    transaction->commit();
    return true;
  }
  transaction.reset();
  record_failure(round, timer, reason_of(done.error()));
  return true;
}

void Timers::record_failure(const Round& round, const Timer& timer, std::string_view reason) {
  const auto transaction = database_.write();
  auto& connection = transaction->connection();
  if (!round.fence.holds(connection)) return;
  connection.execute(sql::jobs::record_timer_failure,
                     {timer.id, shorten(reason), base::print_instant(round.system_now + back_off_.after(timer.attempts + 1))});
  transaction->commit();
}

}  // namespace zhidian::jobs
