#include <algorithm>

#include "rules/calendar_notice.hpp"
#include "rules/sentences.hpp"

namespace zhidian::rules {

namespace {

using std::chrono::days;

/// The notice for a year comes at the end of the one before; nobody orders days further ahead.
constexpr int years_ahead = 2, earliest_year = 2000;
constexpr std::int64_t most_days_at_once = 90;

class NoticeCheck {
 public:
  NoticeCheck(const CalendarNotice& notice, const Calendar& before) : notice_(notice), before_(before) {}

  std::vector<Problem> run(base::Date today) {
    if (notice_.year < earliest_year || notice_.year > base::year_of(today) + years_ahead)
      report("year", 1, sentences::year_out_of_reach(earliest_year, base::year_of(today) + years_ahead));
    if (notice_.version < 1) report("version", 1, sentences::must_be_integer());
    if (notice_.number.empty() && notice_.url.empty()) report("notice.number", 1, sentences::missing_key());
    if (notice_.issued_on && *notice_.issued_on > today) report("notice.date", 1, sentences::not_issued_yet());
    if (notice_.spans.empty()) report("days", 1, sentences::no_days());
    for (const auto& span : notice_.spans) check_span(span);
    return std::move(problems_);
  }

 private:
  void report(std::string key, int line, Text message) {
    problems_.push_back({"calendar", notice_.path, line, std::move(key), std::move(message), {}});
  }

  /// What a day is where this notice does not speak of it.
  bool was_working(base::Date date) const { return (notice_.replaces ? plain_ : before_).is_working(date); }

  void check_span(const CalendarNotice::Span& span) {
    if ((span.last - span.first).count() >= most_days_at_once) return report(span.key, span.line, sentences::too_many_days(most_days_at_once));
    bool changes = false;
    for (base::Date date = span.first; date <= span.last; date += days{1}) {
      const bool says_nothing = was_working(date) != span.is_rest;
      changes = changes || !says_nothing;
      if (says_nothing && !span.is_rest && !restates(date, DayKind::make_up))
        report(span.key, span.line, sentences::works_anyway(base::print_date(date)));
    }
    // Within a holiday the weekend is named along; a weekend alone is a wrong date.
    if (span.is_rest && !changes && !restates(span.first, DayKind::holiday))
      report(span.key, span.line, sentences::rests_anyway(base::print_date(span.first)));
  }

  /// Laid over earlier notices, what they said may be said again.
  bool restates(base::Date date, DayKind kind) const { return !notice_.replaces && before_.kind_of(date) == kind; }

  const CalendarNotice& notice_;
  const Calendar& before_;
  const Calendar plain_;
  std::vector<Problem> problems_;
};

}  // namespace

std::vector<Problem> check_calendar_notice(const CalendarNotice& notice, const Calendar& before, base::Date today) {
  return NoticeCheck(notice, before).run(today);
}

std::vector<DayDifference> list_day_differences(const Calendar& before, const Calendar& after) {
  std::vector<int> years = before.years();
  for (const int year : after.years()) years.push_back(year);
  std::vector<DayDifference> differences;
  if (years.empty()) return differences;
  const auto [first, last] = std::minmax_element(years.begin(), years.end());
  // A notice may reach a month into its neighbours.
  const base::Date end{std::chrono::year{*last + 1} / std::chrono::February / 1};
  for (base::Date date{std::chrono::year{*first - 1} / std::chrono::December / 1}; date < end; date += days{1}) {
    if (before.kind_of(date) == after.kind_of(date)) continue;
    const auto name = after.name_of(date);
    differences.push_back({date, before.kind_of(date), after.kind_of(date), name ? *name : before.name_of(date).value_or(Text{})});
  }
  return differences;
}

std::string_view name_of(DayKind kind) {
  switch (kind) {
    case DayKind::working: return "working";
    case DayKind::weekend: return "weekend";
    case DayKind::holiday: return "holiday";
    case DayKind::make_up: break;
  }
  return "make_up";
}

}  // namespace zhidian::rules
