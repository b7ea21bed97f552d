#include <fmt/format.h>

#include "capabilities/cases/cases.hpp"
#include "capabilities/cases/cases_store.hpp"
#include "server/commands.hpp"
#include "server/store.hpp"

namespace zhidian::server {
namespace {

base::Value::List history_of(storage::Connection& connection, const std::string& case_id) {
  base::Value::List history;
  for (const audit::StoredEvent& event : audit::list_events(connection, "case", case_id)) {
    history.emplace_back(base::Value::Map{{"sequence", event.sequence},
                                          {"action", event.action},
                                          {"on", base::print_date(event.on)},
                                          {"actor_kind", event.actor_kind},
                                          {"actor_id", event.actor_id},
                                          {"act_version", event.act_version},
                                          {"calendar_version", event.calendar_version},
                                          {"content", event.content},
                                          {"leaf_hash", event.leaf_hash}});
  }
  return history;
}

}  // namespace

int case_show(const Place& place, const std::string& id_or_number, bool json) {
  Store store(place);
  const auto reader = store.database->read();
  storage::Connection& connection = reader->connection();
  const auto id = cases::find_case_id(connection, id_or_number);
  if (!id) {
    fmt::print(stderr, "没有案件 {}。\n", id_or_number);
    return Exit::finding;
  }
  const cases::Case found = *cases::find_case(connection, *id);
  base::Value::List history = history_of(connection, *id);
  if (json) {
    fmt::print("{}\n", base::print_json(base::Value::Map{{"id", found.id},
                                                         {"number", found.number},
                                                         {"act_id", found.act_id},
                                                         {"act_version", found.act_version},
                                                         {"procedure_id", found.procedure_id},
                                                         {"state", found.state},
                                                         {"holder", found.holder},
                                                         {"round", found.round},
                                                         {"version", found.version},
                                                         {"content_hash", found.content_hash},
                                                         {"history", std::move(history)}}));
    return Exit::done;
  }
  fmt::print("{}  {}/{}@{}  {}  {}\n", found.number, found.act_id, found.procedure_id, found.act_version, found.state, found.holder);
  for (const base::Value& event : history) {
    fmt::print("  {:>6}  {}  {:<14} {}\n", event.integer_or("sequence", 0), event.text_or("on"), event.text_or("action"),
               base::print_json(event.at("content")));
  }
  return Exit::done;
}

}  // namespace zhidian::server
