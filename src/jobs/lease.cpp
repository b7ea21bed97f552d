#include "jobs/lease.hpp"

#include <fmt/format.h>

#include "jobs/sql.hpp"
#include "jobs/stored_values.hpp"

namespace zhidian::jobs {
namespace {

LeaseState read_lease(const storage::Row& row) {
  LeaseState state;
  state.name = row.text("name");
  state.holder = row.text("holder");
  state.epoch = row.integer("epoch");
  state.until = row.text("until");
  state.now = row.text("now");
  state.swept_at = read_instant(row.view("swept_at"));
  state.since_sweep = read_instant(state.now) - state.swept_at;
  state.is_alarmed = !row.is_null("alarmed_at");
  return state;
}

/// As in take_lease.
constexpr std::chrono::hours longest_lease{1};

std::string print_seconds(std::chrono::milliseconds length) { return fmt::format("{}.{:03}", length.count() / 1000, length.count() % 1000); }

}  // namespace

Lease::Lease(storage::Database& database, std::string name, std::string holder, std::chrono::milliseconds length)
    : database_(database), name_(std::move(name)), holder_(std::move(holder)), length_(print_seconds(length)) {}

/// Asked first, so that who waits for its turn writes nothing.
bool Lease::is_taken() {
  const auto state = find_lease(database_.read()->connection(), name_);
  if (!state || state->until.empty()) return false;
  const auto left = read_instant(state->until) - read_instant(state->now);
  return left >= std::chrono::milliseconds(0) && left <= longest_lease;
}

bool Lease::keep() {
  if (epoch_ == 0 && is_taken()) return false;
  const auto transaction = database_.write();
  auto& connection = transaction->connection();
  bool is_ours = epoch_ > 0 && connection.execute(sql::jobs::renew_lease, {name_, holder_, epoch_, length_}) == 1;
  if (!is_ours) {
    const auto taken =
        connection.find(sql::jobs::take_lease, {name_, holder_, length_}, [](const storage::Row& row) { return row.integer("epoch"); });
    epoch_ = taken.value_or(0);
    is_ours = taken.has_value();
  }
  if (is_ours) transaction->commit();
  return is_ours;
}

void Lease::give_up() {
  if (epoch_ == 0) return;
  const auto transaction = database_.write();
  transaction->connection().execute(sql::jobs::give_up_lease, {name_, holder_, epoch_});
  transaction->commit();
  epoch_ = 0;
}

bool Lease::holds(storage::Connection& connection) const {
  connection.query(sql::jobs::limit_idleness, {}, [](const storage::Row&) {});
  return connection.find(sql::jobs::check_lease, {name_, holder_, epoch_}, [](const storage::Row& row) { return row.integer("epoch"); }).has_value();
}

bool Lease::record_sweep() {
  const auto transaction = database_.write();
  const bool is_ours = transaction->connection().execute(sql::jobs::record_sweep, {name_, holder_, epoch_, length_}) == 1;
  transaction->commit();
  if (!is_ours) epoch_ = 0;
  return is_ours;
}

std::vector<LeaseState> list_leases(storage::Connection& connection) { return connection.list(sql::jobs::list_leases, {}, read_lease); }

std::optional<LeaseState> find_lease(storage::Connection& connection, std::string_view name) {
  return connection.find(sql::jobs::find_lease, {name}, read_lease);
}

bool mark_alarm(storage::Connection& connection, std::string_view name, base::Instant swept_at) {
  return connection.execute(sql::jobs::mark_alarm, {name, base::print_instant(swept_at)}) == 1;
}

}  // namespace zhidian::jobs
