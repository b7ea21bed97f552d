#include <gtest/gtest.h>

#include <thread>

#include "support/fresh_database.hpp"

namespace zhidian::storage {
namespace {

/// What only a server can do: go away. Skipped, said aloud, where no PostgreSQL is under test.
class PostgresqlTest : public testing::Test {
 protected:
  void SetUp() override {
    if (support::tested_dialects().size() < 2) GTEST_SKIP() << "ZHIDIAN_TEST_POSTGRESQL is not set";
    database_.emplace(Dialect::postgresql);
    database_->run("CREATE TABLE items (id TEXT PRIMARY KEY, amount BIGINT)");
  }
  std::int64_t process_of(Connection& connection) {
    return connection.find({"", "SELECT pg_backend_pid() AS n", ""}, {}, [](const Row& row) { return row.integer("n"); }).value();
  }
  void end_process(std::int64_t process) {
    database_->count("SELECT CASE WHEN pg_terminate_backend(" + std::to_string(process) + ", 5000) THEN 1 ELSE 0 END AS n");
  }
  Failure::Kind kind_of(const std::function<void()>& act) {
    try {
      act();
    } catch (const Failure& failure) {
      return failure.kind();
    }
    ADD_FAILURE() << "nothing failed";
    return Failure::Kind::broken;
  }
  static constexpr Statement kInsert{"insert", "INSERT INTO items (id, amount) VALUES ($1, $2)", ""};
  std::optional<support::FreshDatabase> database_;
};

TEST_F(PostgresqlTest, ALostConnectionIsUnavailableAndTheNextOneWorks) {
  {
    auto transaction = (*database_)->write();
    transaction->connection().execute(kInsert, {"a", 1});
    end_process(process_of(transaction->connection()));
    EXPECT_EQ(kind_of([&] { transaction->connection().execute(kInsert, {"b", 1}); }), Failure::Kind::unavailable);
  }
  auto transaction = (*database_)->write();
  transaction->connection().execute(kInsert, {"a", 1});
  transaction->commit();
  EXPECT_EQ(database_->count("SELECT COUNT(*) AS n FROM items"), 1);
}

TEST_F(PostgresqlTest, WhoStandsStillInATransactionIsCutOffAndThatIsUnavailable) {
  auto transaction = (*database_)->write();
  const auto process = process_of(transaction->connection());
  transaction->connection().query({"", "SELECT set_config('idle_in_transaction_session_timeout', '20ms', true)", ""}, {}, [](const Row&) {});
  const std::string gone = "SELECT count(*) AS n FROM pg_stat_activity WHERE pid = " + std::to_string(process);
  while (database_->count(gone) > 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  EXPECT_EQ(kind_of([&] { transaction->connection().execute(kInsert, {"a", 1}); }), Failure::Kind::unavailable);
}

TEST_F(PostgresqlTest, ALossUnderCommitIsUnknown) {
  auto transaction = (*database_)->write();
  transaction->connection().execute(kInsert, {"a", 1});
  end_process(process_of(transaction->connection()));
  EXPECT_EQ(kind_of([&] { transaction->commit(); }), Failure::Kind::commit_unknown);
}

TEST_F(PostgresqlTest, AnIdleConnectionThatDiedIsReplacedUnseen) {
  std::int64_t process = 0;
  {
    auto transaction = (*database_)->write();
    transaction->connection().execute(kInsert, {"a", 1});
    process = process_of(transaction->connection());
    transaction->commit();
  }
  end_process(process);
  for (int round = 0; round < 6; ++round) {
    auto transaction = (*database_)->write();
    transaction->connection().execute(kInsert, {"b" + std::to_string(round), 1});
    transaction->commit();
  }
  EXPECT_EQ(database_->count("SELECT COUNT(*) AS n FROM items"), 7);
}

TEST_F(PostgresqlTest, ADeadlockIsASerializationFailureOfOne) {
  database_->run("INSERT INTO items VALUES ('a', 0), ('b', 0)");
  std::atomic<int> locked{0}, refused{0}, committed{0};
  auto work = [&](const char* first, const char* second) {
    constexpr Statement raise{"raise", "UPDATE items SET amount = amount + 1 WHERE id = $1", ""};
    try {
      auto transaction = (*database_)->write();
      transaction->connection().execute(raise, {first});
      for (++locked; locked < 2;) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      transaction->connection().execute(raise, {second});
      transaction->commit();
      ++committed;
    } catch (const Failure& failure) {
      if (failure.kind() == Failure::Kind::serialization) ++refused;
    }
  };
  std::thread one(work, "a", "b"), two(work, "b", "a");
  one.join();
  two.join();
  EXPECT_EQ(refused, 1);
  EXPECT_EQ(committed, 1);
}

TEST_F(PostgresqlTest, AStatementMayHaveItsOwnText) {
  auto reader = (*database_)->read();
  auto text =
      reader->connection().find({"own", "SELECT 'portable' AS found", "SELECT 'own' AS found"}, {}, [](const Row& row) { return row.text("found"); });
  EXPECT_EQ(text, "own");
}

}  // namespace
}  // namespace zhidian::storage
