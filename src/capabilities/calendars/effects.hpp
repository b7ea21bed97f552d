#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "capabilities/cases/term_days.hpp"
#include "capabilities/notices/notice_days.hpp"
#include "capabilities/regulations/regulations.hpp"

namespace zhidian::calendars {

/// What a change does to one date that was told. outcome: moved, stays (the new day would be earlier), passed (its day was over), ended (what it was
/// for had happened).
struct Effect {
  std::string kind;  // notice, case_term
  std::string subject_id, term_id, outcome;
  std::int64_t round = 0, position = 0;
  base::Date old_day{}, new_day{};
  std::string number, act_id, procedure_id;
  std::int64_t act_version = 0;
  bool is_visible = false;
};
/// By outcome.
struct Counts {
  std::int64_t moved = 0, stays = 0, passed = 0, ended = 0;
  void add(std::string_view outcome, std::int64_t number = 1);
  std::int64_t total() const { return moved + stays + passed + ended; }
};
base::Value to_value(const Counts& counts);

/// A date that was told is only ever moved later; what has passed stands. `decided_on` is the day of approval. Empty: nothing to tell.
std::string_view outcome_of(bool is_running, base::Date old_day, base::Date new_day, base::Date decided_on);

/// The days on which two calendars differ, from the first to the last; nothing where they agree.
struct ChangedDays {
  base::Date first{}, last{};
};
std::optional<ChangedDays> changed_days(const rules::Calendar& before, const rules::Calendar& after);

/// A date with what a change does to it, and what moving it needs.
struct CountedDate {
  Effect effect;
  std::optional<cases::CountedTerm> term;  // of a case
  std::optional<notices::Notice> notice;   // or this
  std::optional<rules::Due> due;           // by the new calendar
};
/// Who looks, at which change, from where on.
struct EffectQuestion {
  ChangedDays days;
  base::Date decided_on{};
  std::string account_id;
  bool is_everybody = false;
  std::string change_id = "-";  // what this change has dealt with is left out
};
/// Where a look ended; the notices come before the terms.
struct Place {
  bool is_past_notices = false;
  std::string subject_id, term_id;
  std::int64_t round = 0;
};
/// The next dates that reach into the changed days, at most `limit` of them looked at; those the change does nothing to are not among them. Moves
/// `place`; empty `is_end` while there is more. Reads only.
struct CountedDates {
  std::vector<CountedDate> dates;
  bool is_end = false;
};
CountedDates list_dates(storage::Connection& connection, const regulations::Registry& registry, const rules::Calendar& after,
                        const EffectQuestion& question, Place& place, std::int64_t limit);
/// All of them: a dry run.
std::vector<Effect> list_all_effects(storage::Connection& connection, const regulations::Registry& registry, const rules::Calendar& after,
                                     const EffectQuestion& question);

}  // namespace zhidian::calendars
