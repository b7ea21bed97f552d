#pragma once
#include "capabilities/calendars/calendars.hpp"
#include "capabilities/calendars/effects.hpp"
#include "jobs/lease.hpp"

namespace zhidian::calendars {

/// Re-issues the dates of a change that has been approved, some in each transaction. What was dealt with is in the table of effects, so that a round
/// that was cut off goes on where it was, whoever goes on. The change is applied when a pass over all dates that began after every process must have
/// loaded the calendar found nothing more. Source: dates that were told are only moved later; what has passed stands and is listed.
class ReissueRound {
 public:
  /// `settling`: by then every process that lives counts with a calendar put into force.
  ReissueRound(storage::Database& database, const regulations::ActiveRegistry& registry, base::Random& random,
               std::chrono::milliseconds settling = std::chrono::seconds(6))
      : database_(database), registry_(registry), random_(random), settling_(settling) {}
  /// The next dates in one transaction under the fence. Returns how many it looked at or waits for; 0 means there is nothing to do now. `now` is
  /// business time. Threads: one.
  std::int64_t work(const jobs::Fence& fence, base::Instant now);

 private:
  struct Step;
  std::int64_t deal_with(Step& step);
  void record(Step& step, const CountedDate& date);
  void finish(Step& step);
  bool begin(storage::Connection& connection, const Change& change);

  storage::Database& database_;
  const regulations::ActiveRegistry& registry_;
  base::Random& random_;
  std::chrono::milliseconds settling_;
  std::string change_id_;  // under way
  std::optional<ChangedDays> days_;
  Place place_;
  bool found_any_ = false;  // in this pass
  std::chrono::steady_clock::time_point seen_at_{}, pass_began_{};
};

}  // namespace zhidian::calendars
