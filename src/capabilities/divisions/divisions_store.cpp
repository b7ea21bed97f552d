#include "capabilities/divisions/divisions_store.hpp"

#include "base/text.hpp"
#include "capabilities/divisions/sql.hpp"

namespace zhidian::divisions {
namespace {}  // namespace

void keep_division(storage::Connection& connection, const Division& division) {
  connection.execute(sql::divisions::keep_division,
                     {division.code, division.name, division.level, storage::or_null(division.parent_code), base::sort_key(division.name),
                      storage::or_null(division.valid_from), storage::or_null(division.valid_to), division.note});
}

void forget_ancestors(storage::Connection& connection, std::string_view code) { connection.execute(sql::divisions::forget_ancestors, {code}); }

void keep_ancestor(storage::Connection& connection, std::string_view ancestor, std::string_view descendant) {
  connection.execute(sql::divisions::keep_ancestor, {ancestor, descendant});
}

std::vector<Division> list_all(storage::Connection& connection) {
  return connection.list(sql::divisions::list_divisions, {}, [](const storage::Row& row) {
    return Division{row.text("code"),       row.text("name"),     row.text("level"), row.text("parent_code"),
                    row.text("valid_from"), row.text("valid_to"), row.text("source")};
  });
}

std::string find_table_hash(storage::Connection& connection) {
  return connection.find(sql::divisions::find_table_hash, {}, [](const storage::Row& row) { return row.text("value"); }).value_or("");
}

void keep_table_hash(storage::Connection& connection, std::string_view hash) { connection.execute(sql::divisions::keep_table_hash, {hash}); }

bool is_within(storage::Connection& connection, std::string_view division, std::string_view ancestor) {
  return connection.find(sql::divisions::find_ancestor, {ancestor, division}, [](const storage::Row& row) { return row.text("ancestor_code"); })
      .has_value();
}

std::optional<Place> find_place(storage::Connection& connection, std::string_view code, std::string_view division) {
  return connection.find(sql::divisions::find_place, {code, division}, [&](const storage::Row& row) {
    return Place{std::string(code), row.text("name"), row.integer("is_inside") != 0, row.integer("is_divided") != 0};
  });
}

std::vector<Place> list_undivided_below(storage::Connection& connection, std::string_view division) {
  return connection.list(sql::divisions::list_undivided_below, {division}, [](const storage::Row& row) {
    return Place{row.text("code"), (row.is_null("parent_name") ? "" : row.text("parent_name")) + row.text("name")};
  });
}

}  // namespace zhidian::divisions
