#include "capabilities/calendars/calendars_store.hpp"

#include "capabilities/calendars/sql.hpp"

namespace zhidian::calendars {
namespace {

namespace sql = zhidian::sql::calendars;
using storage::Row;

Change read_change(const Row& row) {
  Change change;
  change.id = row.text("id");
  change.year = row.integer("year");
  change.notice_version = row.integer("notice_version");
  change.text = row.text("text");
  change.hash = row.text("hash");
  change.base_calendar = row.text("base_calendar");
  change.calendar_version = row.text("calendar_version");
  change.state = row.text("state");
  change.editors = row.texts("editors");
  change.approved_by = row.text("approved_by");
  change.approved_on = row.optional_date("approved_on");
  change.dry_run = row.json("dry_run");
  change.version = row.integer("version");
  change.created_at = row.text("created_at");
  change.updated_at = row.text("updated_at");
  return change;
}

Effect read_effect(const Row& row) {
  Effect effect;
  effect.kind = row.text("kind");
  effect.subject_id = row.text("subject_id");
  effect.term_id = row.text("term_id");
  effect.round = row.integer("round");
  effect.old_day = row.date("old_day");
  effect.new_day = row.date("new_day");
  effect.outcome = row.text("outcome");
  effect.position = row.integer("position");
  effect.number = row.text("number");
  effect.act_id = row.text("act_id");
  effect.procedure_id = row.text("procedure_id");
  effect.act_version = row.integer("act_version");
  effect.is_visible = row.integer("is_visible") != 0;
  return effect;
}

}  // namespace

void insert_change(storage::Connection& connection, const Change& change, base::Instant now) {
  connection.execute(sql::insert_change, {change.id, change.year, change.notice_version, change.text, change.hash, change.base_calendar, change.state,
                                          base::print_json(base::list_value(change.editors)), base::print_instant(now)});
}

bool update_change(storage::Connection& connection, const Change& change, std::int64_t expected_version, base::Instant now) {
  const auto approved_on = base::print_date(change.approved_on);
  return connection.execute(sql::update_change,
                            {change.id, expected_version, change.year, change.notice_version, change.text, change.hash, change.base_calendar,
                             change.calendar_version, change.state, base::print_json(base::list_value(change.editors)), change.approved_by,
                             approved_on, base::print_json(change.dry_run), base::print_instant(now)}) == 1;
}

std::optional<Change> find_change(storage::Connection& connection, std::string_view id) {
  return connection.find(sql::find_change, {id}, read_change);
}

std::vector<Change> list_changes(storage::Connection& connection) { return connection.list(sql::list_changes, {}, read_change); }

std::optional<Change> find_applying(storage::Connection& connection) { return connection.find(sql::find_applying, {}, read_change); }

std::int64_t find_latest_version(storage::Connection& connection, std::int64_t year) {
  std::int64_t latest = 0;
  for (const auto& stored : regulations::list_calendar_notices(connection)) {
    if (stored.year == year) latest = std::max(latest, stored.version);
  }
  return latest;
}

std::string find_display_name(storage::Connection& connection, std::string_view account_id) {
  return connection.find(sql::find_display_name, {account_id}, [](const Row& row) { return row.text("display_name"); }).value_or("");
}

bool is_same_person(storage::Connection& connection, std::string_view account_id, std::string_view other_id) {
  return account_id == other_id || find_display_name(connection, account_id) == find_display_name(connection, other_id);
}

void insert_effect(storage::Connection& connection, std::string_view change_id, const Effect& effect, std::int64_t position) {
  connection.execute(sql::insert_effect, {change_id, effect.kind, effect.subject_id, effect.term_id, effect.round, base::print_date(effect.old_day),
                                          base::print_date(effect.new_day), effect.outcome, position});
}

std::vector<Effect> list_effects(storage::Connection& connection, std::string_view change_id, const EffectFilter& filter) {
  return connection.list(sql::list_effects, {change_id, filter.account_id, filter.is_everybody, filter.outcome, filter.after, filter.limit + 1},
                         read_effect);
}

Counts count_effects(storage::Connection& connection, std::string_view change_id, const EffectFilter& filter) {
  Counts counts;
  connection.query(sql::count_effects, {change_id, filter.account_id, filter.is_everybody},
                   [&](const Row& row) { counts.add(row.view("outcome"), row.integer("number")); });
  return counts;
}

std::int64_t find_last_position(storage::Connection& connection, std::string_view change_id) {
  return connection.find(sql::find_last_position, {change_id}, [](const Row& row) { return row.integer("position"); }).value_or(0);
}

bool raise_version(storage::Connection& connection, const Change& change, base::Instant now) {
  return connection.execute(sql::raise_version, {change.id, change.version, base::print_instant(now)}) == 1;
}

bool complete_change(storage::Connection& connection, const Change& change, base::Instant now) {
  return connection.execute(sql::complete_change, {change.id, change.version, base::print_instant(now)}) == 1;
}

}  // namespace zhidian::calendars
