#include "rules/calendar.hpp"

namespace zhidian::rules {

namespace {

bool is_weekend(base::Date date) {
  const std::chrono::weekday day{date};
  return day == std::chrono::Saturday || day == std::chrono::Sunday;
}

}  // namespace

void Calendar::add(int year, std::string notice, std::map<base::Date, Day> days) {
  for (auto& [date, day] : days) {
    day.notice = notice;
    days_.insert_or_assign(date, std::move(day));
  }
  std::string& notices = notices_[year];
  if (notices.empty()) {
    notices = std::move(notice);
  } else {
    notices += "、" + notice;
  }
}

bool Calendar::has_year(int year) const { return notices_.contains(year); }

std::vector<int> Calendar::years() const {
  std::vector<int> years;
  for (const auto& [year, notice] : notices_) years.push_back(year);
  return years;
}

DayKind Calendar::kind_of(base::Date date) const {
  const auto day = days_.find(date);
  if (day != days_.end()) return day->second.kind;
  return is_weekend(date) ? DayKind::weekend : DayKind::working;
}

bool Calendar::is_working(base::Date date) const {
  const DayKind kind = kind_of(date);
  return kind == DayKind::working || kind == DayKind::make_up;
}

std::optional<Text> Calendar::name_of(base::Date date) const {
  const auto day = days_.find(date);
  if (day == days_.end()) return std::nullopt;
  return day->second.name;
}

std::string Calendar::notice_of_day(base::Date date) const {
  const auto day = days_.find(date);
  return day == days_.end() ? std::string{} : day->second.notice;
}

std::string Calendar::notice_of(int year) const {
  const auto notice = notices_.find(year);
  return notice == notices_.end() ? std::string{} : notice->second;
}

}  // namespace zhidian::rules
