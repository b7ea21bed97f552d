#include "rules/limits.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace zhidian::rules {

namespace {

/// The number of a length such as P10D; 0 where it has none.
std::int64_t number_in(std::string_view length) {
  std::int64_t number = 0;
  if (length.size() > 1) std::from_chars(length.data() + 1, length.data() + length.size(), number);
  return number;
}

}  // namespace

base::Result<std::optional<base::Date>> count_validity(const Grants& grants, base::Date granted_on, const Calendar& calendar) {
  if (grants.validity.empty()) return std::optional<base::Date>();
  const char letter = grants.validity.back();
  const std::string_view unit = letter == 'Y' ? "year" : letter == 'M' ? "month" : "calendar_day";
  const auto due = count_term(granted_on, grants.validity, unit, "as_is", calendar);
  if (!due) return base::refuse(due.error());
  return std::optional(due->last_day);
}

base::Result<base::Date> count_ban(const Ban& ban, base::Date decided_on, const Calendar& calendar) {
  const auto due = ban.fixed.empty() ? count_term(decided_on, ban.length, ban.unit, "as_is", calendar)
                                     : fixed_date(base::year_of(decided_on) + 1, ban.fixed, calendar);
  if (!due) return base::refuse(due.error());
  return due->last_day;
}

std::string_view length_fault(const Term& term, std::string_view length) {
  if (length != term.length && !term.is_entered) return "term_not_entered";
  return term.unit != "fixed_date" && number_in(length) < term.at_least ? "term_too_short" : "";
}

std::string_view window_fault(const WindowRule& window, std::int64_t opened, bool has_reason) {
  if (window.per_year == 0 || opened < window.per_year) return "";
  if (!window.is_soft) return "limit_reached";
  return has_reason ? "" : "reason_required";
}

std::string_view panel_fault(const ReviewRule& review, std::int64_t members) {
  if (members < review.at_least) return "panel_too_small";
  return review.is_odd && members % 2 == 0 ? "panel_not_odd" : "";
}

std::string_view score_fault(const ScoreItem& item, std::optional<std::int64_t> points) {
  if (!points) return "score_missing";
  return *points < 0 || *points > item.most ? "score_out_of_range" : "";
}

std::string_view review_result(const ReviewRule& review, const std::vector<std::int64_t>& totals) {
  const std::int64_t total = std::accumulate(totals.begin(), totals.end(), std::int64_t{0});
  const auto experts = static_cast<std::int64_t>(totals.size());
  return experts > 0 && total >= review.pass_mark * experts ? "passed" : "failed";
}

std::string_view employer_fault(std::string_view bars_for, base::Date left_on, base::Date today, const Calendar& calendar) {
  if (bars_for.empty()) return "";
  const auto due = count_term(left_on, bars_for, "year", "as_is", calendar);
  return due && due->last_day >= today ? "former_employer" : "";
}

}  // namespace zhidian::rules
