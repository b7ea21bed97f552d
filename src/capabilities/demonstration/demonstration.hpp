#pragma once
#include <atomic>
#include <functional>
#include <mutex>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "storage/storage.hpp"

namespace zhidian::demonstration {

/// The instant of the operating system.
base::Instant read_system_clock();

/// Business time is system time plus an offset kept in the database (setting clock_offset_ms), zero unless a demonstration
/// moved it. The offset is cached; `reload` reads it again where another process may have moved it.
/// Threads: safe to call from several.
class DatabaseClock final : public base::Clock {
 public:
  explicit DatabaseClock(storage::Database& database, std::function<base::Instant()> system = read_system_clock);
  base::Instant business_now() const override { return system_now() + std::chrono::milliseconds(offset_); }
  base::Instant system_now() const override { return system_(); }

  void reload();
  /// Sets business time, also backwards: for the builder of the demonstration, before anything is served.
  void move_to(base::Instant business_now);
  /// Moves business time forward and logs it. Errors: demonstration.never_back, demonstration.too_far.
  base::Result<void> advance_to(base::Instant business_now, std::string_view actor_id, base::Random& random);

 private:
  void keep(std::int64_t offset);
  std::int64_t offset_to(base::Instant business_now) const { return (business_now - system_now()).count(); }

  storage::Database& database_;
  std::function<base::Instant()> system_;
  std::mutex keeping_;  // what was read before a move of our own is not kept after it; not held while a transaction commits
  std::int64_t moves_ = 0;
  std::atomic<std::int64_t> offset_ = 0;
};

}  // namespace zhidian::demonstration
