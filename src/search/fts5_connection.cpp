#include "search/fts5_connection.hpp"

#include <fmt/format.h>

#include <utility>

#include "search/fts5_functions.hpp"

namespace zhidian::search {
namespace {

constexpr int busy_timeout_ms = 10'000;
/// How many steps of SQLite's machine pass between two looks at the clock.
constexpr int steps_between_looks = 1000;

[[noreturn]] void fail(sqlite3* connection, int code, std::string_view what) {
  throw Fts5Failure(code, fmt::format("{}: {} (SQLite {})", what, connection ? sqlite3_errmsg(connection) : sqlite3_errstr(code), code));
}

}  // namespace

Fts5Use::~Fts5Use() {
  if (!statement_) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

Fts5Use& Fts5Use::bind(int position, std::string_view text) {
  sqlite3_bind_text64(statement_, position, text.data() ? text.data() : "", text.size(), SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

Fts5Use& Fts5Use::bind_bytes(int position, std::string_view bytes) {
  sqlite3_bind_blob64(statement_, position, bytes.data() ? bytes.data() : "", bytes.size(), SQLITE_STATIC);
  return *this;
}

Fts5Use& Fts5Use::bind(int position, std::int64_t number) {
  sqlite3_bind_int64(statement_, position, number);
  return *this;
}

Fts5Use& Fts5Use::bind_pointer(int position, void* pointer, const char* type) {
  sqlite3_bind_pointer(statement_, position, pointer, type, nullptr);
  return *this;
}

bool Fts5Use::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) fail(connection_, code, "search index");
  return false;
}

std::string_view Fts5Use::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (!bytes) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string_view Fts5Use::bytes(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  if (!bytes) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Fts5Connection::Fts5Connection(const std::string& path) {
  sqlite3* raw = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
  handle_.reset(raw);
  if (code != SQLITE_OK) fail(raw, code, path);
  sqlite3_busy_timeout(raw, busy_timeout_ms);
  for (const char* pragma :
       {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA secure_delete = OFF", "PRAGMA temp_store = MEMORY",
        "PRAGMA mmap_size = 2147418112", "PRAGMA cache_size = -8000", "PRAGMA journal_size_limit = 67108864", "PRAGMA wal_autocheckpoint = 4000"}) {
    run(pragma);
  }
  if (const int registered = register_tokenizer(raw, ready_); registered != SQLITE_OK) fail(raw, registered, "tokenizer");
  if (const int registered = register_functions(raw); registered != SQLITE_OK) fail(raw, registered, "functions");
  sqlite3_progress_handler(raw, steps_between_looks, [](void* self) { return static_cast<const Fts5Connection*>(self)->is_over() ? 1 : 0; }, this);
}

bool Fts5Connection::is_over() const {
  return deadline_ != std::chrono::steady_clock::time_point::max() && std::chrono::steady_clock::now() >= deadline_;
}

void Fts5Connection::check_deadline() const {
  if (is_over()) throw Fts5Failure(SQLITE_INTERRUPT, "the time of a search is over");
}

Fts5Use Fts5Connection::use(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    if (code != SQLITE_OK) fail(handle_.get(), code, sql);
    found = statements_.emplace(std::string(sql), raw).first;
  }
  return {handle_.get(), found->second.get()};
}

Fts5Transaction::Fts5Transaction(Fts5Connection& connection, Kind kind) : connection_(connection) {
  connection_.run(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN");
}

Fts5Transaction::~Fts5Transaction() {
  if (sqlite3_get_autocommit(connection_.handle())) return;
  connection_.set_deadline(std::chrono::steady_clock::time_point::max());
  sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Fts5Transaction::commit() { connection_.run("COMMIT"); }

}  // namespace zhidian::search
