#include "capabilities/cases/cases.hpp"
#include "capabilities/cases/sql.hpp"

namespace zhidian::cases {

namespace sql = zhidian::sql::cases;

std::optional<std::string> find_case_id(storage::Connection& connection, std::string_view id_or_number) {
  return connection.find(sql::find_case_by_number, {id_or_number}, [](const storage::Row& row) { return row.text("id"); });
}

}  // namespace zhidian::cases
