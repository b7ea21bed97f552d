#include "capabilities/duties/waivers.hpp"

#include <algorithm>

#include "capabilities/accounts/accounts.hpp"
#include "capabilities/cases/cases_dossier.hpp"
#include "capabilities/duties/duties.hpp"
#include "capabilities/duties/sql.hpp"
#include "capabilities/messages/messages.hpp"

namespace zhidian::duties {
namespace {

namespace sql = zhidian::sql::duties;
using base::ErrorCode;
using base::Value;
using storage::Row;

constexpr std::string_view subject_kind = "duty_waiver";

Waiver read_waiver(const Row& row) {
  return {row.text("id"),           row.text("organisation_id"), row.text("act_id"), row.text("procedure_id"),        row.text("period"),
          row.text("authority_id"), row.text("authority_name"),  row.text("reason"), row.integer("is_standing") != 0, row.integer("version")};
}

Value record_of(const Waiver& waiver) {
  return Value::Map{
      {"organisation_id", waiver.organisation_id}, {"act_id", waiver.act_id}, {"procedure_id", waiver.procedure_id}, {"period", waiver.period},
      {"authority_id", waiver.authority_id},       {"reason", waiver.reason}, {"is_standing", waiver.is_standing}};
}

void log(storage::Connection& connection, const Waiver& waiver, std::int64_t ordinal, std::string action, std::string_view account_id,
         base::Instant at, Value content, base::Random& random) {
  audit::append(connection,
                {std::string(subject_kind),
                 waiver.id,
                 ordinal,
                 std::move(action),
                 "account",
                 std::string(account_id),
                 base::civil_date(at),
                 at,
                 "",
                 "",
                 std::move(content),
                 {}},
                random);
}

/// The office the report goes to, if the account works there.
std::optional<accounts::Authority> find_office(storage::Connection& connection, const rules::Procedure& procedure, const Waiving& waiving) {
  const rules::Body* body = procedure.find_body("filing_body");
  if (!body) return std::nullopt;
  const std::string& division = body->division.empty() ? waiving.organisation.registered_division : body->division;
  for (const accounts::Authority& each : accounts::list_authorities_for(connection, body->level, division)) {
    if (accounts::is_officer(connection, waiving.account_id, each.id, "authority_officer")) return each;
  }
  return std::nullopt;
}

}  // namespace

base::Result<Waiver> waive(storage::Connection& connection, const regulations::Registry& registry, Waiving waiving, base::Random& random) {
  const Scope scope{waiving.account_id, waiving.organisation.id};
  const base::Date today = base::civil_date(waiving.at);
  const auto items = list_owed(registry, list_lines(connection, scope, today - kept_in_view), list_reports(connection, scope), {}, today);
  const auto item = std::ranges::find_if(items, [&](const Item& each) {
    return each.kind == "report" && each.act_id == waiving.act_id && each.procedure_id == waiving.procedure_id && each.period == waiving.period;
  });
  if (item == items.end() || !item->is_waivable) return base::refuse(ErrorCode::conflict, "duties.not_waivable");
  const auto office = find_office(connection, *registry.find_procedure(item->act_id, 0, item->procedure_id), waiving);
  if (!office) return base::refuse(ErrorCode::forbidden, "duties.not_your_report");
  Waiver waiver{base::make_id(waiving.at, random),
                waiving.organisation.id,
                item->act_id,
                item->procedure_id,
                item->period,
                office->id,
                office->name,
                waiving.reason};
  const auto inserted = connection.execute(sql::insert_waiver, {waiver.id, waiver.organisation_id, waiver.act_id, waiver.procedure_id, waiver.period,
                                                                waiver.authority_id, waiver.reason, base::print_instant(waiving.at)});
  if (inserted == 0) return base::refuse(ErrorCode::conflict, "duties.waived_already");
  messages::Message message;
  message.kind = "duties.report_waived";
  message.params = {
      {"organisation", waiving.organisation.name}, {"label_zh", item->label.zh}, {"label_en", item->label.en}, {"authority", office->name}};
  message.subject_kind = "duty";
  message.subject_id = item->id;
  message.link = "/duties";
  messages::tell_organisation(connection, waiving.organisation.id, message, waiving.at, random, waiving.account_id);
  log(connection, waiver, 1, "waive", waiving.account_id, waiving.at, record_of(waiver), random);
  return waiver;
}

base::Result<void> take_back(storage::Connection& connection, const Waiver& waiver, std::int64_t expected_version, std::string_view account_id,
                             base::Instant at, base::Random& random) {
  if (!accounts::is_officer(connection, account_id, waiver.authority_id, "authority_officer"))
    return base::refuse(ErrorCode::forbidden, "duties.not_your_report");
  if (!waiver.is_standing) return base::refuse(ErrorCode::conflict, "duties.waiver_over");
  if (connection.execute(sql::take_back_waiver, {waiver.id, expected_version}) != 1) return base::refuse(ErrorCode::stale, "duties.waiver_stale");
  log(connection, waiver, expected_version + 1, "take_back", account_id, at, Value::Map{}, random);
  return {};
}

std::optional<Waiver> find_visible_waiver(storage::Connection& connection, std::string_view account_id, std::string_view id) {
  return connection.find(sql::find_visible_waiver, {account_id, id}, read_waiver);
}

Value to_value(const Waiver& waiver) {
  Value value = record_of(waiver);
  value.set("id", waiver.id);
  value.set("authority_name", waiver.authority_name);
  value.set("version", waiver.version);
  return value;
}

namespace {

audit::Records stored_records(storage::Connection& connection) {
  audit::Records stored;
  for (const Waiver& waiver : connection.list(sql::list_all_waivers, {}, read_waiver)) stored[waiver.id] = record_of(waiver);
  return stored;
}

void apply(Value& record, const audit::StoredEvent& event) {
  if (event.action == "waive") record = event.content;
  if (event.action == "take_back") record.set("is_standing", false);
}

void rewrite(storage::Connection& connection, const std::string& id, const audit::Told& told) {
  const Value& of = told.record;
  connection.execute(
      sql::rewrite_waiver,
      {id, of.text_or("organisation_id"), of.text_or("act_id"), of.text_or("procedure_id"), of.text_or("period"), of.text_or("authority_id"),
       of.text_or("reason"), static_cast<std::int64_t>(of.bool_or("is_standing", true)), told.last.ordinal, base::print_instant(told.first.at)});
}

}  // namespace

const audit::RecordKind records_in_log{
    subject_kind, stored_records, apply,
    [](storage::Connection& connection, const std::string& id, const audit::Told& told, bool) { rewrite(connection, id, told); }};

}  // namespace zhidian::duties
