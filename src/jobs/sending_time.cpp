#include "jobs/sending_time.hpp"

namespace zhidian::jobs {
namespace {

constexpr std::chrono::hours quiet_until{8};
constexpr std::chrono::hours quiet_from{20};

}  // namespace

base::Instant next_sending_time(base::Instant at, const rules::Calendar& calendar, bool is_urgent) {
  if (is_urgent) return at;
  base::Date day = base::civil_date(at);
  if (calendar.is_working(day) && at < base::start_of(day) + quiet_from) return std::max(at, base::start_of(day) + quiet_until);
  do {
    day += std::chrono::days{1};
  } while (!calendar.is_working(day));
  return base::start_of(day) + quiet_until;
}

}  // namespace zhidian::jobs
