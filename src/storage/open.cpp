#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "storage/dump.hpp"
#include "storage/postgresql_database.hpp"
#include "storage/sql.hpp"
#include "storage/sqlite_connection.hpp"
#include "storage/sqlite_database.hpp"
#include "storage/storage.hpp"

namespace zhidian::storage {
namespace {

constexpr std::string_view sqlite_scheme = "sqlite:";

bool is_sqlite_file(const std::string& path) {
  std::array<char, 16> head{};
  std::ifstream(path, std::ios::binary).read(head.data(), head.size());
  return std::string_view(head.data(), head.size()) == std::string_view("SQLite format 3\0", 16);
}

/// False for a damaged or shortened file.
bool is_sound(const std::string& path) {
  try {
    SqliteConnection source(path, SqliteConnection::Role::source);
    auto verdict = source.find({"", "PRAGMA integrity_check(1)", ""}, {}, [](const Row& row) { return row.text("integrity_check"); });
    return verdict == "ok";
  } catch (const Failure&) {
    return false;
  }
}

base::Result<void> refuse_newer(const std::string& path, std::span<const Migration> migrations) {
  SqliteConnection source(path, SqliteConnection::Role::source);
  base::Result<void> answer;
  source.query(sql::storage::list_schema_migrations, {}, [&](const Row& row) {
    auto name = row.text("name");
    bool is_known = std::ranges::any_of(migrations, [&](const Migration& migration) { return migration.name == name; });
    if (!is_known) answer = base::refuse(base::ErrorCode::conflict, "storage.backup_from_newer_program", {{"migration", name}});
  });
  return answer;
}

}  // namespace

std::unique_ptr<Database> open_database(const std::string& url, OpenOptions options) {
  if (url.starts_with(sqlite_scheme)) return open_sqlite(url.substr(sqlite_scheme.size()), options);
  if (url.starts_with("postgresql://") || url.starts_with("postgres://")) return open_postgresql(url, options);
  throw Failure(Failure::Kind::unavailable, fmt::format("{}: a database is sqlite:PATH or postgresql://…", url));
}

base::Result<void> restore_from(const std::string& path, const std::string& url, std::span<const Migration> migrations) {
  using base::ErrorCode;
  bool is_file = is_sqlite_file(path);
  if (is_file && !is_sound(path)) return base::refuse(ErrorCode::invalid, "storage.backup_unreadable");
  auto database = open_database(url, {1, 1});
  bool holds_data = database->read()->connection().find(sql::storage::list_tables, {}, [](const Row& row) { return row.text("name"); }).has_value();
  if (holds_data) return base::refuse(ErrorCode::conflict, "storage.target_holds_data");
  if (!is_file) return load_dump(path, *database, migrations);
  if (database->dialect() != Dialect::sqlite) return base::refuse(ErrorCode::conflict, "storage.backup_needs_sqlite");
  if (auto newer = refuse_newer(path, migrations); !newer) return newer;
  database.reset();
  copy_sqlite(path, url.substr(sqlite_scheme.size()));
  return {};
}

}  // namespace zhidian::storage
