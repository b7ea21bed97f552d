#include "storage/sqlite_connection.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <thread>
#include <utility>

#include "storage/statement_text.hpp"

namespace zhidian::storage {
namespace {

constexpr int busy_timeout_ms = 10'000;

Failure::Kind kind_of(int extended_code, int system_error) {
  switch (extended_code & 0xff) {
    case SQLITE_FULL: return Failure::Kind::storage_full;
    case SQLITE_CONSTRAINT: return Failure::Kind::constraint;
    case SQLITE_BUSY: return extended_code == SQLITE_BUSY_SNAPSHOT ? Failure::Kind::serialization : Failure::Kind::unavailable;
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
    case SQLITE_NOMEM:
    case SQLITE_INTERRUPT: return Failure::Kind::unavailable;
    case SQLITE_IOERR: {
      // A file size limit or quota is a full disk too; SQLite itself knows only ENOSPC.
      bool is_full = system_error == EFBIG || system_error == ENOSPC || system_error == EDQUOT;
      return is_full ? Failure::Kind::storage_full : Failure::Kind::broken;
    }
    default: return Failure::Kind::broken;
  }
}

class SqliteRow final : public Row {
 public:
  /// One for all rows of a result: the names of its columns are asked for once.
  SqliteRow(sqlite3_stmt* statement, std::string_view name) : statement_(statement), name_(name) {
    const int count = sqlite3_column_count(statement_);
    for (int index = 0; index < count; ++index) columns_.emplace_back(sqlite3_column_name(statement_, index));
  }
  bool is_null(std::string_view column) const override { return sqlite3_column_type(statement_, index_of(column)) == SQLITE_NULL; }
  std::int64_t integer(std::string_view column) const override { return sqlite3_column_int64(statement_, index_of(column)); }
  std::string_view view(std::string_view column) const override {
    int index = index_of(column);
    const auto* bytes = sqlite3_column_text(statement_, index);
    if (!bytes) return {};
    return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(statement_, index))};
  }

 private:
  int index_of(std::string_view column) const {
    // Columns are mostly read in their order: the search goes on where the last one ended.
    for (std::size_t step = 0; step < columns_.size(); ++step) {
      last_ = last_ + 1 < columns_.size() ? last_ + 1 : 0;
      if (columns_[last_] == column) return static_cast<int>(last_);
    }
    throw std::logic_error(fmt::format("{}: there is no column {}", name_, column));
  }

  sqlite3_stmt* statement_;
  std::string_view name_;
  std::vector<std::string> columns_;
  mutable std::size_t last_ = 0;
};

int bind_one(sqlite3_stmt* statement, int position, const Param& param) {
  if (const auto* number = std::get_if<std::int64_t>(&param.data())) return sqlite3_bind_int64(statement, position, *number);
  const auto* text = std::get_if<std::string_view>(&param.data());
  if (!text) return sqlite3_bind_null(statement, position);
  // An empty view may hold no address at all, which SQLite would read as null.
  const char* bytes = text->data() ? text->data() : "";
  return sqlite3_bind_text64(statement, position, bytes, text->size(), SQLITE_STATIC, SQLITE_UTF8);
}

/// PostgreSQL cannot hold U+0000, so neither may a portable store.
void refuse_zero_character(const Params& params, std::string_view name) {
  for (const auto& param : params) {
    const auto* text = std::get_if<std::string_view>(&param.data());
    if (text && text->find('\0') != std::string_view::npos) {
      throw Failure(Failure::Kind::constraint, fmt::format("{}: a text holds U+0000", name));
    }
  }
}

/// Leaves the statement ready for its next use however the run ends.
class Run {
 public:
  explicit Run(sqlite3_stmt* statement) : statement_(statement) {}
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }

 private:
  sqlite3_stmt* statement_;
};

}  // namespace

SqliteConnection::SqliteConnection(const std::string& path, Role role) : path_(path), role_(role) { open(); }

void SqliteConnection::open() {
  prepared_.clear();
  for (Prepared* statement : {&begin_, &commit_, &roll_back_, &begin_part_, &end_part_, &undo_part_}) statement->reset();
  sqlite3* raw = nullptr;
  int mode = role_ == Role::source ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  int flags = mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  int code = sqlite3_open_v2(path_.c_str(), &raw, flags, nullptr);
  handle_.reset(raw);
  if (code != SQLITE_OK) {
    throw Failure(Failure::Kind::unavailable, fmt::format("{}: {}", path_, raw ? sqlite3_errmsg(raw) : "out of memory"));
  }
  sqlite3_busy_timeout(raw, busy_timeout_ms);
  run("PRAGMA trusted_schema = OFF", "open");
  if (role_ == Role::source) return;
  turn_to_wal();
  run("PRAGMA synchronous = FULL", "open");
  run("PRAGMA foreign_keys = ON", "open");
  run("PRAGMA temp_store = MEMORY", "open");
  run("PRAGMA cache_size = -4000", "open");
  run("PRAGMA journal_size_limit = 67108864", "open");
  if (role_ == Role::reader) run("PRAGMA query_only = ON", "open");
  begin_ = prepare(role_ == Role::writer ? "BEGIN IMMEDIATE" : "BEGIN", "begin");
  commit_ = prepare("COMMIT", "commit");
  roll_back_ = prepare("ROLLBACK", "roll_back");
  begin_part_ = prepare("SAVEPOINT part", "begin_part");
  end_part_ = prepare("RELEASE part", "end_part");
  undo_part_ = prepare("ROLLBACK TO part", "undo_part");
}

void SqliteConnection::fail(int code, std::string_view name) {
  int system_error = sqlite3_system_errno(handle_.get());
  failure_.emplace(kind_of(code, system_error), fmt::format("{}: {} (SQLite {})", name, sqlite3_errmsg(handle_.get()), code));
  throw Failure(*failure_);
}

void SqliteConnection::run(const char* sql, std::string_view name) {
  int code = sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code, name);
}

void SqliteConnection::turn_to_wal() {
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(busy_timeout_ms);
  while (true) {
    int code = sqlite3_exec(handle_.get(), "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr);
    if (code == SQLITE_OK) return;
    if ((code & 0xff) != SQLITE_BUSY || std::chrono::steady_clock::now() >= until) fail(code, "open");
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

int SqliteConnection::step(const Prepared& statement) {
  int code = sqlite3_step(statement.get());
  sqlite3_reset(statement.get());
  return code == SQLITE_DONE ? SQLITE_OK : code;
}

SqliteConnection::Prepared SqliteConnection::prepare(std::string_view sql, std::string_view name) {
  auto text = number_parameters(sql);
  sqlite3_stmt* raw = nullptr;
  int code = sqlite3_prepare_v3(handle_.get(), text.c_str(), static_cast<int>(text.size()) + 1, SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
  if (code != SQLITE_OK) fail(code, name);
  return Prepared(raw);
}

sqlite3_stmt* SqliteConnection::find_prepared(const Statement& statement, Prepared& once) {
  if (statement.name.empty()) return (once = prepare(statement.sql, "statement")).get();
  auto found = prepared_.find(statement.sql);
  if (found == prepared_.end()) found = prepared_.emplace(std::string(statement.sql), prepare(statement.sql, statement.name)).first;
  // A row callback may run the statement it is called from.
  if (sqlite3_stmt_busy(found->second.get())) return (once = prepare(statement.sql, statement.name)).get();
  return found->second.get();
}

void SqliteConnection::query(const Statement& statement, Params params, const std::function<void(const Row&)>& row) {
  if (failure_) throw Failure(Failure::Kind::broken, fmt::format("{}: this transaction has failed before", statement.name));
  Prepared once;
  auto* prepared = find_prepared(statement, once);
  refuse_zero_character(params, statement.name);
  if (sqlite3_bind_parameter_count(prepared) != static_cast<int>(params.size())) {
    throw std::logic_error(fmt::format("{}: {} parameters given", statement.name, params.size()));
  }
  Run run_guard(prepared);
  int position = 0;
  for (const auto& param : params) {
    if (int code = bind_one(prepared, ++position, param); code != SQLITE_OK) fail(code, statement.name);
  }
  SqliteRow current(prepared, statement.name);
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(prepared)) == SQLITE_ROW) row(current);
  if (code != SQLITE_DONE) fail(code, statement.name);
}

std::int64_t SqliteConnection::execute(const Statement& statement, Params params) {
  auto before = sqlite3_total_changes64(handle_.get());
  query(statement, params, [](const Row&) {});
  return sqlite3_total_changes64(handle_.get()) == before ? 0 : sqlite3_changes64(handle_.get());
}

void SqliteConnection::begin() {
  if (is_in_transaction()) open();
  failure_.reset();
  is_in_part_ = false;
  if (int code = step(begin_); code != SQLITE_OK) fail(code, "begin");
}

void SqliteConnection::commit() {
  if (failure_) throw Failure(*failure_);
  errno = 0;
  int code = step(commit_);
  if (code == SQLITE_OK) return;
  int system_error = errno;  // sqlite3_system_errno is not told under COMMIT (read in 3.40, seen)
  auto kind = kind_of(code, system_error);
  // A failed fsync may still have reached the disk (measured): only a refused write is known not to be there.
  if ((code & 0xff) == SQLITE_IOERR && kind != Failure::Kind::storage_full) kind = Failure::Kind::commit_unknown;
  failure_.emplace(kind, fmt::format("commit: {} (SQLite {})", sqlite3_errmsg(handle_.get()), code));
  throw Failure(*failure_);
}

void SqliteConnection::roll_back() noexcept {
  if (!is_in_transaction()) return;
  // Where this fails too, begin() finds the transaction still open and opens the file anew.
  step(roll_back_);
}

bool SqliteConnection::begin_part() {
  failure_.reset();
  is_in_part_ = step(begin_part_) == SQLITE_OK;
  return is_in_part_;
}

void SqliteConnection::end_part() {
  if (failure_) throw Failure(Failure::Kind::broken, "commit: this transaction has failed before");
  if (!is_in_part_) return;
  if (int code = step(end_part_); code != SQLITE_OK) fail(code, "end_part");
}

void SqliteConnection::undo_part() noexcept {
  if (!is_in_part_) return roll_back();
  if (!is_in_transaction()) return;  // SQLite undid everything by itself: failure_ stays and tells the others
  if (step(undo_part_) == SQLITE_OK && step(end_part_) == SQLITE_OK) return failure_.reset();
  if (!failure_) failure_.emplace(Failure::Kind::broken, "undo_part: it could not be undone alone");
  roll_back();
}

}  // namespace zhidian::storage
