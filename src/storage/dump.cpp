#include "storage/dump.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "base/id.hpp"
#include "base/value.hpp"
#include "storage/durable_file.hpp"
#include "storage/sql.hpp"
#include "storage/statement_text.hpp"

namespace zhidian::storage {
namespace {

using base::ErrorCode;
using base::Value;

struct Column {
  std::string name;
  bool is_integer;
};

std::vector<Column> list_columns(Connection& connection, const std::string& table) {
  return connection.list(sql::storage::list_columns, {table},
                         [](const Row& row) { return Column{row.text("name"), row.integer("is_integer") == 1}; });
}

std::string join_quoted(const std::vector<std::string>& names) {
  std::string joined;
  for (const auto& name : names) joined += (joined.empty() ? "" : ", ") + quote_identifier(name);
  return joined;
}

/// Writes lines and chains their hash.
class LineWriter {
 public:
  explicit LineWriter(const std::string& path) : file_(path) {}
  void put(const Value& value) {
    auto line = base::print_json(value);
    chain_ = base::sha256_hex(chain_ + line);
    file_.write(line + "\n");
    ++lines_;
  }
  void finish() {
    Value end;
    end.set("lines", lines_);
    end.set("sha256", chain_);
    file_.write(base::print_json(end) + "\n");
    file_.finish();
  }

 private:
  DurableFile file_;
  std::string chain_;
  std::int64_t lines_ = 0;
};

void write_table(Connection& connection, const StreamRows& stream, const std::string& table, LineWriter& out) {
  auto columns = list_columns(connection, table);
  std::vector<std::string> names;
  Value::List listed;
  for (const auto& column : columns) {
    names.push_back(column.name);
    listed.emplace_back(column.name);
  }
  Value head;
  head.set("table", table);
  head.set("columns", std::move(listed));
  out.put(head);
  auto text = fmt::format("SELECT {} FROM {}", join_quoted(names), quote_identifier(table));
  stream({"", text, ""}, [&](const Row& row) {
    Value::List cells;
    for (const auto& column : columns) {
      if (row.is_null(column.name))
        cells.emplace_back(nullptr);
      else if (column.is_integer)
        cells.emplace_back(row.integer(column.name));
      else
        cells.emplace_back(row.text(column.name));
    }
    out.put(Value(std::move(cells)));
  });
}

/// Calls `line` for each line but the last. False where the file is not what was written.
bool read_lines(const std::string& path, const std::function<bool(const Value&)>& line) {
  std::ifstream file(path, std::ios::binary);
  std::string chain, text, next;
  std::int64_t lines = 0;
  if (!std::getline(file, text)) return false;
  while (std::getline(file, next)) {
    auto value = base::parse_json(text);
    if (!value || !line(*value)) return false;
    chain = base::sha256_hex(chain + text);
    ++lines;
    text.swap(next);
  }
  auto end = base::parse_json(text);
  return end && end->integer_or("lines", -1) == lines && end->text_or("sha256") == chain;
}

/// What the first reading learns: whether the file is whole, and which schema it needs.
struct Survey {
  bool is_whole = false;
  std::map<std::string, std::string> migrations;
};

Survey survey(const std::string& path) {
  Survey found;
  bool is_first = true, is_good = true;
  std::string table;
  found.is_whole = read_lines(path, [&](const Value& line) {
    if (is_first) is_good = line.text_or("format") == dump_format && line.integer_or("version", 0) == 1;
    is_first = false;
    if (line.is_map()) table = line.text_or("table");
    if (line.is_list() && table == "schema_migrations" && line.as_list().size() >= 2 && line.as_list()[0].is_text() && line.as_list()[1].is_text()) {
      found.migrations[line.as_list()[0].as_text()] = line.as_list()[1].as_text();
    }
    return is_good;
  });
  return found;
}

base::Result<std::vector<Migration>> choose_migrations(const Survey& found, std::span<const Migration> migrations) {
  std::vector<Migration> chosen;
  for (const auto& [name, checksum] : found.migrations) {
    auto known = std::ranges::find(migrations, name, &Migration::name);
    if (known == migrations.end() || base::sha256_hex(known->sql) != checksum) {
      return base::refuse(ErrorCode::conflict, "storage.backup_from_newer_program", {{"migration", name}});
    }
    chosen.push_back(*known);
  }
  return chosen;
}

/// Puts rows into the table named last.
class RowLoader {
 public:
  explicit RowLoader(Connection& connection) : connection_(connection) {}
  bool take(const Value& line) {
    if (line.is_list()) return insert(line.as_list());
    if (line.at("table").is_text()) return choose(line.at("table").as_text(), line.at("columns"));
    return line.at("format").is_text();
  }

 private:
  bool choose(const std::string& table, const Value& columns) {
    if (!columns.is_list() || columns.as_list().empty()) return false;
    std::vector<std::string> names;
    std::string places;
    for (const auto& column : columns.as_list()) {
      if (!column.is_text()) return false;
      names.push_back(column.as_text());
      places += fmt::format("{}${}", places.empty() ? "" : ", ", names.size());
    }
    count_ = names.size();
    name_ = "restore/" + table;
    text_ = fmt::format("INSERT INTO {} ({}) VALUES ({})", quote_identifier(table), join_quoted(names), places);
    return true;
  }
  bool insert(const Value::List& cells) {
    if (cells.size() != count_ || count_ == 0) return false;
    std::vector<Param> params;
    for (const auto& cell : cells) {
      if (cell.is_integer())
        params.emplace_back(cell.as_integer());
      else if (cell.is_text())
        params.emplace_back(cell.as_text());
      else
        params.emplace_back(nullptr);
    }
    connection_.execute({name_, text_, ""}, Params(params));
    return true;
  }

  Connection& connection_;
  std::string name_, text_;
  std::size_t count_ = 0;
};

struct ForeignKey {
  std::string table, name, definition;
};

}  // namespace

void write_dump(Connection& connection, const StreamRows& stream, const std::string& path) {
  LineWriter out(path);
  Value head;
  head.set("format", dump_format);
  head.set("version", 1);
  out.put(head);
  auto tables = connection.list(sql::storage::list_tables, {}, [](const Row& row) { return row.text("name"); });
  for (const auto& table : tables) write_table(connection, stream, table, out);
  out.finish();
}

base::Result<void> load_dump(const std::string& path, Database& database, std::span<const Migration> migrations) {
  auto found = survey(path);
  if (!found.is_whole) return base::refuse(ErrorCode::invalid, "storage.backup_unreadable");
  auto chosen = choose_migrations(found, migrations);
  if (!chosen) return base::refuse(chosen.error());
  database.migrate(*chosen);

  auto transaction = database.write();
  auto& connection = transaction->connection();
  // Rows come table by table, so references are checked when all are there: SQLite at commit, PostgreSQL when the keys are made again.
  connection.query(sql::storage::defer_foreign_keys, {}, [](const Row&) {});
  auto keys = connection.list(sql::storage::list_foreign_keys, {},
                              [](const Row& row) { return ForeignKey{row.text("table_name"), row.text("name"), row.text("definition")}; });
  auto alter = [&](const ForeignKey& key, const std::string& change) {
    auto text = fmt::format("ALTER TABLE {} {}", quote_identifier(key.table), change);
    connection.execute({"", text, ""});
  };
  for (const auto& key : keys) alter(key, "DROP CONSTRAINT " + quote_identifier(key.name));
  for (const auto& table : connection.list(sql::storage::list_tables, {}, [](const Row& row) { return row.text("name"); })) {
    auto text = "DELETE FROM " + quote_identifier(table);
    connection.execute({"", text, ""});
  }
  RowLoader loader(connection);
  if (!read_lines(path, [&](const Value& line) { return loader.take(line); })) return base::refuse(ErrorCode::invalid, "storage.backup_unreadable");
  for (const auto& key : keys) alter(key, fmt::format("ADD CONSTRAINT {} {}", quote_identifier(key.name), key.definition));
  transaction->commit();
  return {};
}

}  // namespace zhidian::storage
