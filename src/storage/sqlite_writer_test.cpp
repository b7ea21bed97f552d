#include "storage/sqlite_writer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

#include "support/fresh_database.hpp"

namespace zhidian::storage {
namespace {

constexpr Statement insert_written{"insert", "INSERT INTO rows (id) VALUES ($1)", ""};

std::uint32_t big_endian(const std::string& bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t place = at; place < at + 4; ++place) number = number << 8 | static_cast<unsigned char>(bytes[place]);
  return number;
}

/// How often a transaction was committed, read from the file SQLite commits to: the last page of each names the size of the database.
int count_commits(const std::string& database_path) {
  std::ifstream file(database_path + "-wal", std::ios::binary);
  const std::string log{std::istreambuf_iterator<char>(file), {}};
  constexpr std::size_t head = 32, page_head = 24;
  const std::size_t page = big_endian(log, 8);
  int commits = 0;
  for (std::size_t at = head; at + page_head + page <= log.size(); at += page_head + page) commits += big_endian(log, at + 4) != 0 ? 1 : 0;
  return commits;
}

using Ids = std::vector<std::int64_t>;

Ids list_ids(Connection& connection) {
  return connection.list({"", "SELECT id FROM rows ORDER BY id", ""}, {}, [](const Row& row) { return row.integer("id"); });
}

class SqliteWriterTest : public testing::Test {
 protected:
  SqliteWriterTest() { SqliteConnection(path(), SqliteConnection::Role::writer).execute({"", "CREATE TABLE rows (id BIGINT PRIMARY KEY)", ""}, {}); }

  std::string path() const { return folder_.file("rows.db"); }
  std::unique_ptr<Transaction> begin() { return writer_.begin(std::chrono::seconds(10)); }

  /// While `held` is open eight threads come and wait; then it ends as `end` says and each inserts its row. Row 3 exists already.
  void crowd(std::unique_ptr<Transaction> held, const std::function<void(Transaction&)>& end) {
    std::atomic<int> arrived = 0;
    std::vector<std::thread> threads;
    for (std::int64_t id = 1; id <= 8; ++id) {
      threads.emplace_back([&, id] {
        Ids seen;
        ++arrived;
        try {
          const auto transaction = begin();
          seen = list_ids(transaction->connection());
          transaction->connection().execute(insert_written, {id});
          if (id != 5) transaction->commit();
        } catch (const Failure& failure) {
          const std::lock_guard lock(mutex_);
          refused_.insert({id, failure.kind()});
        }
        EXPECT_TRUE(std::ranges::includes(stored(), seen)) << id << " was told of rows that are not in the file yet";
      });
    }
    while (arrived < 8) std::this_thread::yield();
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    end(*held);
    held.reset();
    for (std::thread& thread : threads) thread.join();
  }
  Ids stored() {
    SqliteConnection reader(path(), SqliteConnection::Role::reader);
    return list_ids(reader);
  }

  support::FreshFolder folder_;
  SqliteWriter writer_{path()};
  std::mutex mutex_;
  std::set<std::pair<std::int64_t, Failure::Kind>> refused_;
};

TEST_F(SqliteWriterTest, WhoWaitsForOneAnotherSharesTheCommit) {
  auto first = begin();
  first->connection().execute(insert_written, {3});
  const int before = count_commits(path());
  crowd(std::move(first), [](Transaction& transaction) { transaction.commit(); });
  EXPECT_EQ(stored(), (Ids{1, 2, 3, 4, 6, 7, 8})) << "row 5 was dropped, row 3 is the first one's";
  EXPECT_EQ(refused_, (std::set{std::pair{std::int64_t{3}, Failure::Kind::constraint}})) << "a refused part takes nobody with it";
  EXPECT_GT(count_commits(path()), before);
  EXPECT_LT(count_commits(path()) - before, 7) << "fewer commits than transactions";
}

TEST_F(SqliteWriterTest, WhoIsDroppedFirstLeavesNothing) {
  auto first = begin();
  first->connection().execute(insert_written, {3});
  crowd(std::move(first), [](Transaction&) {});
  EXPECT_EQ(stored(), (Ids{1, 2, 3, 4, 6, 7, 8})) << "row 3 is the one who came later";
  EXPECT_TRUE(refused_.empty());
}

TEST_F(SqliteWriterTest, AloneACommitIsOneAndADropIsNone) {
  const int before = count_commits(path());
  for (std::int64_t id = 1; id <= 3; ++id) {
    const auto transaction = begin();
    transaction->connection().execute(insert_written, {id});
    if (id != 2) transaction->commit();
  }
  EXPECT_EQ(stored(), (Ids{1, 3}));
  EXPECT_EQ(count_commits(path()) - before, 2);
}

TEST_F(SqliteWriterTest, ATransactionIsOverOnceCommitted) {
  const auto transaction = begin();
  transaction->commit();
  EXPECT_THROW(transaction->connection(), std::bad_optional_access);
  EXPECT_THROW(transaction->commit(), std::bad_optional_access);
}

}  // namespace
}  // namespace zhidian::storage
