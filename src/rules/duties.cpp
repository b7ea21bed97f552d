#include "rules/duties.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "rules/calendar.hpp"

namespace zhidian::rules {

namespace {

base::Date day_of(const Duty::Day& day, int year) { return fixed_date(year + (day.is_next_year ? 1 : 0), day.on, Calendar{}).value().last_day; }

std::string state_of(const Owed& owed, const Holding& holding, base::Date today) {
  if (owed.done_on) return "done";
  if (holding.until && *holding.until < today && owed.due_on > *holding.until) return "closed";
  if (today > owed.due_on) return "late";
  return today < owed.opens_on ? "upcoming" : "open";
}

/// Default D19: of a year that was all but over when the status was granted.
bool is_waivable(const Duty& duty, const Holding& holding, int year) {
  if (duty.waivable_from.empty() || year != base::year_of(holding.from)) return false;
  return holding.from >= fixed_date(year, duty.waivable_from, Calendar{}).value().last_day;
}

}  // namespace

bool concerns_grant(const Procedure& procedure, std::string_view granted_by, const Library& library) {
  if (procedure.granted_by.empty() || base::contains(procedure.granted_by, granted_by)) return true;
  if (!granted_by.empty()) return false;
  const Procedure* first = library.find_granting(procedure.act_id, procedure.concerns);
  return first && base::contains(procedure.granted_by, first->id);
}

std::vector<Owed> list_owed(const Procedure& procedure, const Holding& holding, const std::vector<Report>& reports, base::Date today) {
  std::vector<Owed> list;
  if (!procedure.duty) return list;
  const int last_year = base::year_of(std::min(today, holding.until.value_or(today)));
  for (int year = base::year_of(holding.from); year <= last_year; ++year) {
    const bool may_be_waived = is_waivable(*procedure.duty, holding, year);
    Owed owed{&procedure, year, day_of(procedure.duty->opens, year), day_of(procedure.duty->due, year), "", may_be_waived, {}};
    if (holding.known_since && owed.due_on < *holding.known_since) continue;
    const auto report =
        std::ranges::find_if(reports, [&](const Report& each) { return each.year == year && base::contains(procedure.duty->done_in, each.state); });
    if (report != reports.end()) owed.done_on = report->submitted_on;
    owed.state = state_of(owed, holding, today);
    const bool is_waived =
        !owed.done_on && std::ranges::any_of(reports, [&](const Report& each) { return each.year == year && each.state == waived; });
    if (is_waived) owed.state = waived;
    list.push_back(std::move(owed));
  }
  return list;
}

}  // namespace zhidian::rules
