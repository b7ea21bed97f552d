#include "storage/migrate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "base/date.hpp"
#include "base/id.hpp"
#include "storage/sql.hpp"
#include "storage/statement_text.hpp"

namespace zhidian::storage {
namespace {

std::string now_text() { return base::print_instant(std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now())); }

/// Begins the work one server may do at a time: SQLite has one writer, PostgreSQL an advisory lock until commit.
std::map<std::string, std::string> lock_and_list(Connection& connection) {
  connection.query(sql::storage::lock_migrations, {}, [](const Row&) {});
  connection.execute(sql::storage::create_schema_migrations);
  std::map<std::string, std::string> checksums;
  connection.query(sql::storage::list_schema_migrations, {}, [&](const Row& row) { checksums[row.text("name")] = row.text("checksum"); });
  return checksums;
}

void refuse_foreign(const std::map<std::string, std::string>& applied, std::span<const Migration> migrations) {
  for (const auto& [name, checksum] : applied) {
    auto known = std::ranges::find(migrations, name, &Migration::name);
    if (known == migrations.end()) {
      throw Failure(Failure::Kind::broken, fmt::format("the database holds migration {}, which this program does not know: it is newer", name));
    }
    if (base::sha256_hex(known->sql) != checksum) {
      throw Failure(Failure::Kind::broken, fmt::format("migration {} was changed after it was applied to this database", name));
    }
  }
}

/// A statement that opens with the comment `-- only sqlite` or `-- only postgresql` runs on that engine alone.
bool is_meant_for(std::string_view statement, Dialect dialect) {
  const auto start = statement.find_first_not_of(" \n");
  const auto first_line = start == std::string_view::npos ? std::string_view() : statement.substr(start, statement.find('\n', start) - start);
  if (!first_line.starts_with("-- only ")) return true;
  return first_line == (dialect == Dialect::sqlite ? "-- only sqlite" : "-- only postgresql");
}

/// True where it was applied now.
bool apply(Database& database, const Migration& migration, std::span<const Migration> all) {
  auto transaction = database.write();
  auto& connection = transaction->connection();
  auto applied = lock_and_list(connection);
  refuse_foreign(applied, all);
  if (applied.contains(std::string(migration.name))) return false;
  for (const auto& statement : split_statements(migration.sql)) {
    if (!is_meant_for(statement, connection.dialect())) continue;
    try {
      connection.execute({"", statement, ""});
    } catch (const Failure& failure) {
      throw Failure(failure.kind(), fmt::format("migration {}: {}", migration.name, failure.what()));
    }
  }
  connection.execute(sql::storage::insert_schema_migration, {migration.name, base::sha256_hex(migration.sql), now_text()});
  transaction->commit();
  return true;
}

}  // namespace

std::vector<std::string> apply_migrations(Database& database, std::span<const Migration> migrations) {
  std::vector<std::string> applied;
  for (const auto& migration : migrations) {
    if (apply(database, migration, migrations)) applied.emplace_back(migration.name);
  }
  return applied;
}

}  // namespace zhidian::storage
