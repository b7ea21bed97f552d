#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>
#include <set>
#include <thread>

#include "support/fresh_database.hpp"

namespace zhidian::storage {
namespace {

constexpr Statement insert_filler{"insert", "INSERT INTO rows (id, filler) VALUES ($1, $2)", ""};

/// While it lives no file of this process may grow beyond `bytes`: a full disk without mount rights.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) : old_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &old_limit_);
    rlimit limit{bytes, old_limit_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  ~FullDisk() {
    setrlimit(RLIMIT_FSIZE, &old_limit_);
    std::signal(SIGXFSZ, old_handler_);
  }

 private:
  void (*old_handler_)(int);
  rlimit old_limit_{};
};

class FullDiskTest : public testing::Test {
 protected:
  FullDiskTest() { database_.run("CREATE TABLE rows (id BIGINT PRIMARY KEY, filler TEXT)"); }
  /// Commits one row of `bytes`. What became of it: empty where it is stored.
  std::optional<Failure::Kind> insert(std::int64_t id, std::size_t bytes) {
    try {
      auto transaction = database_->write();
      transaction->connection().execute(insert_filler, {id, std::string(bytes, 'x')});
      transaction->commit();
      return std::nullopt;
    } catch (const Failure& failure) {
      return failure.kind();
    }
  }
  std::int64_t count() { return database_.count("SELECT COUNT(*) AS n FROM rows"); }
  support::FreshDatabase database_;
};

TEST_F(FullDiskTest, ReadsGoOnWritesAreRefusedAndItRecoversAlone) {
  std::int64_t stored = 0;
  {
    FullDisk full(1 << 20);
    std::optional<Failure::Kind> refusal;
    while (stored < 1000 && !(refusal = insert(stored, 20'000))) ++stored;
    ASSERT_GT(stored, 5);
    ASSERT_LT(stored, 100);
    EXPECT_EQ(refusal, Failure::Kind::storage_full);
    for (int again = 0; again < 3; ++again) {
      EXPECT_EQ(insert(stored, 2'000'000), Failure::Kind::storage_full) << "also where the page cache cannot hold it until the commit";
      EXPECT_EQ(count(), stored) << "reads go on";
    }
  }
  EXPECT_EQ(insert(stored, 2'000'000), std::nullopt) << "room again";
  EXPECT_EQ(count(), stored + 1);
  EXPECT_EQ(database_->read()->connection().find({"", "PRAGMA integrity_check", ""}, {}, [](const Row& row) { return row.text("integrity_check"); }),
            "ok");
}

/// Two share a COMMIT; the disk is full when the second writes, or when both are to be flushed: neither is told it is stored.
TEST_F(FullDiskTest, WhoSharesACommitSharesItsFailure) {
  for (const std::size_t bytes : {std::size_t{100'000}, std::size_t{6'000'000}}) {
    FullDisk full(1 << 16);
    std::optional<Failure::Kind> second;
    auto first = database_->write();
    first->connection().execute(insert_filler, {1, std::string(50'000, 'x')});
    std::thread other([&] { second = insert(2, bytes); });
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    try {
      first->commit();
      ADD_FAILURE() << "it was told it is stored";
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.kind(), Failure::Kind::storage_full);
    }
    other.join();
    EXPECT_EQ(second, Failure::Kind::storage_full);
    EXPECT_EQ(count(), 0);
  }
  EXPECT_EQ(insert(1, 10), std::nullopt) << "room again";
}

TEST(OpenTest, WaitsWhileAnotherProgramMakesTheFile) {
  support::FreshFolder folder;
  const std::string path = folder.file("new.sqlite");
  sqlite3* other = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &other), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE; CREATE TABLE made (id TEXT)", nullptr, nullptr, nullptr), SQLITE_OK);
  std::thread end([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    sqlite3_exec(other, "COMMIT", nullptr, nullptr, nullptr);
    sqlite3_close(other);
  });
  std::unique_ptr<Database> database;
  EXPECT_NO_THROW(database = open_database("sqlite:" + path));
  end.join();
  ASSERT_TRUE(database);
  EXPECT_EQ(database->read()->connection().find({"", "PRAGMA journal_mode", ""}, {}, [](const Row& row) { return row.text("journal_mode"); }), "wal");
}

TEST_F(FullDiskTest, ABackupThatFindsNoRoomLeavesNoHalfFile) {
  for (std::int64_t id = 0; id < 100; ++id) insert(id, 20'000);
  support::FreshFolder folder;
  {
    FullDisk full(1 << 20);
    try {
      database_->backup_to(folder.file("backup"));
      FAIL();
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.kind(), Failure::Kind::storage_full);
    }
  }
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  database_->backup_to(folder.file("backup"));
  EXPECT_TRUE(std::filesystem::exists(folder.file("backup")));
}

/// A child commits rows 1, 2, 3 … and tells each number through a pipe; the parent kills it in the middle. A killed
/// process loses no page the system already holds, so this shows the order of commit and answer and the recovery,
/// not the synchronous setting: with synchronous = OFF it would pass as well. Loss of power is another test.
class KillTest : public testing::TestWithParam<Dialect> {
 protected:
  KillTest() { database_.run("CREATE TABLE rows (id BIGINT PRIMARY KEY, filler TEXT)"); }

  enum class Order { commit_then_tell, tell_then_commit };

  [[noreturn]] void be_child(int pipe_end, std::int64_t next, Order order) const {
    try {
      auto database = open_database(database_.url(), {1, 1});
      for (;; ++next) {
        auto transaction = database->write();
        transaction->connection().execute(insert_filler, {next, std::string(static_cast<std::size_t>(next % 7) * 900, 'x')});
        if (order == Order::commit_then_tell) transaction->commit();
        if (write(pipe_end, &next, sizeof next) != sizeof next) _exit(0);
        if (order == Order::tell_then_commit) transaction->commit();
      }
    } catch (const std::exception&) {
      _exit(1);
    }
    _exit(0);
  }

  /// The last number told before the child was killed; `last` where it told none.
  std::int64_t run_and_kill(std::int64_t last, std::int64_t rows, Order order) {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("no pipe");
    pid_t child = fork();
    if (child == 0) {
      close(ends[0]);
      be_child(ends[1], last + 1, order);
    }
    close(ends[1]);
    std::int64_t told = last, number = 0;
    while (told < last + rows && read(ends[0], &number, sizeof number) == sizeof number) told = number;
    kill(child, SIGKILL);
    while (read(ends[0], &number, sizeof number) == sizeof number) told = number;  // told before the kill arrived
    close(ends[0]);
    waitpid(child, nullptr, 0);
    return told;
  }
  std::int64_t stored() {
    auto transaction = database_->write();
    // A server may still be ending the killed client's last commit: wait for it.
    transaction->connection().execute({"wait", "SELECT 1", "LOCK TABLE rows IN EXCLUSIVE MODE"});
    auto last = transaction->connection().find({"last", "SELECT MAX(id) AS last, COUNT(*) AS n FROM rows", ""}, {}, [](const Row& row) {
      EXPECT_EQ(row.integer("last"), row.integer("n")) << "a row is missing in between";
      return row.integer("last");
    });
    return last.value_or(0);
  }
  support::FreshDatabase database_{GetParam()};
};

TEST_P(KillTest, NothingAcknowledgedIsLostAndNothingDoubled) {
  std::mt19937 engine(7);
  std::int64_t last = 0;
  for (int round = 0; round < 25; ++round) {
    auto rows = std::uniform_int_distribution<std::int64_t>(1, 20)(engine);
    auto told = run_and_kill(last, rows, Order::commit_then_tell);
    ASSERT_GE(told, last + rows) << "the child worked";
    last = stored();
    EXPECT_GE(last, told) << "an acknowledged row is gone";
    EXPECT_LE(last, told + 1) << "more than the one row in flight";
  }
}

/// The weakened twin: it answers before it commits. If this did not lose rows, the test above could not fail.
TEST_P(KillTest, AnAnswerBeforeTheCommitLosesRows) {
  std::int64_t last = 0;
  int lost = 0;
  for (int round = 0; round < 60 && lost == 0; ++round) {
    auto told = run_and_kill(last, 3, Order::tell_then_commit);
    last = stored();
    if (last < told) ++lost;
  }
  EXPECT_GT(lost, 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, KillTest, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& param) { return support::name_of(param.param); });

}  // namespace
}  // namespace zhidian::storage
