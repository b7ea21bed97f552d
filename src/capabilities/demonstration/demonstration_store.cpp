#include "capabilities/demonstration/demonstration_store.hpp"

#include <charconv>

#include "capabilities/demonstration/sql.hpp"

namespace zhidian::demonstration {
namespace {

std::int64_t read_number(storage::Connection& connection, std::string_view name) {
  const auto text =
      connection.find(sql::demonstration::find_setting, {name}, [](const storage::Row& row) { return row.text("value"); }).value_or("0");
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size())
    throw storage::Failure(storage::Failure::Kind::broken, "setting " + std::string(name) + " is no number: " + text);
  return number;
}

void keep_number(storage::Connection& connection, std::string_view name, std::int64_t number) {
  connection.execute(sql::demonstration::keep_setting, {name, std::to_string(number)});
}

}  // namespace

std::int64_t find_offset(storage::Connection& connection) { return read_number(connection, "clock_offset_ms"); }

void keep_offset(storage::Connection& connection, std::int64_t milliseconds) { keep_number(connection, "clock_offset_ms", milliseconds); }

std::int64_t count_move(storage::Connection& connection) {
  const std::int64_t move = read_number(connection, "clock_moves") + 1;
  keep_number(connection, "clock_moves", move);
  return move;
}

void keep_demonstration_password(storage::Connection& connection, std::string_view password) {
  connection.execute(sql::demonstration::keep_setting, {"demonstration_password", password});
}

}  // namespace zhidian::demonstration
