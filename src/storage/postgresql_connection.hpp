#pragma once
#include <libpq-fe.h>

#include <memory>
#include <string>

#include "storage/statement_text.hpp"
#include "storage/storage.hpp"

namespace zhidian::storage {

/// One PostgreSQL connection with its prepared statements; connects anew when it was lost. Threads: one at a time.
class PostgresqlConnection final : public Connection {
 public:
  enum class Role { writer, reader };
  PostgresqlConnection(std::string url, Role role) : url_(std::move(url)), role_(role) {}

  Dialect dialect() const override { return Dialect::postgresql; }
  std::int64_t execute(const Statement& statement, Params params) override;
  void query(const Statement& statement, Params params, const std::function<void(const Row&)>& row) override;

  /// BEGIN on a living connection. Errors: Failure{unavailable}.
  void begin();
  /// Errors: Failure{commit_unknown} where the connection was lost before the answer came.
  void commit();
  void roll_back() noexcept;
  /// Asks until `row` was called for each row, without holding them all: for dumps. Not nestable.
  void stream(const Statement& statement, const std::function<void(const Row&)>& row);

 private:
  struct CloseConnection {
    void operator()(PGconn* connection) const { PQfinish(connection); }
  };
  struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
  };
  using Answer = std::unique_ptr<PGresult, ClearResult>;

  void connect();
  bool try_begin();
  Answer run(const char* sql, std::string_view name);
  Answer run(const Statement& statement, Params params);
  const std::string& prepare(std::string_view sql, std::string_view name, Params params);
  /// The answer where it is a good one. Errors: Failure by SQLSTATE.
  Answer check(Answer answer, std::string_view name);

  std::string url_;
  Role role_;
  std::unique_ptr<PGconn, CloseConnection> handle_;
  StatementMap<std::string> prepared_;  // name on the server, by text
  bool has_failed_ = false;
  bool is_doubtful_ = false;  // connect anew before the next transaction
};

}  // namespace zhidian::storage
