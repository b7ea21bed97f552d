#include "capabilities/cases/cases_dossier.hpp"
#include "capabilities/cases/sql.hpp"

namespace zhidian::cases {
namespace {

namespace sql = zhidian::sql::cases;

/// Everything of these cases is written before the first event: the log's head is locked last.
std::vector<Case> close_begun(storage::Connection& connection, std::string_view organisation_id, base::Instant at) {
  std::vector<Case> closed;
  for (const std::string& id : connection.list(sql::list_begun_case_ids, {organisation_id}, [](const storage::Row& row) { return row.text("id"); })) {
    hold_case(connection, id);
    auto target = find_case(connection, id);
    if (!target || target->is_submitted || target->is_final) continue;
    const std::int64_t expected = target->version;
    target->holder.clear();
    target->is_final = true;
    ++target->ordinal;
    ++target->version;
    if (update_case(connection, *target, expected, at)) closed.push_back(std::move(*target));
  }
  return closed;
}

}  // namespace

void Service::discard_begun(storage::Connection& connection, std::string_view organisation_id, const Doer& doer) {
  for (const Case& closed : close_begun(connection, organisation_id, doer.at)) {
    base::Value content(base::Value::Map{{"from", closed.state},
                                         {"to", closed.state},
                                         {"holder", ""},
                                         {"is_final", true},
                                         {"round", closed.round},
                                         {"returned_by", closed.returned_by}});
    audit::append(connection, case_event(closed, "discard", doer, registry_->calendar.version(), std::move(content)), random_);
  }
}

}  // namespace zhidian::cases
