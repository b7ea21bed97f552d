#pragma once
#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <exception>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "search/fts5_tokenizer.hpp"

namespace zhidian::search {

/// What SQLite answered instead of doing it. fts5_index.cpp makes a refusal or a storage::Failure of it.
class Fts5Failure : public std::exception {
 public:
  Fts5Failure(int code, std::string text) : code_(code), text_(std::move(text)) {}
  [[nodiscard]] int code() const { return code_; }
  [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }

 private:
  int code_;
  std::string text_;
};

/// A prepared statement in use; ready for its next use when this is gone.
class Fts5Use {
 public:
  Fts5Use(sqlite3* connection, sqlite3_stmt* statement) : connection_(connection), statement_(statement) {}
  Fts5Use(Fts5Use&& other) noexcept : connection_(other.connection_), statement_(std::exchange(other.statement_, nullptr)) {}
  Fts5Use& operator=(Fts5Use&&) = delete;
  ~Fts5Use();

  /// Views must outlive the use.
  Fts5Use& bind(int position, std::string_view text);
  Fts5Use& bind_bytes(int position, std::string_view bytes);
  Fts5Use& bind(int position, std::int64_t number);
  Fts5Use& bind_pointer(int position, void* pointer, const char* type);
  /// Whether there is a row. Errors: Fts5Failure.
  bool step();
  /// For what returns no rows.
  void run() { step(); }
  [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  [[nodiscard]] double number(int column) const { return sqlite3_column_double(statement_, column); }
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::string_view bytes(int column) const;

 private:
  sqlite3* connection_;
  sqlite3_stmt* statement_;
};

/// A connection to the file of an index, with its tokenizer, its functions and its kept statements. Threads: one at a time.
class Fts5Connection {
 public:
  /// Errors: Fts5Failure.
  explicit Fts5Connection(const std::string& path);
  Fts5Connection(const Fts5Connection&) = delete;
  Fts5Connection& operator=(const Fts5Connection&) = delete;

  Fts5Use use(std::string_view sql);
  void run(std::string_view sql) { use(sql).run(); }
  /// What runs longer than this ends with SQLITE_INTERRUPT.
  void set_deadline(std::chrono::steady_clock::time_point deadline) { deadline_ = deadline; }
  /// Errors: Fts5Failure{SQLITE_INTERRUPT} where the deadline is over.
  void check_deadline() const;
  [[nodiscard]] bool is_over() const;
  [[nodiscard]] ReadyTokens& ready_tokens() { return ready_; }
  [[nodiscard]] sqlite3* handle() const { return handle_.get(); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  ReadyTokens ready_;
  std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
  std::unique_ptr<sqlite3, Close> handle_;
  std::map<std::string, std::unique_ptr<sqlite3_stmt, Finalize>, std::less<>> statements_;
};

/// BEGIN, and ROLLBACK where it was not committed.
class Fts5Transaction {
 public:
  enum class Kind { read, write };
  Fts5Transaction(Fts5Connection& connection, Kind kind);
  Fts5Transaction(const Fts5Transaction&) = delete;
  Fts5Transaction& operator=(const Fts5Transaction&) = delete;
  ~Fts5Transaction();
  void commit();

 private:
  Fts5Connection& connection_;
};

}  // namespace zhidian::search
