#pragma once
#include "storage/storage.hpp"

namespace zhidian::server {

/// A database of one user whose transactions are gathered: each is a part of one that `flush` commits, and can be undone alone. Reads see what was
/// written before them. What was not flushed is lost with the process: for commands that fill a store of their own and begin anew where they are cut
/// off. Threads: one.
class GroupedDatabase final : public storage::Database {
 public:
  explicit GroupedDatabase(std::unique_ptr<storage::Database> database) : database_(std::move(database)) {}
  ~GroupedDatabase() override = default;
  std::unique_ptr<storage::Reader> read() override;
  std::unique_ptr<storage::Transaction> write() override;
  storage::Dialect dialect() const override { return database_->dialect(); }
  std::vector<std::string> migrate(std::span<const storage::Migration> migrations) override { return database_->migrate(migrations); }
  void backup_to(const std::string& path) override;
  /// Durable when it returns.
  void flush();

 private:
  storage::Connection& connection();

  std::unique_ptr<storage::Database> database_;
  std::unique_ptr<storage::Transaction> group_;
};

}  // namespace zhidian::server
