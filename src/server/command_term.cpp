#include <fmt/format.h>

#include <filesystem>

#include "capabilities/regulations/regulations.hpp"
#include "rules/calendar.hpp"
#include "server/commands.hpp"
#include "server/sources.hpp"
#include "storage/storage.hpp"

namespace zhidian::server {
namespace {

struct Words {
  std::string_view working, weekend, holiday, make_up, start, counted, skipped, moved, last, ends, no_data;
};
constexpr Words chinese{"工作日",
                        "周末",
                        "节假日",
                        "调休上班",
                        "起算日，不计入",
                        "计入",
                        "不计入",
                        "顺延",
                        "期满日",
                        "期限于该日24时届满",
                        "没有该年放假安排，仅按周末计算"};
constexpr Words english{"working day",
                        "weekend",
                        "holiday",
                        "make-up workday",
                        "start, not counted",
                        "counted",
                        "not counted",
                        "moved",
                        "last day",
                        "ends at 24:00 of this day",
                        "no holiday notice for this year; weekends only"};

std::string_view kind_word(const Words& words, rules::DayKind kind) {
  switch (kind) {
    case rules::DayKind::working: return words.working;
    case rules::DayKind::weekend: return words.weekend;
    case rules::DayKind::holiday: return words.holiday;
    case rules::DayKind::make_up: return words.make_up;
  }
  return "";
}

std::string_view role_word(const Words& words, std::string_view role) {
  if (role == "start") return words.start;
  if (role == "counted") return words.counted;
  if (role == "skipped") return words.skipped;
  if (role == "moved") return words.moved;
  return words.last;
}

void print(const rules::Due& due, std::string_view language) {
  const Words& words = language == "en" ? english : chinese;
  for (const rules::DayAccount& day : due.days) {
    const std::string& note = language == "en" ? day.note.en : day.note.zh;
    fmt::print("{}  {:>3}  {} · {}{}{}\n", base::print_date(day.date), day.count == 0 ? std::string() : std::to_string(day.count),
               role_word(words, day.role), kind_word(words, day.kind), note.empty() ? "" : " · ", note);
  }
  fmt::print("{}  {}\n", base::print_date(due.last_day), words.ends);
  for (const int year : due.years_without_data) fmt::print("{}: {}\n", year, words.no_data);
}

/// By the notices in force in a store where one is named, else by the program's own files or a folder's.
rules::Calendar calendar_of(const TermOptions& options) {
  if (!options.place.data.empty() || !options.place.database.empty()) {
    const Place& place = options.place;
    if (place.database.empty() && !std::filesystem::exists(place.data + "/zhidian.db"))
      throw std::runtime_error(fmt::format("there is no store in {}", place.data));
    const auto database = storage::open_database(place.url());
    return regulations::load_calendar(database->read()->connection());
  }
  auto calendar = rules::load_calendar(calendar_sources(options.calendars));
  if (!calendar) throw std::runtime_error(calendar.error().id);
  return std::move(*calendar);
}

}  // namespace

int term_explain(const TermOptions& options) {
  const auto start = base::parse_date(options.start);
  if (!start) {
    fmt::print(stderr, "--start {}: 不是日期，请写成 YYYY-MM-DD / not a date, write YYYY-MM-DD\n", options.start);
    return Exit::usage;
  }
  const rules::Calendar calendar = calendar_of(options);
  const auto due = rules::count_term(*start, options.length, options.unit, options.last_day, calendar);
  if (!due) {
    fmt::print(stderr, "--length {} --unit {} --last-day {}: {}\n", options.length, options.unit, options.last_day, due.error().id);
    return Exit::usage;
  }
  if (options.json) {
    base::Value value = rules::to_value(*due);
    value.set("calendar_version", calendar.version());
    fmt::print("{}\n", base::print_json(value));
  } else {
    print(*due, options.language);
    fmt::print("{} {}\n", options.language == "en" ? "calendar version" : "日历版本", calendar.version());
  }
  return Exit::done;
}

}  // namespace zhidian::server
