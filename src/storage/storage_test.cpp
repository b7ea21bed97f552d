#include "storage/storage.hpp"
#include "base/value.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "base/value.hpp"
#include "support/fresh_database.hpp"

namespace zhidian::storage {
namespace {

constexpr Statement kCreate{"create", "CREATE TABLE items (id TEXT PRIMARY KEY, amount BIGINT, note TEXT)", ""};
constexpr Statement insert_item{"insert", "INSERT INTO items (id, amount, note) VALUES ($1, $2, $3)", ""};
constexpr Statement kInsertOnce{"insert_once", "INSERT INTO items (id, amount) VALUES ($1, $2) ON CONFLICT DO NOTHING", ""};
constexpr Statement kList{"list", "SELECT id, amount, note FROM items ORDER BY id", ""};
constexpr Statement kCount{"count", "SELECT COUNT(*) AS n, SUM(amount) AS total FROM items", ""};

class StorageTest : public testing::TestWithParam<Dialect> {
 protected:
  StorageTest() : database_(GetParam()) { database_.run(std::string(kCreate.sql)); }
  void insert(const std::string& id, std::int64_t amount) {
    auto transaction = database_->write();
    transaction->connection().execute(insert_item, {id, amount, nullptr});
    transaction->commit();
  }
  std::int64_t count() { return database_.count("SELECT COUNT(*) AS n FROM items"); }
  Failure::Kind kind_of(const std::function<void()>& act) {
    try {
      act();
    } catch (const Failure& failure) {
      return failure.kind();
    }
    ADD_FAILURE() << "nothing failed";
    return Failure::Kind::broken;
  }
  support::FreshDatabase database_;
};

TEST_P(StorageTest, BindsParametersByTheirNumber) {
  auto reader = database_->read();
  auto row = reader->connection().find({"swapped", "SELECT CAST($2 AS TEXT) AS second, CAST($1 AS TEXT) AS first", ""}, {"one", "two"},
                                       [](const Row& found) { return found.text("first") + " " + found.text("second"); });
  EXPECT_EQ(row, "one two");
}

TEST_P(StorageTest, KeepsNullsEmptyTextAndLargeNumbersApart) {
  auto transaction = database_->write();
  auto& connection = transaction->connection();
  connection.execute(insert_item, {"a", INT64_MIN, nullptr});
  connection.execute(insert_item, {"b", INT64_MAX, ""});
  connection.execute(insert_item, {"c", nullptr, std::string_view()});
  connection.execute(insert_item, {"d", 7, "知点 ' \" $1 \n"});
  transaction->commit();
  auto reader = database_->read();
  struct Item {
    std::int64_t amount;
    bool has_amount;
    std::optional<std::string> note;
  };
  auto items = reader->connection().list(
      kList, {}, [](const Row& row) { return Item{row.integer("amount"), !row.is_null("amount"), row.optional_text("note")}; });
  ASSERT_EQ(items.size(), 4u);
  EXPECT_EQ(items[0].amount, INT64_MIN);
  EXPECT_EQ(items[0].note, std::nullopt);
  EXPECT_EQ(items[1].amount, INT64_MAX);
  EXPECT_EQ(items[1].note, "");
  EXPECT_FALSE(items[2].has_amount);
  EXPECT_EQ(items[2].amount, 0);
  EXPECT_EQ(items[2].note, "");
  EXPECT_EQ(items[3].note, "知点 ' \" $1 \n");
}

TEST_P(StorageTest, RefusesTextBothEnginesCannotHold) {
  EXPECT_EQ(kind_of([&] { database_->write()->connection().execute(insert_item, {std::string_view("a\0b", 3), 1, ""}); }), Failure::Kind::constraint);
}

TEST_P(StorageTest, AWrongColumnIsAProgrammingError) {
  insert("a", 1);
  auto reader = database_->read();
  EXPECT_THROW(reader->connection().find(kList, {}, [](const Row& row) { return row.text("wrong"); }), std::logic_error);
  EXPECT_TRUE(reader->connection().find(kList, {}, [](const Row& row) { return row.text("id"); })) << "the statement must be usable again";
}

TEST_P(StorageTest, ReadsWhatWasStoredAsJson) {
  const auto reader = database_->read();
  reader->connection().query({"", "SELECT '[\"a\",\"b\"]' AS words, '' AS none, '{' AS broken, '{}' AS map", ""}, {}, [](const Row& row) {
    EXPECT_EQ(row.texts("words"), (std::vector<std::string>{"a", "b"}));
    EXPECT_TRUE(row.texts("none").empty());
    EXPECT_TRUE(row.json("map").is_map());
    EXPECT_THROW(row.json("broken"), Failure);
    EXPECT_THROW(row.texts("map"), Failure);
  });
}

TEST(LikePattern, TheReadersOwnWildcardsMeanThemselves) {
  EXPECT_EQ(like_pattern(""), "");
  EXPECT_EQ(like_pattern("A_1%!"), "%a!_1!%!!%");
}

TEST_P(StorageTest, CountsChangedRows) {
  auto transaction = database_->write();
  auto& connection = transaction->connection();
  EXPECT_EQ(connection.execute(kInsertOnce, {"a", 1}), 1);
  EXPECT_EQ(connection.execute(kInsertOnce, {"a", 2}), 0);
  EXPECT_EQ(connection.execute(kInsertOnce, {"b", 2}), 1);
  EXPECT_EQ(connection.execute({"raise", "UPDATE items SET amount = amount + 1", ""}), 2);
  EXPECT_EQ(connection.execute({"create_more", "CREATE TABLE more (id TEXT)", ""}), 0);
  EXPECT_EQ(connection.execute(kCount), 0);
  auto total = connection.find(kCount, {}, [](const Row& row) { return row.integer("total"); });
  EXPECT_EQ(total, 5);
}

TEST_P(StorageTest, AComparisonIsOneOrZero) {
  auto reader = database_->read();
  auto both = reader->connection().find({"compare", "SELECT 1 = 1 AS yes, 1 = 2 AS no", ""}, {},
                                        [](const Row& row) { return row.text("yes") + row.text("no") + std::to_string(row.integer("yes")); });
  EXPECT_EQ(both, "101");
}

TEST_P(StorageTest, AnOptionalFilterNeedsNoType) {
  insert("a", 1);
  insert("b", 2);
  constexpr Statement filter{"filter", "SELECT id FROM items WHERE ($1 IS NULL OR id = $1) ORDER BY id LIMIT $2", ""};
  auto transaction = database_->write();
  auto ids = [&](Param id) { return transaction->connection().list(filter, {id, 10}, [](const Row& row) { return row.text("id"); }); };
  EXPECT_EQ(ids(nullptr), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(ids("b"), (std::vector<std::string>{"b"}));
  transaction->connection().execute(insert_item, {"c", 3, nullptr});
  transaction->commit();
  EXPECT_EQ(count(), 3) << "asking for the types must not cost the transaction";
}

TEST_P(StorageTest, ACallbackMayAskTheSameStatementAgain) {
  insert("a", 1);
  insert("b", 2);
  auto reader = database_->read();
  std::string seen;
  reader->connection().query(kList, {}, [&](const Row& outer) {
    reader->connection().query(kList, {}, [&](const Row& inner) { seen += outer.text("id") + inner.text("id") + " "; });
  });
  EXPECT_EQ(seen, "aa ab ba bb ");
}

TEST_P(StorageTest, RollsBackUnlessCommitted) {
  { database_->write()->connection().execute(insert_item, {"a", 1, nullptr}); }
  EXPECT_EQ(count(), 0);
  try {
    auto transaction = database_->write();
    transaction->connection().execute(insert_item, {"a", 1, nullptr});
    throw std::runtime_error("in between");
  } catch (const std::runtime_error&) {}
  EXPECT_EQ(count(), 0);
  insert("a", 1);
  EXPECT_EQ(count(), 1);
}

TEST_P(StorageTest, AReaderSeesOneSnapshot) {
  insert("a", 1);
  auto reader = database_->read();
  auto seen = [&] { return reader->connection().find(kCount, {}, [](const Row& row) { return row.integer("n"); }); };
  EXPECT_EQ(seen(), 1);
  insert("b", 2);
  EXPECT_EQ(seen(), 1);
  reader.reset();
  EXPECT_EQ(count(), 2);
}

TEST_P(StorageTest, AReaderCannotWrite) {
  auto reader = database_->read();
  EXPECT_EQ(kind_of([&] { reader->connection().execute(insert_item, {"a", 1, nullptr}); }), Failure::Kind::broken);
  reader.reset();
  EXPECT_EQ(count(), 0);
}

TEST_P(StorageTest, AfterAFailureTheTransactionAcceptsNothingMore) {
  insert("a", 1);
  auto transaction = database_->write();
  auto& connection = transaction->connection();
  connection.execute(insert_item, {"b", 2, nullptr});
  EXPECT_EQ(kind_of([&] { connection.execute(insert_item, {"a", 1, nullptr}); }), Failure::Kind::constraint);
  EXPECT_EQ(kind_of([&] { connection.execute(insert_item, {"c", 1, nullptr}); }), Failure::Kind::broken);
  EXPECT_EQ(kind_of([&] { transaction->commit(); }), Failure::Kind::broken);
  transaction.reset();
  EXPECT_EQ(count(), 1);
  insert("b", 2);
  EXPECT_EQ(count(), 2);
}

TEST_P(StorageTest, WrongSqlNamesItsStatement) {
  try {
    database_->write()->connection().execute({"folder/wrong_thing", "SELEC 1", ""});
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), Failure::Kind::broken);
    EXPECT_NE(std::string(failure.what()).find("folder/wrong_thing"), std::string::npos);
  }
}

TEST_P(StorageTest, ForeignKeysHold) {
  database_.run("CREATE TABLE parts (item_id TEXT NOT NULL REFERENCES items(id))");
  EXPECT_EQ(kind_of([&] { database_.run("INSERT INTO parts (item_id) VALUES ($1)", {"nobody"}); }), Failure::Kind::constraint);
}

TEST_P(StorageTest, WritersAndReadersFromManyThreadsLoseNothing) {
  insert("counter", 0);
  constexpr int kThreads = 8, kRounds = 25;
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (int number = 0; number < kThreads; ++number) {
    threads.emplace_back([&, number] {
      for (int round = 0; round < kRounds; ++round) {
        auto transaction = database_->write();
        transaction->connection().execute({"count_up", "UPDATE items SET amount = amount + 1 WHERE id = 'counter'", ""});
        transaction->connection().execute(insert_item, {std::to_string(number) + "/" + std::to_string(round), 0, nullptr});
        transaction->commit();
        transaction.reset();
        auto reader = database_->read();
        auto same = reader->connection().find(kCount, {}, [](const Row& row) { return row.integer("n") == row.integer("total") + 1; });
        if (!same.value_or(false)) ++wrong;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(count(), kThreads * kRounds + 1);
}

INSTANTIATE_TEST_SUITE_P(Engines, StorageTest, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& param) { return support::name_of(param.param); });

TEST(OpenDatabase, SaysWhatCannotBeReached) {
  for (const char* url : {"sqlite:/nowhere/at/all/data.sqlite", "postgresql:///none?host=/nowhere", "mysql://x", ""}) {
    try {
      open_database(url);
      FAIL() << url;
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.kind(), Failure::Kind::unavailable) << url;
    }
  }
}

TEST(OpenDatabase, AFileThatIsNoDatabaseIsBroken) {
  support::FreshFolder folder;
  std::ofstream(folder.file("data.sqlite")) << std::string(5000, 'x');
  try {
    open_database("sqlite:" + folder.file("data.sqlite"));
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.kind(), Failure::Kind::broken);
  }
}

TEST(Sqlite, IsDurable) {
  support::FreshDatabase database;
  auto transaction = database->write();
  auto ask = [&](const std::string& pragma) {
    auto text = "SELECT * FROM pragma_" + pragma;
    return transaction->connection().find({"", text, ""}, {}, [&](const Row& row) { return row.text(pragma); });
  };
  EXPECT_EQ(ask("synchronous"), "2");
  EXPECT_EQ(ask("journal_mode"), "wal");
  EXPECT_EQ(ask("foreign_keys"), "1");
}

}  // namespace
}  // namespace zhidian::storage
