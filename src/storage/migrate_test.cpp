#include "storage/migrate.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "support/fresh_database.hpp"

namespace zhidian::storage {
namespace {

constexpr Migration kFirst{"0001_create_items",
                           "-- a comment; with a semicolon\nCREATE TABLE items (id TEXT PRIMARY KEY);\nINSERT INTO items (id) VALUES (';');\n"};
constexpr Migration kSecond{"0002_add_note", "ALTER TABLE items ADD COLUMN note TEXT;"};

class MigrateTest : public testing::TestWithParam<Dialect> {
 protected:
  std::string failure_of(std::vector<Migration> migrations) {
    try {
      database_->migrate(migrations);
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.kind(), Failure::Kind::broken);
      return failure.what();
    }
    return "nothing failed";
  }
  support::FreshDatabase database_{GetParam()};
};

using Names = std::vector<std::string>;

TEST_P(MigrateTest, AppliesEachOnce) {
  std::vector<Migration> both{kFirst, kSecond};
  EXPECT_EQ(database_->migrate(std::span(both).first(1)), Names{"0001_create_items"});
  EXPECT_EQ(database_->migrate(both), Names{"0002_add_note"});
  EXPECT_EQ(database_->migrate(both), Names{});
  EXPECT_EQ(database_.count("SELECT COUNT(*) AS n FROM items WHERE id = ';'"), 1);
  EXPECT_EQ(database_.count("SELECT COUNT(*) AS n FROM schema_migrations WHERE applied_at > '2026'"), 2);
}

TEST_P(MigrateTest, NamesAChangedOne) {
  database_->migrate(std::vector{kFirst});
  EXPECT_NE(failure_of({{kFirst.name, "CREATE TABLE other (id TEXT)"}, kSecond}).find("0001_create_items"), std::string::npos);
  EXPECT_EQ(database_.count("SELECT COUNT(*) AS n FROM schema_migrations"), 1);
}

TEST_P(MigrateTest, RefusesADatabaseOfANewerProgram) {
  database_->migrate(std::vector{kFirst, kSecond});
  EXPECT_NE(failure_of({kFirst}).find("0002_add_note"), std::string::npos);
}

TEST_P(MigrateTest, AFailingOneLeavesNothingBehind) {
  EXPECT_NE(failure_of({kFirst, {"0002_half", "CREATE TABLE half (id TEXT); SELEC 1;"}}).find("0002_half"), std::string::npos);
  EXPECT_EQ(database_.count("SELECT COUNT(*) AS n FROM schema_migrations"), 1);
  EXPECT_EQ(database_->migrate(std::vector<Migration>{kFirst, {"0002_half", "CREATE TABLE half (id TEXT);"}}), Names{"0002_half"});
}

TEST_P(MigrateTest, TwoServersStartingAtOnceMigrateOnce) {
  support::ProjectMigrations project(ZHIDIAN_SOURCE_DIR);
  std::vector<std::size_t> applied(4);
  std::vector<std::thread> servers;
  for (auto& count : applied) {
    servers.emplace_back([&] { count = open_database(database_.url())->migrate(project.list()).size(); });
  }
  for (auto& server : servers) server.join();
  std::size_t total = 0;
  for (auto count : applied) total += count;
  EXPECT_EQ(total, project.list().size());
  EXPECT_EQ(database_.count("SELECT COUNT(*) AS n FROM log_head"), 1);
}

TEST_P(MigrateTest, TheProjectsViewsCanBeRead) {
  support::ProjectMigrations project(ZHIDIAN_SOURCE_DIR);
  database_->migrate(project.list());
  EXPECT_EQ(database_.count("SELECT COUNT(*) AS n FROM visible_cases"), 0);
  EXPECT_EQ(database_.count("SELECT COUNT(*) AS n FROM visible_organisations"), 0);
}

INSTANTIATE_TEST_SUITE_P(Engines, MigrateTest, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& param) { return support::name_of(param.param); });

}  // namespace
}  // namespace zhidian::storage
