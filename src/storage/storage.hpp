#pragma once
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"

namespace zhidian::base {
class Value;
}

namespace zhidian::storage {

/// One SQL text with `$1…` parameters, embedded from a file. `postgresql` is empty where one text serves both.
/// A statement with a name is prepared once per connection and kept; one without is run once.
/// PostgreSQL infers a parameter's type from its neighbours (`column = $1`); where that is not enough, as in
/// `$1 + 1` of large numbers, write CAST($1 AS BIGINT).
struct Statement {
  std::string_view name;
  std::string_view sql;
  std::string_view postgresql;
};

/// A bound value: null, integer or text. Views must outlive the call they are passed to.
class Param {
 public:
  Param(std::nullptr_t) {}
  Param(int value) : data_(std::int64_t{value}) {}
  Param(std::int64_t value) : data_(value) {}
  Param(std::size_t value) : data_(static_cast<std::int64_t>(value)) {}
  Param(bool value) : data_(std::int64_t{value}) {}
  Param(const char* value) : data_(std::string_view(value)) {}
  Param(std::string_view value) : data_(value) {}
  Param(const std::string& value) : data_(std::string_view(value)) {}
  Param(const std::optional<std::int64_t>& value) {
    if (value) data_ = *value;
  }
  Param(const std::optional<std::string>& value) {
    if (value) data_ = std::string_view(*value);
  }
  const auto& data() const { return data_; }

 private:
  std::variant<std::monostate, std::int64_t, std::string_view> data_;
};

/// The values of one call, `{a, b}` or a span made at run time. A view: it must not outlive the call.
class Params {
 public:
  Params() = default;
  Params(std::initializer_list<Param> list) : values_(list.begin(), list.size()) {}
  explicit Params(std::span<const Param> values) : values_(values) {}
  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }
  std::size_t size() const { return values_.size(); }

 private:
  std::span<const Param> values_;
};

/// One result row. Columns are asked by their name in the statement; a wrong name is a programming error (std::logic_error).
class Row {
 public:
  virtual ~Row() = default;
  virtual bool is_null(std::string_view column) const = 0;
  virtual std::int64_t integer(std::string_view column) const = 0;  // null → 0
  /// Null is "". Stands only until the next row.
  virtual std::string_view view(std::string_view column) const = 0;
  std::string text(std::string_view column) const { return std::string(view(column)); }
  std::optional<std::string> optional_text(std::string_view column) const {
    if (is_null(column)) return std::nullopt;
    return text(column);
  }
  /// Errors: Failure{broken} where the column holds no date.
  base::Date date(std::string_view column) const;
  std::optional<base::Date> optional_date(std::string_view column) const {
    if (is_null(column)) return std::nullopt;
    return date(column);
  }
  /// What was stored as JSON. Errors: Failure{broken} where the column holds none.
  base::Value json(std::string_view column) const;
  /// A list of texts stored as JSON; empty where the column is. Errors: as json().
  std::vector<std::string> texts(std::string_view column) const;
};

/// A pattern for LIKE over folded columns: anywhere, and the reader's own % and _ mean themselves (ESCAPE '!'). No words, no pattern.
std::string like_pattern(std::string_view words);
/// NULL for an empty text.
std::optional<std::string> or_null(std::string_view text);

/// A broken world: lost connection, full disk, damaged file. `Kind` lets http/ answer honestly.
class Failure : public std::runtime_error {
 public:
  enum class Kind { unavailable, storage_full, constraint, serialization, commit_unknown, broken };
  Failure(Kind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
  Kind kind() const { return kind_; }

 private:
  Kind kind_;
};

enum class Dialect { sqlite, postgresql };

/// A connection inside a read snapshot or a write transaction. After a Failure the transaction accepts nothing more
/// but to be dropped, on both engines: ask before, or use ON CONFLICT DO NOTHING.
class Connection {
 public:
  virtual ~Connection() = default;
  virtual Dialect dialect() const = 0;
  /// Runs a statement that returns no rows. Returns the number of rows changed (0 tells ON CONFLICT DO NOTHING).
  virtual std::int64_t execute(const Statement& statement, Params params = {}) = 0;
  /// Calls `row` for each result row, in order. Text holds no U+0000 (Failure{constraint}).
  virtual void query(const Statement& statement, Params params, const std::function<void(const Row&)>& row) = 0;

  /// The rows, each turned into a T by `make`.
  template <class Make>
  auto list(const Statement& statement, Params params, Make make) {
    std::vector<decltype(make(std::declval<const Row&>()))> rows;
    query(statement, params, [&](const Row& row) { rows.push_back(make(row)); });
    return rows;
  }
  /// The first row as a T, or empty.
  template <class Make>
  auto find(const Statement& statement, Params params, Make make) {
    std::optional<decltype(make(std::declval<const Row&>()))> found;
    query(statement, params, [&](const Row& row) {
      if (!found) found = make(row);
    });
    return found;
  }
};

/// A write transaction; rolled back unless committed. SQLite: BEGIN IMMEDIATE on the one writer.
class Transaction {
 public:
  virtual ~Transaction() = default;
  virtual Connection& connection() = 0;
  /// Durable when it returns. Errors: Failure{commit_unknown} where the outcome cannot be known.
  virtual void commit() = 0;
};

/// A read lease: one consistent snapshot from a pool of readers.
class Reader {
 public:
  virtual ~Reader() = default;
  virtual Connection& connection() = 0;
};

struct Migration {
  std::string_view name;  // 0001_create_accounts
  std::string_view sql;   // statements separated by semicolons, `-- only sqlite` above one of one engine; no triggers, they are not portable
};

/// Threads: safe to call from several; each Reader and Transaction belongs to one.
class Database {
 public:
  virtual ~Database() = default;
  virtual std::unique_ptr<Reader> read() = 0;
  virtual std::unique_ptr<Transaction> write() = 0;
  virtual Dialect dialect() const = 0;
  /// Applies missing migrations, each in a transaction, under a lock so that two servers migrate once.
  /// A changed checksum of an applied migration is a Failure{broken} whose text names the migration.
  /// Returns the names applied now.
  virtual std::vector<std::string> migrate(std::span<const Migration> migrations) = 0;
  /// Writes a consistent copy: SQLite to one file (VACUUM INTO); PostgreSQL as portable rows in one file.
  virtual void backup_to(const std::string& path) = 0;
};

/// Opens `sqlite:PATH` or `postgresql://…`. Failure{unavailable} where it cannot be reached.
struct OpenOptions {
  std::size_t readers = 4;
  std::size_t writers = 4;  // PostgreSQL only: SQLite has one
};
std::unique_ptr<Database> open_database(const std::string& url, OpenOptions options = {});

/// Fills an empty database from what backup_to wrote. Rows of a PostgreSQL backup may go into either engine; the schema is made
/// by those of `migrations` the backup had, so a later migrate() brings it up to date.
/// Errors: storage.target_holds_data, storage.backup_unreadable, storage.backup_from_newer_program, storage.backup_needs_sqlite.
base::Result<void> restore_from(const std::string& path, const std::string& url, std::span<const Migration> migrations);

}  // namespace zhidian::storage
