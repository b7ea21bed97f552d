#include "capabilities/directory/take_over_undoing.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "audit/log.hpp"
#include "capabilities/directory/directory_store.hpp"
#include "capabilities/directory/inclusion.hpp"
#include "capabilities/directory/sql.hpp"
#include "capabilities/organisations/organisations.hpp"

namespace zhidian::directory {
namespace {

namespace sql = zhidian::sql::directory;
using base::ErrorCode;
using base::Value;
using storage::Row;

TakeOverRecord read_record(const Row& row) {
  return {row.text("id"),        row.text("authority_id"), row.text("status"),     row.text("sha256"),
          row.text("file_name"), row.text("entered_by"),   row.text("entered_at"), row.integer("outlets")};
}

/// Whether the institution has handed in, since the list was entered, an application that asks for the status.
bool rests_on_it(storage::Connection& connection, const regulations::Registry& registry, const TakeOverRecord& record,
                 const std::string& organisation_id) {
  bool rests = false;
  connection.query(sql::list_handed_in, {organisation_id, record.entered_at}, [&](const Row& row) {
    const rules::Procedure* procedure = registry.find_procedure(row.text("act_id"), row.integer("act_version"), row.text("procedure_id"));
    rests = rests || (procedure != nullptr && asks_for(*procedure, record.status));
  });
  return rests;
}

std::vector<TakenOverLine> list_lines_of(storage::Connection& connection, const regulations::Registry& registry, const TakeOverRecord& record) {
  const std::string quoted = fmt::format("%\"take_over_id\":\"{}\"%", record.id);
  auto lines = connection.list(sql::list_taken_over, {quoted}, [](const Row& row) {
    TakenOverLine line{row.text("id"), row.text("organisation_id"), row.text("name"), "", row.integer("version")};
    if (line.version > 1) line.stays_for = "change";
    if (!row.is_null("what")) line.stays_for = row.text("what");
    return line;
  });
  for (TakenOverLine& line : lines) {
    if (line.stays_for.empty() && rests_on_it(connection, registry, record, line.organisation_id)) line.stays_for = "case";
  }
  return lines;
}

audit::Event event_of(const http::Call& call, const char* kind, const std::string& id, std::int64_t ordinal, const char* action, Value content) {
  return audit::make_event(kind, id, ordinal, action, call.account_id(), call.business_now, std::move(content));
}

Value::List staying(const Undoing& undoing) {
  Value::List list;
  for (const TakenOverLine& line : undoing.lines) {
    if (!line.stays_for.empty()) list.push_back(Value::Map{{"outlet_id", line.outlet_id}, {"name", line.name}, {"stays_for", line.stays_for}});
  }
  return list;
}

/// Moves the list to those taken back. False where somebody else does so at this moment.
bool move_record(const http::Call& call, const Undoing& undoing, const std::string& reason) {
  struct Origin {
    std::string act_id, entered_by;
  };
  const TakeOverRecord& record = undoing.record;
  const auto origin = call.db().find(sql::find_take_over, {call.account_id(), record.id},
                                     [](const Row& row) { return Origin{row.text("act_id"), row.text("entered_by_id")}; });
  if (!origin || call.db().execute(sql::delete_take_over, {record.id}) != 1) return false;
  call.db().execute(sql::insert_undone_take_over,
                    {record.id, record.authority_id, record.status, origin->act_id, record.sha256, record.file_name, record.outlets,
                     origin->entered_by, record.entered_at, call.account_id(), base::print_instant(call.business_now), reason, undoing.count_going(),
                     base::print_json(staying(undoing))});
  return true;
}

/// The institutions that go with the lines, by id.
std::vector<std::string> remove_institutions(const http::Call& call, const Undoing& undoing) {
  std::vector<std::string> removed;
  const auto entered_at = base::parse_instant(undoing.record.entered_at);
  for (const TakenOverLine& line : undoing.lines) {
    if (line.stays_for.empty() && entered_at && organisations::remove_untouched(call.db(), line.organisation_id, *entered_at))
      removed.push_back(line.organisation_id);
  }
  return removed;
}

}  // namespace

std::int64_t Undoing::count_going() const {
  return std::ranges::count_if(lines, [](const TakenOverLine& line) { return line.stays_for.empty(); });
}

base::Result<Undoing> find_undoing(storage::Connection& connection, const regulations::Registry& registry, std::string_view account_id,
                                   std::string_view take_over_id) {
  auto record = connection.find(sql::find_take_over, {account_id, take_over_id}, read_record);
  if (!record && !list_undone(connection, account_id, take_over_id).empty()) return base::refuse(ErrorCode::conflict, "directory.take_over_undone");
  if (!record) return base::refuse(ErrorCode::not_found, "directory.take_over_not_found");
  Undoing undoing{std::move(*record), {}};
  undoing.lines = list_lines_of(connection, registry, undoing.record);
  return undoing;
}

base::Result<Undoing> undo_take_over(const http::Call& call, const regulations::Registry& registry, std::string_view take_over_id,
                                     const std::string& reason) {
  auto undoing = find_undoing(call.db(), registry, call.account_id(), take_over_id);
  if (!undoing) return undoing;
  if (!move_record(call, *undoing, reason))
    throw storage::Failure(storage::Failure::Kind::serialization, "directory: the same list is taken back at this moment");
  for (const TakenOverLine& line : undoing->lines) {
    if (line.stays_for.empty()) delete_outlet(call.db(), line.outlet_id);
  }
  for (const TakenOverLine& line : undoing->lines) {
    if (line.stays_for.empty()) follow_inclusion(call.db(), registry, {line.organisation_id, call.account_id(), call.business_now}, *call.random);
  }
  const auto institutions = remove_institutions(call, *undoing);
  raise_data_version(call.db());
  for (const TakenOverLine& line : undoing->lines) {
    if (line.stays_for.empty())
      audit::append(call.db(),
                    event_of(call, "outlet", line.outlet_id, line.version + 1, "withdraw", Value::Map{{"take_over_id", undoing->record.id}}),
                    *call.random);
  }
  for (const std::string& id : institutions)
    organisations::log_removed_organisation(call.db(), id, call.account_id(), call.business_now, *call.random);
  Value content(Value::Map{{"reason", reason},
                           {"sha256", undoing->record.sha256},
                           {"removed", undoing->count_going()},
                           {"institutions", std::ssize(institutions)},
                           {"stayed", staying(*undoing)}});
  audit::append(call.db(), event_of(call, "take_over", undoing->record.id, 2, "undo", std::move(content)), *call.random);
  return undoing;
}

std::vector<UndoneTakeOver> list_undone(storage::Connection& connection, std::string_view account_id, std::string_view id) {
  return connection.list(sql::list_undone_take_overs, {account_id, id}, [](const Row& row) {
    return UndoneTakeOver{read_record(row),   row.text("undone_by"),  row.text("undone_at"),
                          row.text("reason"), row.integer("removed"), base::parse_json(row.text("stayed")).value_or(Value(Value::List{}))};
  });
}

Value to_value(const Undoing& undoing) {
  Value value = to_value(undoing.record);
  value.set("removed", undoing.count_going());
  value.set("stayed", staying(undoing));
  return value;
}

Value to_value(const UndoneTakeOver& undone) {
  Value value = to_value(undone.record);
  value.set("undone_by", undone.undone_by);
  value.set("undone_at", undone.undone_at);
  value.set("reason", undone.reason);
  value.set("removed", undone.removed);
  value.set("stayed", undone.stayed);
  return value;
}

}  // namespace zhidian::directory
