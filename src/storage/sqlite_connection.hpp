#pragma once
#include <sqlite3.h>

#include <memory>
#include <optional>
#include <string>

#include "storage/statement_text.hpp"
#include "storage/storage.hpp"

namespace zhidian::storage {

/// One SQLite connection with its prepared statements. Threads: one at a time.
class SqliteConnection final : public Connection {
 public:
  /// `source` is another's file that must stay as it is: it is opened read-only and must exist.
  enum class Role { writer, reader, source };
  /// Errors: Failure{unavailable} where the file cannot be opened, Failure{broken} where it is no database.
  SqliteConnection(const std::string& path, Role role);

  Dialect dialect() const override { return Dialect::sqlite; }
  std::int64_t execute(const Statement& statement, Params params) override;
  void query(const Statement& statement, Params params, const std::function<void(const Row&)>& row) override;

  /// BEGIN; a connection whose last rollback failed is opened anew first.
  void begin();
  /// Errors: Failure{storage_full} (nothing was written), Failure{commit_unknown} (the disk failed under the commit).
  void commit();
  void roll_back() noexcept;

  /// A part of the open transaction that can be undone alone. False where the transaction takes none.
  bool begin_part();
  /// Ends the part, or all that was done since begin(). Errors: Failure{broken} where a statement in it had failed.
  void end_part();
  /// Undoes the part, or everything where there is none. Where SQLite gave up the whole transaction, commit() says why.
  void undo_part() noexcept;
  bool is_in_transaction() const { return !sqlite3_get_autocommit(handle_.get()); }
  sqlite3* handle() const { return handle_.get(); }

 private:
  struct CloseHandle {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  struct FinalizeStatement {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  using Prepared = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

  void open();
  /// The busy timeout does not hold here: SQLite refuses at once where another program is just making the file.
  void turn_to_wal();
  void run(const char* sql, std::string_view name);
  Prepared prepare(std::string_view sql, std::string_view name);
  /// The kept statement, or a new one in `once` where it is not to be kept or already running.
  sqlite3_stmt* find_prepared(const Statement& statement, Prepared& once);
  /// Begins or ends a transaction by its kept statement. Returns SQLITE_OK or why not.
  static int step(const Prepared& statement);
  [[noreturn]] void fail(int code, std::string_view name);

  std::string path_;
  Role role_;
  std::unique_ptr<sqlite3, CloseHandle> handle_;
  StatementMap<Prepared> prepared_;
  Prepared begin_, commit_, roll_back_, begin_part_, end_part_, undo_part_;
  bool is_in_part_ = false;
  std::optional<Failure> failure_;  // inside this transaction or part; the same on both engines: nothing more is accepted
};

}  // namespace zhidian::storage
