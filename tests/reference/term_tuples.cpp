// Reads lines and answers each `term` line with one line.
//   day <calendar> <date> <rest|work>                        a day of an invented calendar
//   term <calendar> <start> <length> <unit> <last_day>       → <last day> <unmoved>, or the error id
//   fixed <calendar> <year> <MM-DD>                          → <last day> <unmoved>, or the error id
#include <fmt/format.h>

#include <iostream>
#include <map>
#include <sstream>

#include "rules/calendar.hpp"

namespace {

using namespace zhidian;

void print(const base::Result<rules::Due>& due) {
  std::cout << (due ? base::print_date(due->last_day) + " " + base::print_date(due->unmoved) : due.error().id) << '\n';
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  std::map<std::string, rules::Calendar> calendars;
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::string kind, calendar, first, second, third, fourth;
    words >> kind >> calendar >> first >> second >> third >> fourth;
    if (kind == "day") {
      const auto date = base::parse_date(first).value();
      const auto day_kind = second == "rest" ? rules::DayKind::holiday : rules::DayKind::make_up;
      calendars[calendar].add(base::year_of(date), "", {{date, {day_kind, {}}}});
    } else if (kind == "term") {
      print(rules::count_term(base::parse_date(first).value(), second, third, fourth, calendars[calendar]));
    } else {
      print(rules::fixed_date(std::stoi(first), second, calendars[calendar]));
    }
  }
  return 0;
}
