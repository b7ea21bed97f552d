#include <fmt/format.h>
#include <charconv>

#include "rules/calendar_notice.hpp"

namespace zhidian::rules {

namespace {

using base::Date;
using std::chrono::days;

/// Technical bounds of an account, not numbers of a law.
constexpr std::int64_t most_days = 3660, most_months = 1200, most_years = 100;
constexpr int last_year = 9999;

/// The number in `P<number><designator>`.
std::optional<std::int64_t> read_length(std::string_view length, char designator) {
  if (length.size() < 3 || length.size() > 8 || length.front() != 'P' || length.back() != designator) return std::nullopt;
  std::int64_t number = 0;
  const char* end = length.data() + length.size() - 1;
  const auto [position, error] = std::from_chars(length.data() + 1, end, number);
  if (error != std::errc{} || position != end || number < 1 || length[1] == '0') return std::nullopt;
  return number;
}

Text weekday_name(Date date) {
  const Text names[] = {{"周日", "Sunday"},   {"周一", "Monday"}, {"周二", "Tuesday"}, {"周三", "Wednesday"},
                        {"周四", "Thursday"}, {"周五", "Friday"}, {"周六", "Saturday"}};
  return names[std::chrono::weekday{date}.c_encoding()];
}

Text day_note(Date date, const Calendar& calendar) {
  const DayKind kind = calendar.kind_of(date);
  const auto name = calendar.name_of(date);
  const std::string number = calendar.notice_of_day(date);
  const Text notice = number.empty() ? Text{} : Text{fmt::format("（{}）", number), fmt::format(" ({})", number)};
  if (kind == DayKind::weekend) return weekday_name(date);
  if (!name) return {};
  if (kind == DayKind::holiday) {
    return {fmt::format("{}放假{}", name->zh, notice.zh), fmt::format("{}, rest day{}", name->en, notice.en)};
  }
  return {fmt::format("{}调休上班{}", name->zh, notice.zh), fmt::format("make-up workday for {}{}", name->en, notice.en)};
}

void add_day(Due& due, Date date, std::string role, std::int64_t count, const Calendar& calendar, Text note = {}) {
  if (note.zh.empty()) note = day_note(date, calendar);
  due.days.push_back({date, calendar.kind_of(date), std::move(role), count, std::move(note)});
}

void note_years(Due& due, Date first, Date last, const Calendar& calendar) {
  for (int year = base::year_of(first); year <= base::year_of(last); ++year) {
    if (!calendar.has_year(year)) due.years_without_data.push_back(year);
  }
}

/// Civil Code art. 203 by analogy: a last day that is a rest day gives way to the next working day.
void move_to_working_day(Due& due, const Calendar& calendar) {
  due.unmoved = due.last_day;
  if (!calendar.is_working(due.last_day)) {
    due.days.back().role = "moved";
    due.last_day += days{1};
    for (; !calendar.is_working(due.last_day); due.last_day += days{1}) add_day(due, due.last_day, "moved", 0, calendar);
    add_day(due, due.last_day, "last", 0, calendar);
  }
  note_years(due, due.unmoved, due.last_day, calendar);
}

Due count_calendar_days(Date start, std::int64_t length, const Calendar& calendar) {
  Due due;
  for (std::int64_t i = 1; i <= length; ++i) add_day(due, start + days{i}, i == length ? "last" : "counted", i, calendar);
  due.last_day = due.unmoved = start + days{length};
  return due;
}

Due count_working_days(Date start, std::int64_t length, const Calendar& calendar) {
  Due due;
  Date date = start;
  for (std::int64_t count = 0; count < length;) {
    date += days{1};
    if (calendar.is_working(date)) {
      ++count;
      add_day(due, date, count == length ? "last" : "counted", count, calendar);
    } else {
      add_day(due, date, "skipped", 0, calendar);
    }
  }
  due.last_day = due.unmoved = date;
  note_years(due, start + days{1}, date, calendar);
  return due;
}

/// Civil Code art. 202 by analogy: the corresponding day, or the last day of the month where there is none.
Due count_months(Date start, int months, const Calendar& calendar) {
  Due due;
  due.last_day = due.unmoved = base::add_months(start, months);
  const bool is_month_end = std::chrono::year_month_day{start}.day() != std::chrono::year_month_day{due.last_day}.day();
  const Text note = is_month_end ? Text{"当月没有对应日，以月末为期满日", "no corresponding day in this month; its last day stands instead"}
                                 : Text{"对应日", "the corresponding day"};
  add_day(due, due.last_day, "last", 0, calendar, note);
  return due;
}

base::Result<Due> count_unmoved(Date start, std::string_view length, std::string_view unit, const Calendar& calendar) {
  const bool is_days = unit == "calendar_day" || unit == "working_day";
  if (!is_days && unit != "month" && unit != "year") {
    return base::refuse(base::ErrorCode::invalid, "rules.bad_unit", {{"unit", std::string(unit)}});
  }
  const auto number = read_length(length, is_days ? 'D' : unit == "month" ? 'M' : 'Y');
  if (!number) return base::refuse(base::ErrorCode::invalid, "rules.bad_length", {{"length", std::string(length)}});
  const std::int64_t most = is_days ? most_days : unit == "month" ? most_months : most_years;
  if (*number > most || base::year_of(start) + most_years + 1 > last_year) {
    return base::refuse(base::ErrorCode::invalid, "rules.out_of_range", {{"length", std::string(length)}});
  }
  if (unit == "calendar_day") return count_calendar_days(start, *number, calendar);
  if (unit == "working_day") return count_working_days(start, *number, calendar);
  return count_months(start, static_cast<int>(unit == "month" ? *number : *number * 12), calendar);
}

}  // namespace

base::Result<Due> count_term(Date start, std::string_view length, std::string_view unit, std::string_view last_day, const Calendar& calendar) {
  if (last_day != "as_is" && last_day != "next_working_day") {
    return base::refuse(base::ErrorCode::invalid, "rules.bad_last_day", {{"last_day", std::string(last_day)}});
  }
  auto due = count_unmoved(start, length, unit, calendar);
  if (!due) return due;
  DayAccount first{start, calendar.kind_of(start), "start", 0, {"起算日不计入", "the starting day is not counted"}};
  due->days.insert(due->days.begin(), std::move(first));
  if (last_day == "next_working_day" && unit != "working_day") move_to_working_day(*due, calendar);
  return due;
}

base::Result<Due> fixed_date(int year, std::string_view month_day, const Calendar& calendar) {
  const auto date = base::parse_date(fmt::format("{:04}-{}", year, month_day));
  if (!date || month_day.size() != 5) {
    return base::refuse(base::ErrorCode::invalid, "rules.bad_fixed_date", {{"date", std::string(month_day)}});
  }
  Due due;
  due.last_day = due.unmoved = *date;
  add_day(due, *date, "last", 0, calendar, {"固定日期，不顺延", "a fixed date is not moved"});
  return due;
}

base::Value to_value(const Due& due) {
  base::Value::List days;
  for (const DayAccount& day : due.days) {
    base::Value item;
    item.set("date", base::print_date(day.date));
    item.set("kind", name_of(day.kind));
    item.set("role", day.role);
    item.set("count", day.count);
    if (!day.note.zh.empty()) item.set("note", base::Value::Map{{"zh", day.note.zh}, {"en", day.note.en}});
    days.push_back(std::move(item));
  }
  base::Value::List years;
  for (const int year : due.years_without_data) years.emplace_back(year);
  base::Value value;
  value.set("last_day", base::print_date(due.last_day));
  value.set("unmoved", base::print_date(due.unmoved));
  value.set("days", std::move(days));
  value.set("years_without_data", std::move(years));
  return value;
}

}  // namespace zhidian::rules
