// The lines of the directory as they are stored beside the lines as the log tells them.
#include "base/text.hpp"
#include "capabilities/directory/directory_store.hpp"
#include "capabilities/organisations/organisations.hpp"

namespace zhidian::directory {
namespace {

using base::Value;

audit::Records stored_records(storage::Connection& connection) {
  audit::Records stored;
  for (const std::string& id : list_outlet_ids(connection)) stored[id] = line_record(*find_outlet(connection, id));
  return stored;
}

void apply(Value& record, const audit::StoredEvent& event) {
  if (event.action == "withdraw") {
    record = Value();
    return;
  }
  if (event.action == "restore") return record.set("ended_on", Value());
  if (event.action == "change") {
    record.set("division_code", event.content.at("division_code"));
    return record.set("entry", event.content.at("entry"));
  }
  if (event.content.at("renewal").is_text() && event.action != "grant" && event.action != "take_over") {
    for (const char* key : {"valid_until", "listed_until", "renewal"}) record.set(key, event.content.at(key));
    if (event.content.at("entry").is_map()) record.set("entry", event.content.at("entry"));
    return;
  }
  if (event.action != "grant" && event.action != "take_over") return record.set("ended_on", base::print_date(event.on));
  record = Value::Map{};
  for (const char* key : {"organisation_id", "act_id", "status", "source_case_id", "division_code", "filed_on", "valid_until", "ended_on", "entry"})
    record.set(key, event.content.at(key));
  // A line begins with its first term, listed as long as it runs.
  record.set("listed_until", event.content.at("valid_until"));
  record.set("renewal", "");
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
  return outlet;
}

}  // namespace

std::vector<audit::Finding> compare_with_log(storage::Connection& connection) {
  return audit::compare_records(connection, "outlet", stored_records(connection), apply);
}

audit::Rewritten rewrite_from_log(storage::Connection& connection) {
  const auto counted =
      audit::rewrite_records(connection, "outlet", stored_records(connection), apply, [&](const std::string& id, const audit::Told& told, bool) {
        if (told.record.is_null()) return delete_outlet(connection, id);
        rewrite_outlet(connection, line_of(connection, id, told), told.last.ordinal, told.first.at);
      });
  if (counted.rewritten > 0) raise_data_version(connection);
  return counted;
}

}  // namespace zhidian::directory
