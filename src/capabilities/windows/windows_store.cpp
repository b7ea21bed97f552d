#include "capabilities/windows/windows_store.hpp"

#include "capabilities/windows/sql.hpp"

namespace zhidian::windows {
namespace {

Window read_window(const storage::Row& row) {
  Window window;
  window.id = row.text("id");
  window.act_id = row.text("act_id");
  window.procedure_id = row.text("procedure_id");
  window.authority_id = row.text("authority_id");
  window.authority_name = row.text("authority_name");
  window.title = row.text("title");
  window.body = row.text("body");
  window.reason = row.text("reason");
  window.year = row.integer("year");
  window.serial = row.integer("serial");
  window.version = row.integer("version");
  window.opens_on = row.date("opens_on");
  window.closes_on = row.date("closes_on");
  if (!row.view("quotas").empty()) window.quotas = quotas_in(row.json("quotas"));
  return window;
}

}  // namespace

std::optional<Window> find_window(storage::Connection& connection, std::string_view id) {
  return connection.find(sql::windows::find_window, {id}, read_window);
}

std::optional<Window> find_open_window(storage::Connection& connection, std::string_view act_id, std::string_view procedure_id, base::Date on) {
  return connection.find(sql::windows::find_open_window, {act_id, procedure_id, base::print_date(on)}, read_window);
}

std::vector<rules::Offer> list_offers(storage::Connection& connection, std::string_view act_id, std::string_view procedure_id) {
  return connection.list(sql::windows::list_offers, {act_id, procedure_id},
                         [](const storage::Row& row) { return rules::Offer{row.date("opens_on"), row.date("closes_on")}; });
}

std::vector<Window> list_windows(storage::Connection& connection, std::string_view act_id, std::optional<base::Date> on) {
  const std::string day = on ? base::print_date(*on) : "";
  return connection.list(sql::windows::list_windows, {act_id, day}, read_window);
}

Used count_windows(storage::Connection& connection, const Window& like) {
  return connection
      .find(sql::windows::count_windows, {like.act_id, like.procedure_id, like.authority_id, like.year},
            [](const storage::Row& row) { return Used{row.integer("number"), row.integer("last")}; })
      .value_or(Used{});
}

void insert_window(storage::Connection& connection, const Window& window, base::Instant now) {
  connection.execute(sql::windows::insert_window, {window.id, window.act_id, window.procedure_id, window.authority_id, window.year, window.serial,
                                                   window.title, window.body, base::print_date(window.opens_on), base::print_date(window.closes_on),
                                                   window.reason, base::print_instant(now), base::print_json(to_value(window.quotas))});
}

void rewrite_window(storage::Connection& connection, const std::string& id, const audit::Told& told) {
  const base::Value& window = told.record;
  connection.execute(
      sql::windows::rewrite_window,
      {id, window.text_or("act_id"), window.text_or("procedure_id"), window.text_or("authority_id"), window.integer_or("year", 0),
       window.integer_or("serial", 0), window.text_or("title"), window.text_or("body"), window.text_or("opens_on"), window.text_or("closes_on"),
       window.text_or("reason"), told.last.ordinal, base::print_instant(told.first.at), base::print_json(window.at("quotas"))});
}

bool update_last_day(storage::Connection& connection, const Window& window, base::Date closes_on) {
  return connection.execute(sql::windows::extend_window, {window.id, window.version, base::print_date(closes_on)}) == 1;
}

bool update_quotas(storage::Connection& connection, const Window& window) {
  return connection.execute(sql::windows::set_quotas, {window.id, window.version, base::print_json(to_value(window.quotas))}) == 1;
}

void hold_row(storage::Connection& connection, std::string_view id) { connection.execute(sql::windows::hold_window, {id}); }

std::vector<accounts::Authority> list_below(storage::Connection& connection, std::string_view authority_id, std::string_view level) {
  return connection.list(sql::windows::list_below, {authority_id, level}, [](const storage::Row& row) {
    return accounts::Authority{row.text("id"), row.text("name"), row.text("short_name"), row.text("level"), row.text("division_code"), {}, {}};
  });
}

std::map<std::string, std::int64_t> list_counts(storage::Connection& connection, std::string_view window_id) {
  std::map<std::string, std::int64_t> counts{{"submissions", 0}};
  connection.query(sql::windows::list_counts, {window_id}, [&](const storage::Row& row) {
    counts[row.text("state")] += row.integer("number");
    if (row.integer("is_submitted") == 1) counts["submissions"] += row.integer("number");
  });
  return counts;
}

std::vector<std::string> list_institutions(storage::Connection& connection, std::string_view division_code) {
  return connection.list(sql::windows::list_institutions, {division_code}, [](const storage::Row& row) { return row.text("id"); });
}

}  // namespace zhidian::windows
