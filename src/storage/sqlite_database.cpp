#include "storage/sqlite_database.hpp"

#include <fmt/format.h>

#include "storage/durable_file.hpp"
#include "storage/lease_pool.hpp"
#include "storage/migrate.hpp"
#include "storage/sqlite_writer.hpp"

namespace zhidian::storage {
namespace {

constexpr std::chrono::seconds sqlite_patience{15};
using SqlitePool = LeasePool<SqliteConnection>;

class SqliteReader final : public Reader {
 public:
  explicit SqliteReader(SqlitePool::Lease lease) : lease_(std::move(lease)) { lease_->begin(); }
  ~SqliteReader() override { lease_->roll_back(); }
  Connection& connection() override { return *lease_; }

 private:
  SqlitePool::Lease lease_;
};

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(const std::string& path, OpenOptions options) : path_(path), writer_(path) {
    for (std::size_t count = 0; count < options.readers; ++count) {
      readers_.add(std::make_unique<SqliteConnection>(path, SqliteConnection::Role::reader));
    }
  }
  Dialect dialect() const override { return Dialect::sqlite; }
  std::unique_ptr<Reader> read() override { return std::make_unique<SqliteReader>(readers_.take(sqlite_patience)); }
  std::unique_ptr<Transaction> write() override { return writer_.begin(sqlite_patience); }
  std::vector<std::string> migrate(std::span<const Migration> migrations) override { return apply_migrations(*this, migrations); }
  void backup_to(const std::string& path) override;

 private:
  std::string path_;
  SqliteWriter writer_;
  SqlitePool readers_;
};

void SqliteDatabase::backup_to(const std::string& path) {
  DurableFile file(path);
  SqliteConnection source(path_, SqliteConnection::Role::writer);
  source.execute({"", "VACUUM INTO $1", ""}, {file.partial_path()});
  file.finish();
}

/// No matter how far a copy came, the next step of SQLite's online copy goes on from there.
class Copy {
 public:
  Copy(SqliteConnection& source, SqliteConnection& target)
      : target_(target), backup_(sqlite3_backup_init(target.handle(), "main", source.handle(), "main")) {}
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;
  ~Copy() { sqlite3_backup_finish(backup_); }
  void run() {
    int code = backup_ ? sqlite3_backup_step(backup_, -1) : sqlite3_extended_errcode(target_.handle());
    if (code == SQLITE_DONE) return;
    auto kind = (code & 0xff) == SQLITE_FULL ? Failure::Kind::storage_full : Failure::Kind::broken;
    throw Failure(kind, fmt::format("restore: {} (SQLite {})", sqlite3_errstr(code), code));
  }

 private:
  SqliteConnection& target_;
  sqlite3_backup* backup_;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const std::string& path, OpenOptions options) { return std::make_unique<SqliteDatabase>(path, options); }

void copy_sqlite(const std::string& source, const std::string& target) {
  SqliteConnection from(source, SqliteConnection::Role::source);
  SqliteConnection to(target, SqliteConnection::Role::writer);
  Copy(from, to).run();
}

}  // namespace zhidian::storage
