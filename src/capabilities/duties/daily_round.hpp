#pragma once
#include "base/id.hpp"
#include "capabilities/duties/duties.hpp"
#include "jobs/lease.hpp"

namespace zhidian::duties {

/// Once a day, from eight in the morning, over everybody who holds a status: reminds of what falls due and of what is late, each step once. Reminding
/// is a service of the platform (default A11); nothing follows from it.
class DailyRound {
 public:
  DailyRound(storage::Database& database, regulations::ActiveRegistry registry, base::Random& ids)
      : database_(database), registry_(std::move(registry)), ids_(ids) {}
  /// The next institutions of the day, at most jobs::effects_per_transaction reminders in one transaction under the fence. Returns how many
  /// institutions' lines it looked at; 0 means the day is through. `now` is business time. Threads: one.
  std::int64_t work(const jobs::Fence& fence, base::Instant now);

 private:
  storage::Database& database_;
  regulations::ActiveRegistry registry_;
  base::Random& ids_;
};

/// The step of an item that has come on a day, or empty: 180, 90 or 30 days before the last day of a status; 30, 7 or 1 before the last day of a
/// report; late once it has passed.
std::string step_of(const Item& item, base::Date today);

/// The days on which a step of an item due on that day comes: a report, or the last day of a status.
std::vector<base::Date> list_step_days(base::Date due_on, bool is_report);

}  // namespace zhidian::duties
