#pragma once
#include <chrono>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "storage/lease_pool.hpp"
#include "storage/sqlite_connection.hpp"

namespace zhidian::storage {

/// The one writer of a SQLite file, lent to one thread after another. Transactions that come while others wait for the disk share
/// their COMMIT: each is a savepoint of one SQLite transaction, and who leaves it last commits for all. So the disk is flushed once
/// for many, and still no commit() returns before its own rows are flushed.
/// Threads: safe to call from several.
class SqliteWriter {
 public:
  explicit SqliteWriter(const std::string& path);
  ~SqliteWriter();
  /// Waits its turn. Errors: Failure{unavailable} after `patience`.
  std::unique_ptr<Transaction> begin(std::chrono::milliseconds patience);

 private:
  class SharedTransaction;
  class Member;
  LeasePool<SharedTransaction> turn_;
};

}  // namespace zhidian::storage
