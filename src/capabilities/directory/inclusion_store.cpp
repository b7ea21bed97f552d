#include "capabilities/directory/inclusion_store.hpp"

#include "capabilities/directory/sql.hpp"

namespace zhidian::directory {
namespace {

namespace sql = zhidian::sql::directory;
using storage::Row;

std::string text_or_empty(const Row& row, std::string_view name) { return row.is_null(name) ? "" : row.text(name); }

std::int64_t read_version(const Row& row) { return row.integer("version"); }

}  // namespace

std::vector<FollowedLine> list_lines_to_follow(storage::Connection& connection, std::string_view organisation_id) {
  return connection.list(sql::list_lines_to_follow, {organisation_id}, [](const Row& row) {
    FollowedLine line{row.text("id"),
                      row.text("act_id"),
                      row.text("status"),
                      row.text("state"),
                      row.text("division_code"),
                      text_or_empty(row, "source_id"),
                      text_or_empty(row, "last_action"),
                      row.date("filed_on"),
                      row.optional_date("valid_until"),
                      row.optional_date("listed_until"),
                      row.optional_date("ended_on"),
                      row.text("renewal")};
    line.has_source = row.integer("has_source") != 0;
    return line;
  });
}

std::vector<EndedLine> list_ended_by(storage::Connection& connection, std::string_view organisation_id, std::string_view words) {
  return connection.list(sql::list_ended_by, {organisation_id, "%" + std::string(words) + "%"}, [](const Row& row) {
    EndedLine line;
    line.id = row.text("id");
    line.act_id = row.text("act_id");
    line.status = row.text("status");
    line.is_included = row.integer("is_included") != 0;
    return line;
  });
}

std::vector<std::string> list_to_follow(storage::Connection& connection, std::string_view after, std::string_view statuses, std::int64_t limit) {
  return connection.list(sql::list_to_follow, {after, statuses, limit}, [](const Row& row) { return row.text("organisation_id"); });
}

void insert_inclusion(storage::Connection& connection, std::string_view outlet_id, std::string_view source_id) {
  connection.execute(sql::insert_inclusion, {outlet_id, source_id});
}

void insert_suspension(storage::Connection& connection, std::string_view outlet_id, const Suspension& suspension) {
  connection.execute(sql::insert_suspension, {outlet_id, base::print_date(suspension.from), base::print_date(suspension.until), suspension.by});
}

std::map<std::string, std::vector<Suspension>> list_suspensions(storage::Connection& connection, std::string_view outlet_id) {
  std::map<std::string, std::vector<Suspension>> suspensions;
  connection.query(sql::list_suspensions, {outlet_id}, [&](const Row& row) {
    suspensions[row.text("outlet_id")].push_back({row.date("from_on"), row.optional_date("until_on"), row.text("by_outlet_id")});
  });
  return suspensions;
}

std::vector<Determination> list_determinations(storage::Connection& connection, const Following& following) {
  return connection.list(sql::list_determinations, {following.organisation_id}, [&](const Row& row) {
    return Determination{following.organisation_id, row.text("node_id"),       row.text("kind"),
                         following.account_id,      row.date("determined_on"), following.at};
  });
}

base::Value suspensions_value(const std::vector<Suspension>& suspensions) {
  base::Value::List list;
  for (const Suspension& each : suspensions)
    list.push_back(base::Value::Map{{"from", base::print_date(each.from)}, {"until", base::date_value(each.until)}, {"by", each.by}});
  return list.empty() ? base::Value() : base::Value(std::move(list));
}

void delete_ties(storage::Connection& connection, std::string_view outlet_id) {
  connection.execute(sql::delete_inclusion, {outlet_id});
  connection.execute(sql::delete_suspensions, {outlet_id});
}

std::optional<std::int64_t> suspend_line(storage::Connection& connection, std::string_view outlet_id, const Suspension& suspension) {
  const auto version = connection.find(sql::suspend_line, {outlet_id}, read_version);
  if (version) insert_suspension(connection, outlet_id, suspension);
  return version;
}

std::optional<std::int64_t> resume_line(storage::Connection& connection, std::string_view outlet_id, base::Date on) {
  const auto version = connection.find(sql::resume_line, {outlet_id}, read_version);
  if (version) connection.execute(sql::close_suspension, {outlet_id, base::print_date(on)});
  return version;
}

}  // namespace zhidian::directory
