#include "capabilities/windows/windows.hpp"

#include <algorithm>

#include "audit/records.hpp"
#include "capabilities/messages/messages.hpp"
#include "capabilities/windows/windows_change.hpp"
#include "capabilities/windows/windows_store.hpp"
#include "rules/limits.hpp"

namespace zhidian::windows {
namespace {

using base::ErrorCode;
using base::Value;

/// The authority of the officer that is the procedure's filing body: its level and, where fixed, its division.
std::optional<accounts::Authority> find_filing_body(storage::Connection& connection, const rules::Procedure& procedure, const Officer& officer) {
  const rules::Body* body = procedure.find_body("filing_body");
  if (!body) return std::nullopt;
  for (const std::string& id : officer.authority_ids) {
    const auto authority = accounts::find_authority(connection, id);
    if (authority && authority->level == body->level && (body->division.empty() || authority->division_code == body->division)) return authority;
  }
  return std::nullopt;
}

base::Result<void> check_days(const WindowInput& input, base::Date today) {
  if (input.opens_on < today) return base::refuse(base::field_error("opens_on", "windows.opens_in_past"));
  if (input.closes_on < input.opens_on) return base::refuse(base::field_error("closes_on", "windows.closes_before_opening"));
  return {};
}

/// The serial of the year, or why there may be no further window.
base::Result<std::int64_t> next_serial(storage::Connection& connection, const rules::Procedure& procedure, const Window& window) {
  const Used used = count_windows(connection, window);
  const std::string_view fault = rules::window_fault(*procedure.window, used.number, !window.reason.empty());
  const auto cites = regulations::full_cites(procedure.act_id, procedure.window->cites);
  if (fault == "limit_reached") return base::refuse(base::field_error("", "windows.limit_reached", ErrorCode::not_allowed, cites));
  if (fault == "reason_required") return base::refuse(base::field_error("reason", "windows.reason_required", ErrorCode::invalid, cites));
  return used.last_serial + 1;
}

Value opening_value(const Window& window) {
  return Value::Map{{"act_id", window.act_id},
                    {"procedure_id", window.procedure_id},
                    {"authority_id", window.authority_id},
                    {"year", window.year},
                    {"serial", window.serial},
                    {"title", window.title},
                    {"body", window.body},
                    {"opens_on", base::print_date(window.opens_on)},
                    {"closes_on", base::print_date(window.closes_on)},
                    {"quotas", to_value(window.quotas)},
                    {"reason", window.reason}};
}

void tell_institutions(storage::Connection& connection, const Window& window, std::string kind, std::string_view division_code, base::Instant at,
                       base::Random& random) {
  const messages::Message message{
      std::move(kind),
      {{"title", window.title}, {"opens_on", base::print_date(window.opens_on)}, {"closes_on", base::print_date(window.closes_on)}},
      "window",
      window.id,
      "/cases"};  // where an institution applies
  for (const std::string& organisation_id : list_institutions(connection, division_code)) {
    messages::tell_organisation(connection, organisation_id, message, at, random);
  }
}

}  // namespace

audit::Event event_of(const Window& window, std::string_view action, std::string act_version, Value content, const Officer& officer) {
  audit::Event event = audit::make_event("window", window.id, window.version, action, officer.account_id, officer.at, std::move(content));
  event.act_version = std::move(act_version);
  return event;
}

Officer officer_of(const http::Call& call) {
  Officer officer{call.account_id(), {}, call.business_now};
  if (!call.principal) return officer;
  for (const http::Grant& grant : call.principal->grants) {
    if (grant.role == "authority_officer" && !grant.authority_id.empty()) officer.authority_ids.push_back(grant.authority_id);
  }
  return officer;
}

std::vector<const rules::Procedure*> list_procedures(storage::Connection& connection, const regulations::Registry& registry, const Officer& officer) {
  std::vector<const rules::Procedure*> found;
  for (const rules::Procedure& procedure : registry.law.procedures) {
    if (procedure.window && find_filing_body(connection, procedure, officer)) found.push_back(&procedure);
  }
  return found;
}

base::Result<Window> open_window(storage::Connection& connection, const regulations::Registry& registry, const WindowInput& input,
                                 const Officer& officer, base::Random& random) {
  const rules::Procedure* procedure = registry.law.find_procedure(input.act_id, input.procedure_id);
  if (!procedure) return base::refuse(base::field_error("procedure_id", "windows.unknown_procedure"));
  if (!procedure->window) return base::refuse(base::field_error("procedure_id", "windows.no_window_needed"));
  const auto authority = find_filing_body(connection, *procedure, officer);
  if (!authority) return base::refuse(ErrorCode::forbidden, "windows.not_filing_body");
  if (const auto days = check_days(input, base::civil_date(officer.at)); !days) return base::refuse(days.error());

  Window window{base::make_id(officer.at, random), input.act_id, input.procedure_id, authority->id, input.title, input.body, input.reason};
  window.year = base::year_of(input.opens_on);
  window.opens_on = input.opens_on;
  window.closes_on = input.closes_on;
  window.version = 1;
  window.authority_name = authority->name;
  window.quotas = input.quotas;
  if (const auto good = check_quotas(connection, registry, window); !good) return base::refuse(good.error());
  const auto serial = next_serial(connection, *procedure, window);
  if (!serial) return base::refuse(serial.error());
  window.serial = *serial;

  insert_window(connection, window, officer.at);
  tell_institutions(connection, window, "windows.opened", authority->division_code, officer.at, random);
  audit::append(connection,
                event_of(window, "open", regulations::version_name(procedure->act_id, procedure->act_version), opening_value(window), officer),
                random);
  return window;
}

base::Result<Window> extend_window(storage::Connection& connection, std::string_view id, std::int64_t expected_version, base::Date closes_on,
                                   const std::string& reason, const Officer& officer, base::Random& random) {
  auto window = find_window(connection, id);
  if (!window) return base::refuse(ErrorCode::not_found, "windows.not_found");
  if (std::ranges::find(officer.authority_ids, window->authority_id) == officer.authority_ids.end()) {
    return base::refuse(ErrorCode::forbidden, "windows.not_filing_body");
  }
  if (window->version != expected_version) return base::refuse(ErrorCode::stale, "windows.stale");
  if (window->closes_on < base::civil_date(officer.at)) return base::refuse(ErrorCode::not_allowed, "windows.closed_already");
  if (closes_on <= window->closes_on) return base::refuse(base::field_error("closes_on", "windows.only_later"));
  if (reason.empty()) return base::refuse(base::field_error("reason", "windows.extension_reason_required"));
  if (!update_last_day(connection, *window, closes_on)) return base::refuse(ErrorCode::stale, "windows.stale");

  const Value content(Value::Map{{"closes_on", base::print_date(closes_on)}, {"before", base::print_date(window->closes_on)}, {"reason", reason}});
  window->closes_on = closes_on;
  window->version += 1;
  const auto authority = accounts::find_authority(connection, window->authority_id);
  if (authority) tell_institutions(connection, *window, "windows.extended", authority->division_code, officer.at, random);
  audit::append(connection, event_of(*window, "extend", "", content, officer), random);
  return *window;
}

base::Value to_value(const Window& window, const regulations::Registry& registry, base::Date today) {
  Value value = opening_value(window);
  const bool is_open = window.is_open_on(today);
  value.set("id", window.id);
  value.set("is_open", is_open);
  value.set("days_left", is_open ? Value(static_cast<std::int64_t>((window.closes_on - today).count())) : Value());
  value.set("authority_name", window.authority_name);
  value.set("version", window.version);
  const rules::Procedure* procedure = registry.law.find_procedure(window.act_id, window.procedure_id);
  value.set("procedure_label", regulations::to_value(procedure ? procedure->label : rules::Text{window.procedure_id, window.procedure_id}));
  if (procedure && procedure->window) value.set("cites", regulations::cites_value(window.act_id, procedure->window->cites));
  return value;
}

namespace {

audit::Records stored_records(storage::Connection& connection) {
  audit::Records stored;
  for (const Window& window : list_windows(connection, "", std::nullopt)) stored[window.id] = opening_value(window);
  return stored;
}

void apply(Value& record, const audit::StoredEvent& event) {
  if (event.action == "open") {
    record = event.content;
    if (!record.at("quotas").is_map()) record.set("quotas", to_value(Quotas{}));  // opened before there were any
  }
  if (event.action == "set_quotas") record.set("quotas", event.content.at("quotas"));
  if (event.action == "extend") record.set("closes_on", event.content.at("closes_on"));
}

}  // namespace

const audit::RecordKind records_in_log{
    "window", stored_records, apply,
    [](storage::Connection& connection, const std::string& id, const audit::Told& told, bool) { rewrite_window(connection, id, told); }};

}  // namespace zhidian::windows
