// The institutions as they are stored beside the institutions as the log tells them.
#include <algorithm>

#include "audit/records.hpp"
#include "base/text.hpp"
#include "capabilities/organisations/organisations_events.hpp"
#include "capabilities/organisations/organisations_store.hpp"
#include "capabilities/organisations/sql.hpp"

namespace zhidian::organisations {
namespace {

namespace sql = zhidian::sql::organisations;
using base::Value;

/// What belongs to an event and not to the institution.
constexpr std::string_view passing[] = {"reason", "released_code", "case_id", "changed", "entry_id"};

Value without_empty_list(Value list) { return list.is_list() && list.as_list().empty() ? Value() : list; }

audit::Records stored_records(storage::Connection& connection) {
  audit::Records stored;
  for (const std::string& id : connection.list(sql::list_organisation_ids, {}, [](const storage::Row& row) { return row.text("id"); })) {
    const Organisation organisation = *find_organisation(connection, id);
    Value& record = stored[id] = public_part(organisation);
    record.set("node_kinds", without_empty_list(Value::List(organisation.node_kinds.begin(), organisation.node_kinds.end())));
    record.set("banned_until", base::date_value(organisation.banned_until));
  }
  return stored;
}

void apply(Value& record, const audit::StoredEvent& event) {
  if (event.action == "remove") record = Value();
  if (event.action == "remove" || !event.content.is_map()) return;
  for (const auto& [name, value] : event.content.as_map()) {
    if (std::ranges::find(passing, name) == std::end(passing)) record.set(name, without_empty_list(value));
  }
}

void rewrite(storage::Connection& connection, const std::string& id, const audit::Told& told) {
  const Value& o = told.record;
  const std::string name = o.text_or("name");
  const std::int64_t headcount = o.integer_or("headcount", 0);
  const auto banned_until = o.at("banned_until").is_text() ? std::optional(o.text_or("banned_until")) : std::nullopt;
  const Value& node_kinds = o.at("node_kinds");
  connection.execute(sql::rewrite_organisation, {id,
                                                 o.text_or("credit_code"),
                                                 o.bool_or("is_code_confirmed", false),
                                                 name,
                                                 base::sort_key(name),
                                                 o.text_or("kind"),
                                                 o.text_or("nature"),
                                                 o.text_or("registered_division"),
                                                 o.text_or("address"),
                                                 headcount > 0 ? storage::Param(headcount) : storage::Param(nullptr),
                                                 o.text_or("department"),
                                                 o.text_or("website"),
                                                 o.text_or("website_name"),
                                                 o.text_or("wechat"),
                                                 o.text_or("service_recipients"),
                                                 base::print_json(node_kinds.is_list() ? node_kinds : Value(Value::List{})),
                                                 banned_until,
                                                 o.text_or("state"),
                                                 told.last.ordinal,
                                                 o.text_or("legal_person_name"),
                                                 o.text_or("legal_person_code")});
}

}  // namespace

std::vector<FormerName> list_former_names(storage::Connection& connection, std::string_view id, std::string_view since) {
  std::vector<FormerName> former;
  std::string name;
  for (const audit::StoredEvent& event : audit::list_events(connection, records_in_log.subject_kind, id)) {
    const std::string next = event.content.text_or("name", name);
    if (!name.empty() && next != name) former.push_back({name, event.on});
    name = next;
  }
  const auto last = std::ranges::find(former.rbegin(), former.rend(), since, &FormerName::name);
  if (name == since || last == former.rend()) return {};
  former.erase(former.begin(), std::prev(last.base()));
  return former;
}

const audit::RecordKind records_in_log{"organisation", stored_records, apply,
                                       [](storage::Connection& connection, const std::string& id, const audit::Told& told, bool is_missing) {
                                         if (told.record.is_null())
                                           delete_row(connection, id);
                                         else if (!is_missing)
                                           rewrite(connection, id, told);
                                       }};

}  // namespace zhidian::organisations
