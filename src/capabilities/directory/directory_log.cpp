// The lines of the directory as they are stored beside the lines as the log tells them.
#include "base/text.hpp"
#include "capabilities/directory/directory_store.hpp"
#include "capabilities/directory/inclusion_store.hpp"
#include "capabilities/organisations/organisations.hpp"

namespace zhidian::directory {
namespace {

using base::Value;

std::vector<Suspension> read_suspensions(const Value& value) {
  std::vector<Suspension> suspensions;
  for (const Value& each : value.is_list() ? value.as_list() : Value::List{}) {
    const auto from = base::parse_date(each.text_or("from"));
    suspensions.push_back({from.value_or(base::Date{}), base::parse_date(each.text_or("until")), each.text_or("by")});
  }
  return suspensions;
}

audit::Records stored_records(storage::Connection& connection) {
  const auto suspensions = list_suspensions(connection);
  audit::Records stored;
  for (const std::string& id : list_outlet_ids(connection)) {
    Value& record = stored[id] = line_record(*find_outlet(connection, id));
    const auto own = suspensions.find(id);
    record.set("suspensions", own == suspensions.end() ? Value() : suspensions_value(own->second));
  }
  return stored;
}

/// Suspending opens an interval, resuming closes it, coming back from an end forgets one still open.
bool apply_suspension(Value& record, const audit::StoredEvent& event) {
  if (event.action != "suspend" && event.action != "resume" && event.action != "restore") return false;
  auto suspensions = read_suspensions(record.at("suspensions"));
  const auto day = [&](std::string_view key) { return base::parse_date(event.content.text_or(key)); };
  const bool is_open = !suspensions.empty() && !suspensions.back().until;
  if (event.action == "suspend") suspensions.push_back({day("from").value_or(event.on), std::nullopt, event.content.text_or("by")});
  if (event.action == "resume" && is_open) suspensions.back().until = day("until");
  if (event.action == "restore" && is_open) suspensions.pop_back();
  if (event.action == "restore") record.set("ended_on", Value());
  record.set("suspensions", suspensions_value(suspensions));
  return true;
}

void apply(Value& record, const audit::StoredEvent& event) {
  if (event.action == "withdraw") {
    record = Value();
    return;
  }
  if (apply_suspension(record, event)) return;
  if (event.action == "change") {
    record.set("division_code", event.content.at("division_code"));
    return record.set("entry", event.content.at("entry"));
  }
  const bool is_beginning = event.action == "grant" || event.action == "take_over" || event.action == "include";
  if (event.content.at("renewal").is_text() && !is_beginning) {
    for (const char* key : {"valid_until", "listed_until", "renewal"}) record.set(key, event.content.at(key));
    if (event.content.at("entry").is_map()) record.set("entry", event.content.at("entry"));
    return;
  }
  if (!is_beginning)
    return record.set("ended_on", event.content.at("ended_on").is_text() ? event.content.at("ended_on") : Value(base::print_date(event.on)));
  record = Value::Map{};
  for (const char* key : {"organisation_id", "act_id", "status", "source_case_id", "division_code", "filed_on", "valid_until", "ended_on",
                          "included_from", "suspensions", "entry"})
    record.set(key, event.content.at(key));
  // A line begins with its first term, listed as long as it runs; one by inclusion with that of its source.
  const bool is_included = event.action == "include";
  record.set("listed_until", event.content.at(is_included ? "listed_until" : "valid_until"));
  record.set("renewal", is_included ? event.content.at("renewal") : Value(""));
}

std::optional<base::Date> date_at(const Value& record, std::string_view key) { return base::parse_date(record.text_or(key)); }

/// The line with what follows from its members; the name where the act publishes none is the institution's.
Outlet line_of(storage::Connection& connection, const std::string& id, const audit::Told& told) {
  const Value& record = told.record;
  const auto organisation = organisations::find_organisation(connection, record.text_or("organisation_id"));
  Outlet outlet;
  outlet.id = id;
  outlet.organisation_id = record.text_or("organisation_id");
  outlet.act_id = record.text_or("act_id");
  outlet.status = record.text_or("status");
  outlet.source_case_id = record.text_or("source_case_id");
  outlet.division_code = record.text_or("division_code");
  outlet.entry = record.at("entry");
  outlet.name = outlet.entry.text_or("name", organisation ? organisation->name : "");
  outlet.kind = outlet.entry.text_or("kind", organisation ? organisation->kind : "");
  outlet.sort_key = base::sort_key(outlet.name);
  outlet.search_text = make_search_text(outlet.entry, division_name(connection, outlet.division_code));
  outlet.filed_on = date_at(record, "filed_on").value_or(base::Date{});
  outlet.valid_until = date_at(record, "valid_until");
  outlet.listed_until = date_at(record, "listed_until");
  outlet.renewal = record.text_or("renewal");
  outlet.ended_on = date_at(record, "ended_on");
  outlet.is_taken_over = told.first.action == "take_over";
  outlet.included_from = record.text_or("included_from");
  const auto suspensions = read_suspensions(record.at("suspensions"));
  if (!suspensions.empty() && !suspensions.back().until) outlet.suspended_from = suspensions.back().from;
  return outlet;
}

}  // namespace

audit::Event line_event(std::string_view id, std::int64_t ordinal, std::string_view action, const Hand& hand, base::Value content) {
  audit::Event event = audit::make_event("outlet", id, ordinal, action, hand.account_id, hand.at, std::move(content));
  event.act_version = hand.act_version;
  return event;
}

const audit::RecordKind records_in_log{"outlet", stored_records, apply,
                                       [](storage::Connection& connection, const std::string& id, const audit::Told& told, bool) {
                                         if (told.record.is_null()) return delete_outlet(connection, id);
                                         const Outlet outlet = line_of(connection, id, told);
                                         rewrite_outlet(connection, outlet, told.last.ordinal, told.first.at);
                                         delete_ties(connection, id);
                                         if (!outlet.included_from.empty()) insert_inclusion(connection, id, outlet.included_from);
                                         for (const Suspension& each : read_suspensions(told.record.at("suspensions")))
                                           insert_suspension(connection, id, each);
                                       },
                                       raise_data_version};

}  // namespace zhidian::directory
