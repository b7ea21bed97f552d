#pragma once
#include <functional>

#include "server/grouped_database.hpp"
#include "server/rounds.hpp"
#include "server/years_applications.hpp"
#include "server/years_outlets.hpp"

namespace zhidian::server {

/// Lives a simulated province through, year after year: people act on the days their stories name, and on every day on which something is due the
/// rounds of the server run.
class Years {
 public:
  /// `database` is the one below `store` and `application`.
  Years(Store& store, Application& application, GroupedDatabase& database, base::Random& random, int outlets);
  /// Lives one year; returns what happened in it.
  Tally live(int year);
  std::size_t count_standing() const;
  /// Cases that have stood in one state for longer than any story leaves them, told like surprises.
  std::vector<std::string> list_stuck() const;

 private:
  std::optional<base::Date> next_day() const;
  void run_rounds(base::Date day);
  void fire_timers(base::Instant at);

  GroupedDatabase& database_;
  NetworkParts parts_;
  Shares shares_;
  Rounds rounds_;
  Province province_;
  Supervision supervision_;
  Outlets outlets_;
  Applications applications_;
};

/// The first simulated year; the acts of all three programmes are in force.
inline constexpr int first_simulated_year = 2025;

}  // namespace zhidian::server
