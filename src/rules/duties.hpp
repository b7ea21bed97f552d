#pragma once
#include <optional>
#include <string>
#include <vector>

#include "rules/model.hpp"

namespace zhidian::rules {

/// How long an institution holds a status, as far as is known on the day of the question.
struct Holding {
  std::string granted_by;                 // procedure; empty: taken over from an earlier register
  base::Date from;                        // day of the decision
  std::optional<base::Date> until;        // last day held; one still to come ends nothing yet, since a term may be renewed
  std::optional<base::Date> known_since;  // the day a line was taken over: nobody is asked here for what was due before
};

/// The state of a report that nobody has to hand in.
inline constexpr std::string_view waived = "waived";

/// What has been handed in for a year: the state its case stands in and the day it was first submitted; or that it was waived.
struct Report {
  int year = 0;
  std::string state;
  std::optional<base::Date> submitted_on;
};

/// One report of one year.
struct Owed {
  const Procedure* procedure = nullptr;
  int year = 0;
  base::Date opens_on, due_on;
  std::string state;                  // upcoming, open, late, done, waived, closed: not asked any more since the status ended before it was due
  bool is_waivable = false;           // the status was granted so late in the year that it may be waived
  std::optional<base::Date> done_on;  // of a report handed in
  bool is_late() const { return state == "late" || (done_on && *done_on > due_on); }
};

/// Whether the procedure is the one for a status granted so; a line taken over counts as granted by the first procedure the act names for it.
bool concerns_grant(const Procedure& procedure, std::string_view granted_by, const Library& library);
/// *What is owed?* The reports of a duty, a year each, oldest first: every calendar year in which the status was held for at least a day (default
/// D19), up to that of `today`. Source: national art. 17, Shenyang art. 18, Fuzhou part 5 item 2.
std::vector<Owed> list_owed(const Procedure& procedure, const Holding& holding, const std::vector<Report>& reports, base::Date today);

}  // namespace zhidian::rules
