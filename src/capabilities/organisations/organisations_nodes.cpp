// Places in the public service network: the register of network nodes keeps them, the record of the institution follows it.
#include <algorithm>

#include "capabilities/organisations/organisations_events.hpp"
#include "capabilities/organisations/organisations_store.hpp"
#include "capabilities/organisations/sql.hpp"

namespace zhidian::organisations {

namespace sql = zhidian::sql::organisations;

using base::Value;

void record_node_kinds(storage::Connection& connection, const NodeKinds& record, base::Random& random) {
  auto present = find_organisation(connection, record.organisation_id);
  if (!present) throw storage::Failure(storage::Failure::Kind::broken, "organisations: the institution of a node is gone");
  if (present->node_kinds == record.kinds) return;
  present->node_kinds = record.kinds;
  const auto version = update_facts(connection, *present, present->version, record.at);
  if (!version) throw storage::Failure(storage::Failure::Kind::serialization, "organisations: the institution changed at this moment");
  Value content(Value::Map{{"node_kinds", Value::List(record.kinds.begin(), record.kinds.end())}, {"entry_id", record.entry_id}});
  append_event(connection, {"organisation", present->id, *version, "update_registry_facts", record.account_id, record.at}, std::move(content), {},
               random);
}

base::Result<void> check_node_kinds(storage::Connection& connection, const Organisation& present, const std::vector<std::string>& wanted) {
  const auto registered = connection.list(sql::list_standing_kinds, {present.id}, [](const storage::Row& row) { return row.text("kind"); });
  const auto holds = [](const std::vector<std::string>& list, const std::string& kind) { return std::ranges::find(list, kind) != list.end(); };
  const bool is_added = std::ranges::any_of(wanted, [&](const std::string& kind) { return !holds(present.node_kinds, kind); });
  const bool is_taken = std::ranges::any_of(registered, [&](const std::string& kind) { return !holds(wanted, kind); });
  if (is_added || is_taken) return base::refuse(base::ErrorCode::not_allowed, "organisations.nodes_are_registered");
  return {};
}

}  // namespace zhidian::organisations
