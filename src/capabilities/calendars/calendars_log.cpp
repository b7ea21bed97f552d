// The changes of the calendar as they are stored beside the changes as the log tells them.
#include <algorithm>

#include "base/id.hpp"
#include "capabilities/calendars/calendars.hpp"
#include "capabilities/calendars/calendars_store.hpp"
#include "capabilities/calendars/sql.hpp"

namespace zhidian::calendars {
namespace {

namespace sql = zhidian::sql::calendars;
using base::Value;

Value effect_value(const storage::Row& row) {
  return Value::Map{{"kind", row.text("kind")},       {"id", row.text("subject_id")},       {"term", row.text("term_id")},
                    {"round", row.integer("round")},  {"from", row.text("old_day")},        {"to", row.text("new_day")},
                    {"outcome", row.text("outcome")}, {"position", row.integer("position")}};
}

Value stored_value(storage::Connection& connection, const Change& change, const Value& in_force) {
  return Value::Map{{"year", change.year},
                    {"notice_version", change.notice_version},
                    {"text", change.text},
                    {"hash", change.hash},
                    {"base_calendar", change.base_calendar},
                    {"calendar_version", change.calendar_version},
                    {"state", change.state},
                    {"editors", base::list_value(change.editors)},
                    {"approved_by", change.approved_by},
                    {"approved_on", base::date_value(change.approved_on)},
                    {"dry_run", change.dry_run},
                    {"version", change.version},
                    {"in_force", in_force},
                    {"effects", connection.list(sql::list_change_effects, {change.id}, effect_value)}};
}

audit::Records stored_records(storage::Connection& connection) {
  std::map<std::string, Value> in_force;
  for (const auto& notice : regulations::list_calendar_notices(connection)) in_force[notice.change_id] = notice.text;
  audit::Records stored;
  for (const Change& change : list_changes(connection)) stored[change.id] = stored_value(connection, change, in_force[change.id]);
  return stored;
}

void enter(Value& record, const audit::StoredEvent& event) {
  for (const char* member : {"year", "notice_version", "text", "hash", "base_calendar"}) record.set(member, event.content.at(member));
  Value::List editors = record.at("editors").is_list() ? record.at("editors").as_list() : Value::List{};
  if (std::ranges::find(editors, Value(event.actor_id)) == editors.end()) editors.emplace_back(event.actor_id);
  record.set("editors", std::move(editors));
}

void begin(Value& record) {
  record = Value::Map{{"state", "proposed"}, {"calendar_version", ""}, {"approved_by", ""},       {"approved_on", Value()},
                      {"dry_run", Value()},  {"in_force", Value()},    {"effects", Value::List{}}};
}

void approve(Value& record, const audit::StoredEvent& event) {
  record.set("state", "applying");
  record.set("calendar_version", event.content.at("calendar_version"));
  record.set("dry_run", event.content.at("dry_run"));
  record.set("approved_by", event.actor_id);
  record.set("approved_on", base::print_date(event.on));
  record.set("in_force", record.at("text"));
}

void add_effects(Value& record, const audit::StoredEvent& event) {
  Value::List effects = record.at("effects").as_list();
  for (const Value& effect : event.content.at("effects").as_list()) effects.push_back(effect);
  record.set("effects", std::move(effects));
}

void apply(Value& record, const audit::StoredEvent& event) {
  if (event.action == "propose") begin(record);
  if (event.action == "propose" || event.action == "revise") enter(record, event);
  if (event.action == "withdraw") record.set("state", "withdrawn");
  if (event.action == "approve") approve(record, event);
  if (event.action == "reissue") add_effects(record, event);
  if (event.action == "complete") record.set("state", "applied");
  record.set("version", event.ordinal);
}

void rewrite_effects(storage::Connection& connection, const std::string& id, const Value::List& effects) {
  connection.execute(sql::delete_effects, {id});
  for (const Value& told : effects) {
    connection.execute(sql::insert_effect, {id, told.text_or("kind"), told.text_or("id"), told.text_or("term"), told.integer_or("round", 0),
                                            told.text_or("from"), told.text_or("to"), told.text_or("outcome"), told.integer_or("position", 0)});
  }
}

void rewrite(storage::Connection& connection, const std::string& id, const audit::Told& told, bool is_missing) {
  const Value& record = told.record;
  Change change;
  change.id = id;
  change.year = record.integer_or("year", 0);
  change.notice_version = record.integer_or("notice_version", 0);
  change.text = record.text_or("text");
  if (is_missing) insert_change(connection, change, told.first.at);
  const auto approved_on = record.at("approved_on").is_text() ? std::optional(record.text_or("approved_on")) : std::nullopt;
  connection.execute(sql::rewrite_change,
                     {id, change.year, change.notice_version, change.text, record.text_or("hash"), record.text_or("base_calendar"),
                      record.text_or("calendar_version"), record.text_or("state"), base::print_json(record.at("editors")),
                      record.text_or("approved_by"), approved_on, base::print_json(record.at("dry_run")), record.integer_or("version", 1)});
  rewrite_effects(connection, id, record.at("effects").as_list());
  connection.execute(sql::delete_notice, {id});
  if (record.at("in_force").is_text()) regulations::add_calendar_notice(connection, notice_of(change), change.text, id, told.last.at);
}

}  // namespace

const audit::RecordKind records_in_log{"calendar_change", stored_records, apply, rewrite};

}  // namespace zhidian::calendars
