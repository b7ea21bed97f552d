#pragma once
#include "capabilities/cases/cases.hpp"
#include "jobs/day_pages.hpp"
#include "jobs/lease.hpp"

namespace zhidian::renewals {

struct DueLine;

/// Once a day, from midnight, over the lines whose last day has passed: opens what opens at expiry, marks what waits for a window, and says what has
/// left the active list. A line is dealt with once; a round that was cut off begins again and finds the rest. Source: A10.
class RenewalRound {
 public:
  RenewalRound(storage::Database& database, cases::Service& cases, base::Random& random) : database_(database), cases_(cases), random_(random) {}
  /// The next lines of the day in one transaction under the fence. Returns how many it looked at; 0 means the day is through. `now` is business time.
  /// Threads: one.
  std::int64_t work(const jobs::Fence& fence, base::Instant now);

 private:
  void deal_with(storage::Connection& connection, const DueLine& line, base::Instant now);
  void reexamine(storage::Connection& connection, const DueLine& line, const rules::Procedure& procedure, base::Instant now);
  void step(storage::Connection& connection, const DueLine& line, std::string word, std::optional<base::Date> listed_until, base::Instant now);

  storage::Database& database_;
  cases::Service& cases_;
  base::Random& random_;
  jobs::DayPages pages_;
};

}  // namespace zhidian::renewals
