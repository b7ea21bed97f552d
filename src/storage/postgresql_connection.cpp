#include "storage/postgresql_connection.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <stdexcept>
#include <utility>

namespace zhidian::storage {
namespace {

constexpr Oid bool_type = 16, bigint_type = 20, text_type = 25;

Failure::Kind kind_of(std::string_view state) {
  auto is_class = [&](std::string_view prefix) { return state.starts_with(prefix); };
  if (is_class("23")) return Failure::Kind::constraint;
  if (state == "40001" || state == "40P01") return Failure::Kind::serialization;
  if (state == "53100") return Failure::Kind::storage_full;
  if (is_class("08") || is_class("53") || is_class("57") || state == "55P03" || state == "25P03") return Failure::Kind::unavailable;
  return Failure::Kind::broken;
}

class PostgresqlRow final : public Row {
 public:
  PostgresqlRow(const PGresult* result, std::string_view name) : result_(result), name_(name) {}
  void move_to(int row) { row_ = row; }
  bool is_null(std::string_view column) const override { return PQgetisnull(result_, row_, index_of(column)) != 0; }
  std::int64_t integer(std::string_view column) const override {
    const auto digits = view(column);
    if (digits.empty()) return 0;
    std::int64_t value = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) {
      throw std::logic_error(fmt::format("{}: column {} is no integer", name_, column));
    }
    return value;
  }
  std::string_view view(std::string_view column) const override {
    int index = index_of(column);
    const std::string_view value(PQgetvalue(result_, row_, index), static_cast<std::size_t>(PQgetlength(result_, row_, index)));
    // A comparison is 1 or 0 as in SQLite.
    if (PQftype(result_, index) == bool_type && !value.empty()) return value == "t" ? "1" : "0";
    return value;
  }

 private:
  int index_of(std::string_view column) const {
    int count = PQnfields(result_);
    for (int index = 0; index < count; ++index) {
      if (column == PQfname(result_, index)) return index;
    }
    throw std::logic_error(fmt::format("{}: there is no column {}", name_, column));
  }

  const PGresult* result_;
  std::string_view name_;
  int row_ = 0;
};

/// The parameters as libpq takes them.
struct Bound {
  std::vector<std::string> texts;
  std::vector<const char*> values;
  std::vector<Oid> types;
};

Bound bind_all(const Params& params, std::string_view name) {
  Bound bound;
  bound.texts.reserve(params.size());  // the addresses below must not move
  for (const auto& param : params) {
    const auto* number = std::get_if<std::int64_t>(&param.data());
    const auto* text = std::get_if<std::string_view>(&param.data());
    if (text && text->find('\0') != std::string_view::npos) {
      throw Failure(Failure::Kind::constraint, fmt::format("{}: a text holds U+0000", name));
    }
    bound.types.push_back(number ? bigint_type : text_type);
    if (number) bound.texts.push_back(std::to_string(*number));
    if (text) bound.texts.emplace_back(*text);
    bound.values.push_back(number || text ? bound.texts.back().c_str() : nullptr);
  }
  return bound;
}

}  // namespace

void PostgresqlConnection::connect() {
  prepared_.clear();
  is_doubtful_ = false;
  // What the URL itself says comes last and wins.
  std::array<const char*, 6> keywords{"connect_timeout", "tcp_user_timeout", "client_encoding", "fallback_application_name", "dbname", nullptr};
  std::array<const char*, 6> values{"5", "15000", "UTF8", "zhidian", url_.c_str(), nullptr};
  handle_.reset(PQconnectdbParams(keywords.data(), values.data(), 1));
  if (PQstatus(handle_.get()) != CONNECTION_OK) {
    throw Failure(Failure::Kind::unavailable, fmt::format("PostgreSQL: {}", PQerrorMessage(handle_.get())));
  }
  PQsetNoticeProcessor(handle_.get(), [](void*, const char*) {}, nullptr);
  run("SET lock_timeout = '15s'", "connect");
  run("SET TIME ZONE 'UTC'", "connect");
  run("SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'", "connect");
}

PostgresqlConnection::Answer PostgresqlConnection::check(Answer answer, std::string_view name) {
  auto status = PQresultStatus(answer.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_SINGLE_TUPLE) return answer;
  has_failed_ = true;
  const char* state = PQresultErrorField(answer.get(), PG_DIAG_SQLSTATE);
  bool is_lost = PQstatus(handle_.get()) != CONNECTION_OK || !state;
  auto kind = is_lost ? Failure::Kind::unavailable : kind_of(state);
  if (kind == Failure::Kind::broken || kind == Failure::Kind::unavailable) is_doubtful_ = true;
  std::string message = PQerrorMessage(handle_.get());
  while (message.ends_with('\n')) message.pop_back();
  throw Failure(kind, fmt::format("{}: {} (SQLSTATE {})", name, message, state ? state : "none"));
}

PostgresqlConnection::Answer PostgresqlConnection::run(const char* sql, std::string_view name) {
  return check(Answer(PQexec(handle_.get(), sql)), name);
}

const std::string& PostgresqlConnection::prepare(std::string_view sql, std::string_view name, Params params) {
  if (auto found = prepared_.find(sql); found != prepared_.end()) return found->second;
  std::string text(sql);
  auto server_name = fmt::format("s{}", prepared_.size());
  auto count = static_cast<int>(params.size());
  // The server infers the types from the columns. Where it cannot (`$1 IS NULL`), the values tell them; the
  // savepoint keeps the transaction alive in between.
  run("SAVEPOINT preparing", name);
  Answer answer(PQprepare(handle_.get(), server_name.c_str(), text.c_str(), count, nullptr));
  const char* state = PQresultErrorField(answer.get(), PG_DIAG_SQLSTATE);
  if (state && (std::string_view(state) == "42P18" || std::string_view(state) == "42P08")) {
    run("ROLLBACK TO SAVEPOINT preparing", name);
    answer.reset(PQprepare(handle_.get(), server_name.c_str(), text.c_str(), count, bind_all(params, name).types.data()));
  }
  check(std::move(answer), name);
  run("RELEASE SAVEPOINT preparing", name);
  return prepared_.emplace(std::move(text), std::move(server_name)).first->second;
}

PostgresqlConnection::Answer PostgresqlConnection::run(const Statement& statement, Params params) {
  if (has_failed_) throw Failure(Failure::Kind::broken, fmt::format("{}: this transaction has failed before", statement.name));
  auto sql = statement.postgresql.empty() ? statement.sql : statement.postgresql;
  auto bound = bind_all(params, statement.name);
  auto count = static_cast<int>(params.size());
  if (statement.name.empty()) {
    std::string text(sql);
    return check(Answer(PQexecParams(handle_.get(), text.c_str(), count, nullptr, bound.values.data(), nullptr, nullptr, 0)), "statement");
  }
  const auto& server_name = prepare(sql, statement.name, params);
  return check(Answer(PQexecPrepared(handle_.get(), server_name.c_str(), count, bound.values.data(), nullptr, nullptr, 0)), statement.name);
}

std::int64_t PostgresqlConnection::execute(const Statement& statement, Params params) {
  auto answer = run(statement, params);
  if (std::string_view(PQcmdStatus(answer.get())).starts_with("SELECT")) return 0;
  std::string_view digits = PQcmdTuples(answer.get());
  std::int64_t changed = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), changed);
  return changed;
}

void PostgresqlConnection::query(const Statement& statement, Params params, const std::function<void(const Row&)>& row) {
  auto answer = run(statement, params);
  PostgresqlRow current(answer.get(), statement.name);
  int count = PQntuples(answer.get());
  for (int index = 0; index < count; ++index) {
    current.move_to(index);
    row(current);
  }
}

void PostgresqlConnection::stream(const Statement& statement, const std::function<void(const Row&)>& row) {
  std::string text(statement.sql);
  if (!PQsendQuery(handle_.get(), text.c_str()) || !PQsetSingleRowMode(handle_.get())) {
    throw Failure(Failure::Kind::unavailable, PQerrorMessage(handle_.get()));
  }
  while (auto* next = PQgetResult(handle_.get())) {
    auto answer = check(Answer(next), statement.name);
    PostgresqlRow current(answer.get(), statement.name);
    if (PQntuples(answer.get()) > 0) row(current);
  }
}

bool PostgresqlConnection::try_begin() {
  has_failed_ = false;
  Answer answer(PQexec(
      handle_.get(), role_ == Role::writer ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
  return PQresultStatus(answer.get()) == PGRES_COMMAND_OK;
}

void PostgresqlConnection::begin() {
  bool is_alive = handle_ && !is_doubtful_ && PQtransactionStatus(handle_.get()) == PQTRANS_IDLE;
  if (is_alive && try_begin()) return;
  connect();  // an idle connection may have died unseen; nothing was asked on it yet
  if (!try_begin()) throw Failure(Failure::Kind::unavailable, fmt::format("begin: {}", PQerrorMessage(handle_.get())));
}

void PostgresqlConnection::commit() {
  if (has_failed_) throw Failure(Failure::Kind::broken, "commit: this transaction has failed before");
  Answer answer(PQexec(handle_.get(), "COMMIT"));
  const char* state = PQresultErrorField(answer.get(), PG_DIAG_SQLSTATE);
  bool is_lost = PQstatus(handle_.get()) != CONNECTION_OK || (!state && PQresultStatus(answer.get()) != PGRES_COMMAND_OK);
  if (is_lost || (state && kind_of(state) == Failure::Kind::unavailable)) {
    has_failed_ = is_doubtful_ = true;
    throw Failure(Failure::Kind::commit_unknown, fmt::format("commit: {}", PQerrorMessage(handle_.get())));
  }
  answer = check(std::move(answer), "commit");
  if (std::string_view(PQcmdStatus(answer.get())) != "COMMIT") throw Failure(Failure::Kind::broken, "commit: the transaction had failed");
}

void PostgresqlConnection::roll_back() noexcept {
  if (!handle_ || PQtransactionStatus(handle_.get()) == PQTRANS_IDLE) return;
  Answer answer(PQexec(handle_.get(), "ROLLBACK"));  // a lost connection is opened anew by begin()
}

}  // namespace zhidian::storage
