#include <gtest/gtest.h>

#include <sys/stat.h>

#include <thread>

#include "support/fresh_database.hpp"

namespace zhidian::storage {
namespace {

constexpr Migration kTree{"0001_create_tree",
                          "CREATE TABLE branches (id TEXT PRIMARY KEY, parent_id TEXT REFERENCES branches(id), note TEXT, amount BIGINT);\n"
                          "CREATE TABLE apples (id TEXT PRIMARY KEY, branch_id TEXT NOT NULL REFERENCES branches(id));\n"
                          "INSERT INTO branches (id) VALUES ('trunk');"};
constexpr Migration kLater{"0002_add_colour", "ALTER TABLE apples ADD COLUMN colour TEXT;"};
const std::vector<Migration> kOld{kTree};
const std::vector<Migration> kNew{kTree, kLater};

class BackupTest : public testing::TestWithParam<Dialect> {
 protected:
  BackupTest() : database_(GetParam()), path_(folder_.file("backup")) {
    database_->migrate(kOld);
    // A child named before its parent, a null, an empty text, a large number, text of every kind.
    database_.run("DELETE FROM branches");
    database_.run("INSERT INTO branches VALUES ('z', NULL, '', 9223372036854775807)");
    database_.run("INSERT INTO branches VALUES ('a', 'z', $1, NULL)", {"知点 \"'\\\n\t𝄞"});
    database_.run("INSERT INTO apples VALUES ('1', 'a')");
  }
  std::string error_of(const std::string& path, const std::string& url, const std::vector<Migration>& migrations) {
    auto done = restore_from(path, url, migrations);
    return done ? "" : done.error().id;
  }
  std::string contents(Database& database) {
    std::string text;
    auto reader = database.read();
    reader->connection().query({"", "SELECT id, parent_id, note, amount FROM branches ORDER BY id", ""}, {}, [&](const Row& row) {
      text += row.text("id") + "|" + row.optional_text("parent_id").value_or("∅") + "|" + row.optional_text("note").value_or("∅") + "|" +
              row.optional_text("amount").value_or("∅") + "\n";
    });
    reader->connection().query({"", "SELECT id, branch_id FROM apples ORDER BY id", ""}, {},
                               [&](const Row& row) { text += row.text("id") + ">" + row.text("branch_id") + "\n"; });
    return text;
  }
  support::FreshFolder folder_;
  support::FreshDatabase database_;
  std::string path_;
};

TEST_P(BackupTest, ComesBackRowForRowAndGoesOnMigrating) {
  database_->backup_to(path_);
  support::FreshDatabase target(GetParam());
  EXPECT_EQ(error_of(path_, target.url(), kNew), "");
  EXPECT_EQ(contents(*target), contents(*database_));
  EXPECT_EQ(target->migrate(kNew), std::vector<std::string>{"0002_add_colour"});
  EXPECT_THROW(target.run("INSERT INTO apples (id, branch_id) VALUES ('2', 'nobody')"), Failure) << "foreign keys are back";
}

TEST_P(BackupTest, IsReadableByItsOwnerOnly) {
  database_->backup_to(path_);
  struct stat facts{};
  ASSERT_EQ(stat(path_.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
}

TEST_P(BackupTest, DoesNotReplaceAFile) {
  std::ofstream(path_) << "yesterday";
  EXPECT_THROW(database_->backup_to(path_), Failure);
  std::string kept;
  std::ifstream(path_) >> kept;
  EXPECT_EQ(kept, "yesterday");
}

TEST_P(BackupTest, IsRefusedOverAStoreThatHoldsData) {
  database_->backup_to(path_);
  auto before = contents(*database_);
  EXPECT_EQ(error_of(path_, database_.url(), kNew), "storage.target_holds_data");
  EXPECT_EQ(contents(*database_), before);
}

TEST_P(BackupTest, OfANewerProgramIsRefused) {
  database_->migrate(kNew);
  database_->backup_to(path_);
  support::FreshDatabase target(GetParam());
  EXPECT_EQ(error_of(path_, target.url(), kOld), "storage.backup_from_newer_program");
}

TEST_P(BackupTest, AShortenedOrAlteredFileIsRefusedBeforeAnythingIsWritten) {
  database_->backup_to(path_);
  std::ostringstream text;
  text << std::ifstream(path_, std::ios::binary).rdbuf();
  auto whole = text.str();
  std::vector<std::string> broken{whole.substr(0, whole.size() / 2), whole.substr(0, whole.size() - 1 - whole.size() / 3), "", "x\n"};
  if (GetParam() == Dialect::postgresql) {
    auto altered = whole;
    altered[altered.find("知点")] = '?';
    broken.push_back(altered);
    broken.push_back(whole.substr(0, whole.rfind("{\"lines\"")));
  }
  for (const auto& bytes : broken) {
    auto path = folder_.file("broken");
    std::ofstream(path, std::ios::binary) << bytes;
    support::FreshDatabase target(GetParam());
    EXPECT_EQ(error_of(path, target.url(), kNew), "storage.backup_unreadable") << bytes.size();
    EXPECT_EQ(error_of(path_, target.url(), kNew), "") << "the target must have stayed empty";
  }
  support::FreshDatabase target(GetParam());
  EXPECT_EQ(error_of(folder_.file("absent"), target.url(), kNew), "storage.backup_unreadable");
}

TEST_P(BackupTest, IsOneMomentWhileOthersWrite) {
  std::atomic<bool> is_done{false};
  std::thread writer([&] {
    for (int number = 0; !is_done && number < 5000; ++number) {
      auto transaction = database_->write();  // each branch comes with exactly one apple
      auto id = std::to_string(number);
      transaction->connection().execute({"branch", "INSERT INTO branches (id) VALUES ($1)", ""}, {"b" + id});
      transaction->connection().execute({"apple", "INSERT INTO apples (id, branch_id) VALUES ($1, $2)", ""}, {"a" + id, "b" + id});
      transaction->commit();
    }
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  database_->backup_to(path_);
  is_done = true;
  writer.join();
  support::FreshDatabase target(GetParam());
  ASSERT_EQ(error_of(path_, target.url(), kNew), "");
  EXPECT_EQ(target.count("SELECT COUNT(*) AS n FROM branches") - 2, target.count("SELECT COUNT(*) AS n FROM apples") - 1);
}

TEST_P(BackupTest, PostgresqlRowsMayGoIntoSqliteButNoFileTheOtherWay) {
  database_->backup_to(path_);
  bool is_rows = GetParam() == Dialect::postgresql;
  if (!is_rows && support::tested_dialects().size() < 2) return;  // the second half needs the other engine
  support::FreshDatabase target(is_rows ? Dialect::sqlite : Dialect::postgresql);
  EXPECT_EQ(error_of(path_, target.url(), kNew), is_rows ? "" : "storage.backup_needs_sqlite");
  if (is_rows) {
    EXPECT_EQ(contents(*target), contents(*database_));
  }
}

INSTANTIATE_TEST_SUITE_P(Engines, BackupTest, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& param) { return support::name_of(param.param); });

}  // namespace
}  // namespace zhidian::storage
