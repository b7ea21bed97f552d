#include "server/years.hpp"

#include <fmt/format.h>

#include "server/embedded.hpp"

namespace zhidian::server {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr days days_between_flushes{30};

/// One process on a store of its own: nobody could take a job from it.
class OwnFence final : public jobs::Fence {
 public:
  bool holds(storage::Connection&) const override { return true; }
  std::int64_t epoch() const override { return 1; }
  bool keep() override { return true; }
};

base::Date new_year(int year) { return {std::chrono::year(year) / 1 / 1}; }

}  // namespace

Years::Years(Store& store, Application& application, GroupedDatabase& database, base::Random& random, int outlets)
    : database_(database),
      parts_{*store.database, *store.files, application.routes(), application.registry().law, random},
      shares_(embedded::years().front().bytes, random),
      rounds_(store, application, random),
      province_(parts_, application.cases(), shares_, outlets, base::start_of(new_year(first_simulated_year) - days(30))),
      supervision_(province_),
      outlets_(province_, supervision_),
      applications_(province_, [this](Resident& resident) { outlets_.expect_end(resident); }) {}

std::size_t Years::count_standing() const {
  std::size_t number = 0;
  for (const Resident& resident : province_.residents) number += province_.stands(resident) ? 1 : 0;
  return number;
}

std::vector<std::string> Years::list_stuck() const {
  constexpr days too_long{400};
  std::vector<std::string> stuck;
  const auto reader = database_.read();
  for (const rules::Act& act : parts_.law.acts) {
    cases::visit_cases(reader->connection(), act.id, [&](const cases::Case& each) {
      const auto since = base::parse_date(each.state_since);
      const bool is_stuck = !each.is_final && since && *since + too_long < province_.agenda.today();
      if (is_stuck) stuck.push_back(fmt::format("{} {}/{} {} {}", each.state_since, each.act_id, each.procedure_id, each.state, each.number));
    });
  }
  return stuck;
}

/// The next day on which somebody acts or something falls due.
std::optional<base::Date> Years::next_day() const {
  const auto planned = province_.agenda.next_day();
  const auto timer = jobs::find_next_due(database_.read()->connection());
  // A timer that could not be fired stays due; the next day that comes tries it again.
  if (!timer || base::civil_date(*timer) <= province_.agenda.today()) return planned;
  return planned ? std::min(*planned, base::civil_date(*timer)) : base::civil_date(*timer);
}

void Years::fire_timers(base::Instant at) {
  while (rounds_.timers.sweep(OwnFence{}, at, at) > 0) {}
}

/// What the server does of itself before anybody comes: from midnight, and from eight what reminds.
void Years::run_rounds(base::Date day) {
  const OwnFence fence;
  const base::Instant midnight = base::start_of(day) + minutes(1), morning = base::start_of(day) + hours(8) + minutes(1);
  fire_timers(midnight);
  while (rounds_.renewals.work(fence, midnight) > 0) {}
  while (rounds_.inclusion.work(fence, midnight) > 0) {}
  while (province_.reminds_on(day) && rounds_.duties.work(fence, morning) > 0) {}
}

Tally Years::live(int year) {
  province_.tally = {};
  province_.agenda.on(new_year(year), [this, year](base::Instant) {
    applications_.call_year(year);
    outlets_.plan_year(year);
  });
  base::Date flushed = new_year(year);
  while (true) {
    const auto day = next_day();
    if (!day || *day >= new_year(year + 1)) break;
    if (*day >= flushed + days_between_flushes) {
      database_.flush();
      flushed = *day;
    }
    run_rounds(*day);
    province_.agenda.live(*day);
    fire_timers(base::start_of(*day) + hours(23));
  }
  database_.flush();
  return province_.tally;
}

}  // namespace zhidian::server
