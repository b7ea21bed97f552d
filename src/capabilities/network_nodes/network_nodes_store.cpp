#include "capabilities/network_nodes/network_nodes_store.hpp"

#include "capabilities/network_nodes/sql.hpp"

namespace zhidian::network_nodes {
namespace {

namespace sql = zhidian::sql::network_nodes;
using storage::Row;

Entry read_entry(const Row& row) {
  Entry entry;
  entry.id = row.text("id");
  entry.entry = row.text("entry");
  entry.organisation_id = row.text("organisation_id");
  entry.act_id = row.text("act_id");
  entry.name = row.text("name");
  entry.authority_id = row.text("authority_id");
  entry.authority_name = row.text("authority_name");
  entry.on = row.date("on_date");
  entry.document = row.text("document");
  entry.reason = row.text("reason");
  entry.closed_as = row.text("closed_as");
  entry.closed_on = row.optional_date("closed_on");
  entry.closed_reason = row.text("closed_reason");
  entry.version = row.integer("version");
  return entry;
}

}  // namespace

bool insert_entry(storage::Connection& connection, const Entry& entry, base::Instant now) {
  return connection.execute(sql::insert_entry, {entry.id, entry.entry, entry.organisation_id, entry.act_id, entry.name, entry.authority_id,
                                                base::print_date(entry.on), entry.document, entry.reason, base::print_instant(now)}) == 1;
}

void rewrite_entry(storage::Connection& connection, const std::string& id, const audit::Told& told) {
  const base::Value& of = told.record;
  const auto closed_on = of.at("closed_on").is_text() ? std::optional(of.text_or("closed_on")) : std::nullopt;
  connection.execute(sql::rewrite_entry,
                     {id, of.text_or("entry"), of.text_or("organisation_id"), of.text_or("act_id"), of.text_or("name"), of.text_or("authority_id"),
                      of.text_or("on"), of.text_or("document"), of.text_or("reason"), of.text_or("closed_as"), closed_on, of.text_or("closed_reason"),
                      told.last.ordinal, base::print_instant(told.first.at)});
}

bool close_row(storage::Connection& connection, const Entry& entry, const Closing& closing, base::Date on) {
  return connection.execute(sql::close_entry, {entry.id, closing.expected_version, closing.as, base::print_date(on), closing.reason}) == 1;
}

std::vector<Entry> list_all_entries(storage::Connection& connection) { return connection.list(sql::list_all_entries, {}, read_entry); }

std::optional<Entry> find_visible_entry(storage::Connection& connection, std::string_view account_id, std::string_view id) {
  return connection.find(sql::find_visible_entry, {account_id, id}, read_entry);
}

std::vector<Entry> list_entries(storage::Connection& connection, std::string_view account_id, std::string_view organisation_id) {
  return connection.list(sql::list_entries, {account_id, organisation_id}, read_entry);
}

std::vector<std::string> list_standing(storage::Connection& connection, std::string_view organisation_id, std::string_view entry,
                                       std::string_view act_id) {
  return connection.list(sql::list_standing, {organisation_id, entry, act_id}, [](const Row& row) { return row.text("name"); });
}

std::vector<Office> list_offices(storage::Connection& connection, std::string_view account_id, std::string_view division_code) {
  return connection.list(sql::list_offices, {account_id, division_code},
                         [](const Row& row) { return Office{row.text("id"), row.text("name"), row.text("level")}; });
}

std::map<std::string, std::int64_t, std::less<>> count_nodes(storage::Connection& connection, std::string_view division) {
  std::map<std::string, std::int64_t, std::less<>> counts;
  connection.query(sql::count_nodes, {division}, [&](const Row& row) { counts[row.text("kind")] = row.integer("number"); });
  return counts;
}

std::vector<Node> list_nodes(storage::Connection& connection, const Filter& filter) {
  return connection.list(sql::list_nodes, {filter.kind, filter.division, filter.page.after, filter.page.after_id, filter.page.limit + 1},
                         [](const Row& row) {
                           return Node{row.text("node_id"),  row.text("kind"),           row.text("organisation_name"),
                                       row.text("sort_key"), row.text("division_code"),  row.text("division_name"),
                                       row.text("document"), row.text("authority_name"), row.date("determined_on")};
                         });
}

}  // namespace zhidian::network_nodes
