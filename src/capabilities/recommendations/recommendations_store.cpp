#include "capabilities/recommendations/recommendations_store.hpp"

#include "capabilities/recommendations/sql.hpp"

namespace zhidian::recommendations {
namespace {

namespace sql = zhidian::sql::recommendations;
using storage::Row;

StoredOrder read_order(const Row& row) { return {row.text("id"), row.text("window_id"), row.text("authority_id"), row.integer("version")}; }

}  // namespace

std::vector<WindowCase> list_window_cases(storage::Connection& connection, std::string_view window_id, std::string_view authority_id,
                                          std::string_view actions, std::string_view account_id) {
  return connection.list(sql::list_window_cases, {window_id, authority_id, actions, account_id}, [](const Row& row) {
    WindowCase found;
    found.case_id = row.text("case_id");
    found.number = row.text("number");
    found.act_id = row.text("act_id");
    found.act_version = row.integer("act_version");
    found.procedure_id = row.text("procedure_id");
    found.organisation_name = row.text("organisation_name");
    found.state = row.text("state");
    found.holder = row.text("holder");
    found.recommended_on = row.text("recommended_on");
    if (!row.is_null("position")) found.position = row.integer("position");
    return found;
  });
}

std::optional<StoredOrder> find_order(storage::Connection& connection, std::string_view window_id, std::string_view authority_id) {
  return connection.find(sql::find_order, {window_id, authority_id}, read_order);
}

std::vector<StoredOrder> list_orders(storage::Connection& connection) { return connection.list(sql::list_orders, {}, read_order); }

bool insert_order(storage::Connection& connection, const StoredOrder& order, base::Instant now) {
  return connection.execute(sql::insert_order, {order.id, order.window_id, order.authority_id, base::print_instant(now)}) == 1;
}

bool raise_order(storage::Connection& connection, const StoredOrder& order) {
  return connection.execute(sql::raise_order, {order.id, order.version}) == 1;
}

void rewrite_order(storage::Connection& connection, const std::string& id, const audit::Told& told) {
  connection.execute(sql::rewrite_order, {id, told.record.text_or("window_id"), told.record.text_or("authority_id"), told.last.ordinal,
                                          base::print_instant(told.first.at)});
  replace_ranks(connection, id, told.record.at("ranks").as_list());
}

base::Value::List list_ranks(storage::Connection& connection, std::string_view order_id) {
  base::Value::List ranks;
  connection.query(sql::list_ranks, {order_id}, [&](const Row& row) {
    ranks.emplace_back(base::Value::Map{{"case_id", row.text("case_id")}, {"position", row.integer("position")}});
  });
  return ranks;
}

void replace_ranks(storage::Connection& connection, std::string_view order_id, const base::Value::List& ranks) {
  connection.execute(sql::remove_ranks, {order_id});
  for (const base::Value& rank : ranks) connection.execute(sql::insert_rank, {rank.text_or("case_id"), order_id, rank.integer_or("position", 0)});
}

}  // namespace zhidian::recommendations
