#include <fmt/format.h>

#include "capabilities/cases/cases_dossier.hpp"
#include "capabilities/cases/sql.hpp"

namespace zhidian::cases {
namespace {

namespace sql = zhidian::sql::cases;

/// The parent's number with the child's serial: 2024210100-0001-2.
std::string child_number(storage::Connection& connection, const Case& parent) {
  const auto children = connection.find(sql::count_children, {parent.id}, [](const storage::Row& row) { return row.integer("number"); });
  return fmt::format("{}-{}", parent.number, children.value_or(0) + 1);
}

void insert_child(storage::Connection& connection, const Case& child, base::Instant now) {
  connection.execute(sql::insert_child_case,
                     {child.id, child.number, child.act_id, child.act_version, child.procedure_id, child.parent_case_id, child.division_code,
                      child.filing_body_id, child.state, child.holder, child.opened_on, base::print_instant(now)});
}

}  // namespace

base::Result<Case> Service::open_child(storage::Connection& connection, const Case& parent, const rules::Procedure& procedure, base::Value content,
                                       base::Value personal, const Doer& doer) {
  const rules::State* initial = procedure.find_state(procedure.initial);
  if (!initial || procedure.child_of != parent.procedure_id) return base::refuse(base::ErrorCode::invalid, "cases.unknown_procedure");
  Case child;
  child.id = base::make_id(doer.at, random_);
  child.number = child_number(connection, parent);
  child.act_id = parent.act_id;
  child.act_version = parent.act_version;
  child.procedure_id = procedure.id;
  child.parent_case_id = parent.id;
  child.division_code = parent.division_code;
  child.filing_body_id = parent.filing_body_id;
  child.state = initial->id;
  child.holder = initial->holder;
  child.ordinal = 1;
  child.opened_on = child.state_since = base::print_date(base::civil_date(doer.at));
  insert_child(connection, child, doer.at);

  if (content.is_null()) content = base::Value::Map{};
  const base::Value::Map opening{{"number", child.number},
                                 {"procedure_id", child.procedure_id},
                                 {"parent_case_id", child.parent_case_id},
                                 {"organisation_id", ""},
                                 {"division_code", child.division_code},
                                 {"recommender_id", ""},
                                 {"filing_body_id", child.filing_body_id},
                                 {"window_id", ""},
                                 {"to", child.state},
                                 {"holder", child.holder},
                                 {"is_final", false},
                                 {"round", 0}};
  for (const auto& [key, value] : opening) content.set(key, value);
  audit::Event event = case_event(child, "open", doer, registry_->calendar.version(), std::move(content));
  if (doer.account_id.empty()) event.actor_kind = "anonymous";
  event.personal = std::move(personal);
  audit::append(connection, event, random_);
  return child;
}

}  // namespace zhidian::cases
