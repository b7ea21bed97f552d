#include "capabilities/calendars/reissue_round.hpp"

#include "audit/log.hpp"
#include "capabilities/calendars/calendars_store.hpp"
#include "capabilities/messages/messages.hpp"
#include "jobs/timers.hpp"

namespace zhidian::calendars {

/// A transaction of the round.
struct ReissueRound::Step {
  storage::Connection& connection;
  Change change;
  rules::CalendarNotice notice;
  base::Instant now;
  std::int64_t position = 0;
  base::Value::List effects = {};
};

namespace {

using base::Value;

/// A term takes its row, its case, an event, an effect and a message to some persons; a notice less.
constexpr std::int64_t reissued_at_once = jobs::effects_per_transaction / 10;

Value effect_value(const Effect& effect, std::int64_t position) {
  return Value::Map{{"kind", effect.kind},
                    {"id", effect.subject_id},
                    {"term", effect.term_id},
                    {"round", effect.round},
                    {"from", base::print_date(effect.old_day)},
                    {"to", base::print_date(effect.new_day)},
                    {"outcome", effect.outcome},
                    {"position", position}};
}

std::string name_of(const rules::CalendarNotice& notice) { return notice.number.empty() ? notice.title.zh : notice.number; }

audit::Event event_of(const Change& change, std::int64_t ordinal, std::string action, Value content, base::Instant now) {
  return {"calendar_change",     change.id, ordinal, std::move(action),       "system",           "",
          base::civil_date(now), now,       "",      change.calendar_version, std::move(content), {}};
}

/// What was to happen when the day is over happens when the new one is.
void move_timers(storage::Connection& connection, const Effect& effect) {
  const auto end_of = [](base::Date day) { return base::start_of(day + std::chrono::days{1}); };
  jobs::move_timers(connection, effect.kind == "notice" ? "notice" : "case", effect.subject_id, end_of(effect.old_day), end_of(effect.new_day));
}

/// The keeper of a case hears of a day that would have been later had it not been over.
void tell_keeper(storage::Connection& connection, const regulations::Registry& registry, const CountedDate& date, const rules::CalendarNotice& notice,
                 base::Instant now, base::Random& random) {
  const rules::Procedure* procedure = registry.find_procedure(date.term->act_id, date.term->act_version, date.term->procedure_id);
  const rules::Term* term = procedure ? procedure->find_term(date.term->term_id) : nullptr;
  if (!term) return;
  const messages::Message message{"calendars.term_stands",
                                  {{"number", date.effect.number},
                                   {"term_zh", term->label.zh},
                                   {"term_en", term->label.en},
                                   {"last_day", base::print_date(date.effect.old_day)},
                                   {"new_day", base::print_date(date.effect.new_day)},
                                   {"notice", name_of(notice)}},
                                  "case",
                                  date.term->case_id,
                                  "/cases/" + date.term->case_id};
  messages::tell_authority(connection, date.term->filing_body_id, message, now, random);
}

}  // namespace

void ReissueRound::record(Step& step, const CountedDate& date) {
  const regulations::Registry& registry = *registry_;
  const cases::Reissue reissue{step.change.id, name_of(step.notice), step.notice.title, step.now};
  if (date.effect.outcome == "moved" && date.notice) notices::reissue_notice(step.connection, registry, *date.notice, *date.due, reissue, random_);
  // A case that moved in this moment is looked at again in the next pass.
  if (date.effect.outcome == "moved" && date.term && !cases::reissue_term(step.connection, registry, *date.term, *date.due, reissue, random_)) return;
  if (date.effect.outcome == "moved") move_timers(step.connection, date.effect);
  if (date.effect.outcome == "passed" && date.term) tell_keeper(step.connection, registry, date, step.notice, step.now, random_);
  ++step.position;
  insert_effect(step.connection, step.change.id, date.effect, step.position);
  step.effects.push_back(effect_value(date.effect, step.position));
}

void ReissueRound::finish(Step& step) {
  if (!complete_change(step.connection, step.change, step.now)) return;
  const Counts counts = count_effects(step.connection, step.change.id, {"", "", true});
  const messages::Message message{
      "calendars.applied",
      {{"notice", name_of(step.notice)}, {"moved", std::to_string(counts.moved)}, {"passed", std::to_string(counts.passed)}},
      "calendar_change",
      step.change.id,
      "/calendars/" + step.change.id};
  std::vector<std::string> told = step.change.editors;
  told.push_back(step.change.approved_by);
  for (const std::string& account : told) messages::tell_account(step.connection, account, message, step.now, random_);
  audit::append(step.connection, event_of(step.change, step.change.version + 1, "complete", to_value(counts), step.now), random_);
}

bool ReissueRound::begin(storage::Connection& connection, const Change& change) {
  if (registry_->calendar.version() != change.calendar_version) return false;  // this process has not loaded it yet
  if (change_id_ == change.id) return true;
  const Comparison compared = compare(connection, change);
  change_id_ = change.id;
  days_ = changed_days(compared.before, compared.after);
  place_ = {};
  found_any_ = false;
  seen_at_ = pass_began_ = std::chrono::steady_clock::now();
  return true;
}

std::int64_t ReissueRound::deal_with(Step& step) {
  const EffectQuestion question{days_.value_or(ChangedDays{}), *step.change.approved_on, "", true, step.change.id};
  const CountedDates found =
      days_ ? list_dates(step.connection, *registry_, registry_->calendar, question, place_, reissued_at_once) : CountedDates{{}, true};
  for (const CountedDate& date : found.dates) record(step, date);
  found_any_ = found_any_ || !found.dates.empty();
  if (!step.effects.empty()) {
    if (!raise_version(step.connection, step.change, step.now)) return 0;
    audit::append(step.connection,
                  event_of(step.change, step.change.version + 1, "reissue", Value::Map{{"effects", std::move(step.effects)}}, step.now), random_);
  }
  if (!found.is_end) return reissued_at_once;
  const bool is_settled = pass_began_ >= seen_at_ + settling_ || !days_;
  if (is_settled && !found_any_) finish(step);
  place_ = {};
  found_any_ = false;
  pass_began_ = std::chrono::steady_clock::now();
  return is_settled ? 1 : 0;
}

std::int64_t ReissueRound::work(const jobs::Fence& fence, base::Instant now) {
  if (!find_applying(database_.read()->connection())) return 0;
  const auto transaction = database_.write();
  storage::Connection& connection = transaction->connection();
  const auto change = fence.holds(connection) ? find_applying(connection) : std::nullopt;
  if (!change || !begin(connection, *change)) return 0;
  const Place before = place_;
  const bool found_before = found_any_;
  try {
    Step step{connection, *change, notice_of(*change), now, find_last_position(connection, change->id)};
    const std::int64_t done = deal_with(step);
    transaction->commit();
    return done;
  } catch (...) {
    place_ = before;  // the same dates again
    found_any_ = found_before;
    throw;
  }
}

}  // namespace zhidian::calendars
