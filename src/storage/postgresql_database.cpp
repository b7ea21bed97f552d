#include "storage/postgresql_database.hpp"

#include "storage/dump.hpp"
#include "storage/lease_pool.hpp"
#include "storage/migrate.hpp"
#include "storage/postgresql_connection.hpp"

namespace zhidian::storage {
namespace {

constexpr std::chrono::seconds patience{15};
using Pool = LeasePool<PostgresqlConnection>;

class PostgresqlReader final : public Reader {
 public:
  explicit PostgresqlReader(Pool::Lease lease) : lease_(std::move(lease)) { lease_->begin(); }
  ~PostgresqlReader() override { lease_->roll_back(); }
  Connection& connection() override { return *lease_; }

 private:
  Pool::Lease lease_;
};

class PostgresqlTransaction final : public Transaction {
 public:
  explicit PostgresqlTransaction(Pool::Lease lease) : lease_(std::move(lease)) { lease_->begin(); }
  ~PostgresqlTransaction() override { lease_->roll_back(); }
  Connection& connection() override { return *lease_; }
  void commit() override { lease_->commit(); }

 private:
  Pool::Lease lease_;
};

class PostgresqlDatabase final : public Database {
 public:
  PostgresqlDatabase(const std::string& url, OpenOptions options) : url_(url) {
    using Role = PostgresqlConnection::Role;
    for (std::size_t count = 0; count < options.readers; ++count) readers_.add(std::make_unique<PostgresqlConnection>(url, Role::reader));
    for (std::size_t count = 0; count < options.writers; ++count) writers_.add(std::make_unique<PostgresqlConnection>(url, Role::writer));
    read();  // an unreachable server is told at start
  }
  Dialect dialect() const override { return Dialect::postgresql; }
  std::unique_ptr<Reader> read() override { return std::make_unique<PostgresqlReader>(readers_.take(patience)); }
  std::unique_ptr<Transaction> write() override { return std::make_unique<PostgresqlTransaction>(writers_.take(patience)); }
  std::vector<std::string> migrate(std::span<const Migration> migrations) override { return apply_migrations(*this, migrations); }
  void backup_to(const std::string& path) override {
    PostgresqlConnection source(url_, PostgresqlConnection::Role::reader);
    source.begin();
    write_dump(source, [&](const Statement& statement, const std::function<void(const Row&)>& row) { source.stream(statement, row); }, path);
    source.roll_back();
  }

 private:
  std::string url_;
  Pool readers_, writers_;
};

}  // namespace

std::unique_ptr<Database> open_postgresql(const std::string& url, OpenOptions options) { return std::make_unique<PostgresqlDatabase>(url, options); }

}  // namespace zhidian::storage
