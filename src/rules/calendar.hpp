#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "rules/model.hpp"

namespace zhidian::rules {

enum class DayKind { working, weekend, holiday, make_up };

/// Rest days and make-up workdays by year, each with the notice that orders them. Later notices of one year replace earlier days.
class Calendar {
 public:
  struct Day {
    DayKind kind;
    Text name;                // 国庆节 / National Day
    std::string notice = {};  // 国办发明电〔2023〕7号; set by add
  };
  /// Days of one notice; they replace days added earlier. A notice may reach into a neighbouring year.
  void add(int year, std::string notice, std::map<base::Date, Day> days);
  bool has_year(int year) const;
  /// The years with data, sorted.
  std::vector<int> years() const;
  DayKind kind_of(base::Date date) const;
  bool is_working(base::Date date) const;
  std::optional<Text> name_of(base::Date date) const;
  /// The number of the notice that orders the day; empty for an ordinary day.
  std::string notice_of_day(base::Date date) const;
  std::string notice_of(int year) const;
  /// Stands in every event that used this calendar.
  std::string version() const { return version_; }
  void set_version(std::string version) { version_ = std::move(version); }

 private:
  std::map<int, std::string> notices_;
  std::map<base::Date, Day> days_;
  std::string version_;
};

/// One line of the day-by-day account.
struct DayAccount {
  base::Date date;
  DayKind kind;
  std::string role;        // start, counted, skipped, moved, last
  std::int64_t count = 0;  // the day's number in the term; 0 when not counted
  Text note;
};

struct Due {
  base::Date last_day;                  // inclusive; the term ends at 24:00 Asia/Shanghai
  base::Date unmoved;                   // before a move to the next working day
  std::vector<DayAccount> days;         // every day for day terms; start, corresponding day and moves for months and years
  std::vector<int> years_without_data;  // said aloud
};

/// *When?* The starting day is not counted. Source: Civil Code arts. 201–203 by analogy (synthesis section 0).
/// `length` ISO 8601 (P5D, P6M, P3Y); `unit` calendar_day, working_day, month, year; `last_day` as_is, next_working_day.
/// `years_without_data` names the years whose missing holiday data could change the last day.
/// Errors: rules.bad_length, rules.bad_unit, rules.bad_last_day, rules.out_of_range.
base::Result<Due> count_term(base::Date start, std::string_view length, std::string_view unit, std::string_view last_day, const Calendar& calendar);
/// The fixed date MM-DD of `year`; never moved. Errors: rules.bad_fixed_date.
base::Result<Due> fixed_date(int year, std::string_view month_day, const Calendar& calendar);
base::Value to_value(const Due& due);

/// Reads calendars/YYYY*.yaml; within a year the higher version is laid over the lower.
/// Errors: rules.bad_calendar, its details naming file, line and key.
struct SourceFile {
  std::string path;
  std::string text;
};
base::Result<Calendar> load_calendar(const std::vector<SourceFile>& files);

}  // namespace zhidian::rules
