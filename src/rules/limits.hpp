#pragma once
#include "rules/calendar.hpp"
#include "rules/model.hpp"

/// What the numbers of a procedure allow. Each fault is a word; empty: nothing stands in the way.
namespace zhidian::rules {

/// The last valid day of a status granted on `granted_on`: the corresponding day; none where the act names no end.
/// Source: validity is no term in which somebody must act, so a rest day does not move it (synthesis section 0).
/// Errors: rules.bad_length.
base::Result<std::optional<base::Date>> count_validity(const Grants& grants, base::Date granted_on, const Calendar& calendar);

/// The last day on which an institution may not apply after a decision of that day. Source: synthesis A13, A14.
/// Errors: rules.bad_length.
base::Result<base::Date> count_ban(const Ban& ban, base::Date decided_on, const Calendar& calendar);

/// Whether an officer may give the term this length: term_not_entered, term_too_short.
std::string_view length_fault(const Term& term, std::string_view length);

/// Whether a further window may be opened in a year that has seen `opened` of them: limit_reached, reason_required.
std::string_view window_fault(const WindowRule& window, std::int64_t opened, bool has_reason);

/// Whether so many experts may sit: panel_too_small, panel_not_odd.
std::string_view panel_fault(const ReviewRule& review, std::int64_t members);

/// Whether these points may stand beside an item of the score sheet: score_missing, score_out_of_range.
std::string_view score_fault(const ScoreItem& item, std::optional<std::int64_t> points);

/// passed where the mean of the experts' totals reaches the pass mark, else failed.
std::string_view review_result(const ReviewRule& review, const std::vector<std::int64_t>& totals);

/// Whether an employer whom an expert left on that day still keeps the expert from a panel drawn today: former_employer.
/// `bars_for`: how long a former employer bars, as ReviewRule::former_employer.
std::string_view employer_fault(std::string_view bars_for, base::Date left_on, base::Date today, const Calendar& calendar);

}  // namespace zhidian::rules
