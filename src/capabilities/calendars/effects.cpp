#include "capabilities/calendars/effects.hpp"

namespace zhidian::calendars {
namespace {

constexpr std::int64_t dates_at_once = 500;

Effect effect_of(const notices::Notice& notice) {
  Effect effect;
  effect.kind = "notice";
  effect.subject_id = notice.id;
  effect.number = notice.number;
  effect.old_day = *notice.last_day;
  effect.is_visible = true;  // it is public
  return effect;
}

Effect effect_of(const cases::CountedTerm& term) {
  Effect effect;
  effect.kind = "case_term";
  effect.subject_id = term.case_id;
  effect.term_id = term.term_id;
  effect.round = term.round;
  effect.number = term.case_number;
  effect.act_id = term.act_id;
  effect.procedure_id = term.procedure_id;
  effect.act_version = term.act_version;
  effect.old_day = term.last_day;
  effect.is_visible = term.is_visible;
  return effect;
}

/// Keeps the date where the change does something to it.
void add_date(CountedDates& found, CountedDate date, bool is_running, base::Date decided_on) {
  if (!date.due) return;
  date.effect.new_day = date.due->last_day;
  date.effect.outcome = outcome_of(is_running, date.effect.old_day, date.effect.new_day, decided_on);
  if (!date.effect.outcome.empty()) found.dates.push_back(std::move(date));
}

cases::TermQuestion scope_of(const EffectQuestion& question, const Place& place, std::int64_t limit) {
  return {question.days.first,   question.days.last, question.account_id,
          question.is_everybody, question.change_id, place.subject_id,
          place.term_id,         place.round,        limit};
}

}  // namespace

void Counts::add(std::string_view outcome, std::int64_t number) {
  (outcome == "moved" ? moved : outcome == "stays" ? stays : outcome == "passed" ? passed : ended) += number;
}

base::Value to_value(const Counts& counts) {
  return base::Value::Map{{"moved", counts.moved}, {"stays", counts.stays}, {"passed", counts.passed}, {"ended", counts.ended}};
}

std::string_view outcome_of(bool is_running, base::Date old_day, base::Date new_day, base::Date decided_on) {
  const bool is_open = is_running && old_day >= decided_on;
  if (new_day == old_day) return "";
  if (new_day < old_day) return is_open ? "stays" : "";
  if (!is_running) return "ended";
  return is_open ? "moved" : "passed";
}

std::optional<ChangedDays> changed_days(const rules::Calendar& before, const rules::Calendar& after) {
  const auto differences = rules::list_day_differences(before, after);
  if (differences.empty()) return std::nullopt;
  return ChangedDays{differences.front().date, differences.back().date};
}

CountedDates list_dates(storage::Connection& connection, const regulations::Registry& registry, const rules::Calendar& after,
                        const EffectQuestion& question, Place& place, std::int64_t limit) {
  CountedDates found;
  if (!place.is_past_notices) {
    const auto notices = notices::list_counted_notices(connection, scope_of(question, place, limit));
    for (const notices::Notice& notice : notices) {
      place.subject_id = notice.id;
      CountedDate date{effect_of(notice), {}, notice, notices::recount_notice(connection, registry, notice, after)};
      add_date(found, std::move(date), true, question.decided_on);
    }
    if (std::cmp_less(notices.size(), limit)) place = {true, "", "", 0};
    return found;
  }
  const auto terms = cases::list_counted_terms(connection, scope_of(question, place, limit));
  for (const cases::CountedTerm& term : terms) {
    place = {true, term.case_id, term.term_id, term.round};
    CountedDate date{effect_of(term), term, {}, cases::recount_term(connection, registry, term, after)};
    add_date(found, std::move(date), term.is_running, question.decided_on);
  }
  found.is_end = std::cmp_less(terms.size(), limit);
  return found;
}

std::vector<Effect> list_all_effects(storage::Connection& connection, const regulations::Registry& registry, const rules::Calendar& after,
                                     const EffectQuestion& question) {
  std::vector<Effect> effects;
  Place place;
  for (bool is_end = false; !is_end;) {
    CountedDates found = list_dates(connection, registry, after, question, place, dates_at_once);
    for (CountedDate& date : found.dates) {
      effects.push_back(std::move(date.effect));
      effects.back().position = std::ssize(effects);
    }
    is_end = found.is_end;
  }
  return effects;
}

}  // namespace zhidian::calendars
