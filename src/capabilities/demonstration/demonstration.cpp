#include "capabilities/demonstration/demonstration.hpp"

#include "audit/log.hpp"
#include "capabilities/demonstration/demonstration_store.hpp"

namespace zhidian::demonstration {
namespace {

// Four-digit years everywhere: dates are compared as text.
constexpr base::Date last_date{std::chrono::sys_days{std::chrono::year{2099} / 12 / 31}};

void log_move(storage::Connection& connection, base::Instant from, base::Instant to, std::string_view actor_id, base::Random& random) {
  audit::append(connection,
                audit::make_event("clock", "business", count_move(connection), "advance", actor_id, to,
                                  base::Value::Map{{"from", base::print_instant(from)}, {"to", base::print_instant(to)}}),
                random);
}

}  // namespace

base::Instant read_system_clock() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

DatabaseClock::DatabaseClock(storage::Database& database, std::function<base::Instant()> system) : database_(database), system_(std::move(system)) {
  reload();
}

void DatabaseClock::reload() {
  std::unique_lock lock(keeping_);
  const auto moves = moves_;
  lock.unlock();
  const auto reader = database_.read();
  const std::int64_t offset = find_offset(reader->connection());
  lock.lock();
  if (moves_ == moves) offset_ = offset;
}

void DatabaseClock::keep(std::int64_t offset) {
  const std::lock_guard lock(keeping_);
  ++moves_;
  offset_ = offset;
}

void DatabaseClock::move_to(base::Instant business_now) {
  const std::int64_t offset = offset_to(business_now);
  auto transaction = database_.write();
  keep_offset(transaction->connection(), offset);
  transaction->commit();
  keep(offset);
}

base::Result<void> DatabaseClock::advance_to(base::Instant wanted, std::string_view actor_id, base::Random& random) {
  if (base::civil_date(wanted) > last_date)
    return base::refuse(base::ErrorCode::invalid, "demonstration.too_far", {{"limit", base::print_date(last_date)}});
  auto transaction = database_.write();
  storage::Connection& connection = transaction->connection();
  const base::Instant present = system_now() + std::chrono::milliseconds(find_offset(connection));
  if (wanted <= present)
    return base::refuse(base::ErrorCode::not_allowed, "demonstration.never_back", {{"today", base::print_date(base::civil_date(present))}});
  const std::int64_t offset = offset_to(wanted);
  keep_offset(connection, offset);
  log_move(connection, present, wanted, actor_id, random);
  transaction->commit();
  keep(offset);
  return {};
}

}  // namespace zhidian::demonstration
