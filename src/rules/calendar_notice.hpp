#pragma once
#include "rules/library.hpp"

namespace zhidian::rules {

/// One holiday notice: a file calendars/YYYY*.yaml, or what an administrator enters.
struct CalendarNotice {
  /// Rest days or make-up workdays in a row, as the notice names them.
  struct Span {
    base::Date first, last;
    bool is_rest = true;
    Text name;
    std::string key = {};  // days.0, for problems
    int line = 0;
  };
  int year = 0;
  std::int64_t version = 0;
  Text title;
  std::string number, url;
  std::optional<base::Date> issued_on;
  bool replaces = false;  // all earlier notices of the year; else its days are laid over theirs
  std::vector<Span> spans;
  std::string path, content;  // content: canonical, the same for the same notice
};

/// Reads one notice; what is wrong with it is added to `problems` with file, line and key.
CalendarNotice read_calendar_notice(const SourceFile& source, std::vector<Problem>& problems);
/// The notice as a file that reads back as it stands.
std::string print_calendar_notice(const CalendarNotice& notice);
/// The calendar of all notices, in any order; within a year a higher version is laid over a lower one, or replaces it.
Calendar make_calendar(std::vector<CalendarNotice> notices);

/// What a reader would call a slip in a coming notice, each with file, line and key: a workday put on a working day, a rest day on what is a
/// weekend anyway, a year nobody counts into, nothing said. `before` is the calendar without it; `today` bounds the year.
std::vector<Problem> check_calendar_notice(const CalendarNotice& notice, const Calendar& before, base::Date today);

/// A day that is of another kind in one calendar than in the other.
struct DayDifference {
  base::Date date;
  DayKind before, after;
  Text name;  // of the day, in the calendar that names it
};
/// Sorted by date. Days on which only the name differs are left out.
std::vector<DayDifference> list_day_differences(const Calendar& before, const Calendar& after);
/// working, weekend, holiday, make_up.
std::string_view name_of(DayKind kind);

}  // namespace zhidian::rules
