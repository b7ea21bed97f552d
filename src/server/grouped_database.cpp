#include "server/grouped_database.hpp"

namespace zhidian::server {
namespace {

constexpr storage::Statement begin_part{"begin_part", "SAVEPOINT part", ""};
constexpr storage::Statement end_part{"end_part", "RELEASE SAVEPOINT part", ""};
constexpr storage::Statement undo_part{"undo_part", "ROLLBACK TO SAVEPOINT part", ""};

class Part final : public storage::Transaction {
 public:
  explicit Part(storage::Connection& connection) : connection_(connection) { connection_.execute(begin_part); }
  ~Part() override {
    if (is_over_) return;
    try {
      connection_.execute(undo_part);
      connection_.execute(end_part);
    } catch (const storage::Failure&) {
      // The whole group has failed; whoever writes next is told.
    }
  }
  storage::Connection& connection() override { return connection_; }
  void commit() override {
    connection_.execute(end_part);
    is_over_ = true;
  }

 private:
  storage::Connection& connection_;
  bool is_over_ = false;
};

class PartReader final : public storage::Reader {
 public:
  explicit PartReader(storage::Connection& connection) : connection_(connection) {}
  storage::Connection& connection() override { return connection_; }

 private:
  storage::Connection& connection_;
};

}  // namespace

storage::Connection& GroupedDatabase::connection() {
  if (!group_) group_ = database_->write();
  return group_->connection();
}

std::unique_ptr<storage::Reader> GroupedDatabase::read() { return std::make_unique<PartReader>(connection()); }
std::unique_ptr<storage::Transaction> GroupedDatabase::write() { return std::make_unique<Part>(connection()); }

void GroupedDatabase::backup_to(const std::string& path) {
  flush();
  database_->backup_to(path);
}

void GroupedDatabase::flush() {
  if (group_) group_->commit();
  group_.reset();
}

}  // namespace zhidian::server
