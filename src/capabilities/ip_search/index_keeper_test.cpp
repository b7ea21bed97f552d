// The indexes of a serving process: made, followed, told damaged and made anew.
#include "capabilities/ip_search/index_keeper.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "capabilities/ip_records/import.hpp"
#include "capabilities/ip_records/ip_records_store.hpp"
#include "query/parse.hpp"
#include "query/test_collections.hpp"
#include "support/fake_server.hpp"
#include "support/fresh_database.hpp"

namespace zhidian::ip_search {
namespace {

namespace fs = std::filesystem;

class IndexKeepers : public testing::TestWithParam<storage::Dialect> {
 protected:
  static const query::Collection& patents() { return query::test_collections().find("patents")->second; }
  void take_in(const std::string& number, const std::string& title) {
    const std::string path = folder_.file("records.jsonl");
    std::ofstream(path) << R"({"publication_number":")" << number << R"(","title":")" << title << "\"}\n";
    const auto now = [] { return *base::parse_instant("2026-01-01T00:00:00.000Z"); };
    ip_records::Source source;
    {
      const auto transaction = database_->write();
      source = ip_records::name_source(transaction->connection(), {"", "patents", "甲", "", std::nullopt}, "", now(), *random_);
      transaction->commit();
    }
    const auto imported = ip_records::import_file({*database_, patents(), now, *random_}, source, {path, folder_.file("rejected.jsonl"), {}}, {});
    ASSERT_TRUE(imported.has_value());
  }
  /// How many hits; -1 while there is no index.
  int count(const std::string& text) const {
    const auto index = keeper_.find("patents");
    if (!index) return index.error().id == "ip_search.preparing" ? -1 : -2;
    search::Wanted wanted;
    wanted.query = query::parse(patents(), text).value().query;
    const auto found = (*index)->find(wanted);
    return found ? static_cast<int>(found->count) : -3;
  }
  void follow() { keeper_.follow(std::stop_token()); }

  support::FreshDatabase database_{GetParam(), ZHIDIAN_SOURCE_DIR};
  support::FreshFolder folder_;
  std::unique_ptr<base::Random> random_ = base::make_seeded_random(1);
  IndexKeeper keeper_{*database_, query::test_collections(), folder_.file("index")};
};
INSTANTIATE_TEST_SUITE_P(databases, IndexKeepers, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

TEST_P(IndexKeepers, nothing_is_searched_before_the_first_round) {
  EXPECT_EQ(count(""), -1);
  EXPECT_FALSE(fs::exists(folder_.file("index"))) << "asking writes nothing";
  follow();
  EXPECT_EQ(count(""), 0);
}

TEST_P(IndexKeepers, follows_what_is_taken_in) {
  follow();
  take_in("CN202644312U", "水泵");
  EXPECT_EQ(count("水泵"), 0);
  follow();
  EXPECT_EQ(count("水泵"), 1);
  take_in("CN104751825B", "水泵的电机");
  follow();
  EXPECT_EQ(count("水泵"), 2);
}

TEST_P(IndexKeepers, a_damaged_index_is_not_searched_until_it_is_made_anew) {
  take_in("CN202644312U", "水泵");
  follow();
  const auto before = keeper_.find("patents").value();
  keeper_.report_damage("patents", before.get());
  EXPECT_EQ(count("水泵"), -1);
  follow();
  EXPECT_EQ(count("水泵"), 1);
  keeper_.report_damage("patents", before.get());
  EXPECT_EQ(count("水泵"), 1) << "a search that began on the one before says nothing of this one";
}

TEST_P(IndexKeepers, one_made_anew_by_another_process_takes_its_place) {
  take_in("CN202644312U", "水泵");
  follow();
  const auto before = keeper_.find("patents").value();
  ASSERT_TRUE(ip_records::rebuild_index(*database_, patents(), {folder_.file("index")}).has_value());
  follow();
  EXPECT_NE(keeper_.find("patents").value(), before);
  EXPECT_EQ(count("水泵"), 1);
}

TEST_P(IndexKeepers, asked_to_stop_it_leaves_the_rest) {
  std::stop_source stop;
  stop.request_stop();
  keeper_.follow(stop.get_token());
  EXPECT_EQ(count(""), -1);
}

TEST_P(IndexKeepers, says_that_the_server_of_its_indexes_is_not_reached) {
  std::string url;
  {
    const support::FakeServer gone([](const auto&) { return std::string(); });
    url = gone.url();
  }
  IndexKeeper keeper(*database_, query::test_collections(), "", outbound::Service::open({url, "", "", ""}).value());
  EXPECT_THROW(keeper.follow(std::stop_token()), std::runtime_error);
  EXPECT_EQ(keeper.find("patents").error().id, "search.engine_unreachable");
  EXPECT_EQ(keeper.find("patents").error().code, base::ErrorCode::unavailable);
}

/// Indexes in a real OpenSearch server, where one is named by the environment.
class SharedIndexes : public IndexKeepers {
 protected:
  void SetUp() override {
    const char* url = std::getenv("ZHIDIAN_OPENSEARCH_URL");
    if (!url) GTEST_SKIP() << "no OpenSearch: ZHIDIAN_OPENSEARCH_URL is not set";
    engine_ = outbound::Service::open({url, "", "", ""}).value();
    random_ = base::make_seeded_random(std::random_device()());  // a series of its own in the server
  }
  void TearDown() override {
    for (const auto& [id, collection] : query::test_collections())
      if (engine_) (void)search::drop_opensearch_index(engine_, name(id), collection);
  }
  [[nodiscard]] std::string name(const std::string& collection) {
    const auto feed = ip_records::find_feed(database_->read()->connection(), collection);
    return "zhidian-" + collection + "-" + (feed ? feed->feed.substr(feed->feed.size() - 12) : "none");
  }
  [[nodiscard]] std::unique_ptr<IndexKeeper> keep() {
    return std::make_unique<IndexKeeper>(*database_, query::test_collections(), folder_.file("none"), engine_);
  }
  static std::string count(const IndexKeeper& keeper) {
    const auto index = keeper.find("patents");
    if (!index) return index.error().id;
    const auto found = (*index)->find({});
    return found ? std::to_string(found->count) : found.error().id;
  }

  std::shared_ptr<const outbound::Service> engine_;
};
INSTANTIATE_TEST_SUITE_P(databases, SharedIndexes, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

TEST_P(SharedIndexes, what_one_process_feeds_all_find) {
  take_in("CN202644312U", "水泵");
  const auto one = keep(), other = keep();
  one->follow(std::stop_token());
  other->follow(std::stop_token());
  EXPECT_EQ(count(*one) + count(*other), "11");
  take_in("CN104751825B", "水泵的电机");
  other->follow(std::stop_token());
  EXPECT_EQ(count(*one) + count(*other), "22");
  EXPECT_FALSE(fs::exists(folder_.file("none"))) << "no files";
}

TEST_P(SharedIndexes, one_that_was_deleted_is_made_anew) {
  take_in("CN202644312U", "水泵");
  const auto one = keep(), other = keep();
  one->follow(std::stop_token());
  other->follow(std::stop_token());
  ASSERT_TRUE(search::drop_opensearch_index(engine_, name("patents"), patents()).has_value());
  for (const auto* keeper : {&one, &other}) {
    EXPECT_EQ(count(**keeper), "search.index_damaged");
    (*keeper)->report_damage("patents", (*keeper)->find("patents").value().get());
  }
  one->follow(std::stop_token());
  other->follow(std::stop_token());
  EXPECT_EQ(count(*one) + count(*other), "11");
}

TEST_P(SharedIndexes, one_rebuilt_elsewhere_goes_on_being_used) {
  take_in("CN202644312U", "水泵");
  const auto one = keep();
  one->follow(std::stop_token());
  ip_records::IndexPlace place;
  place.engine = engine_;
  ASSERT_TRUE(ip_records::rebuild_index(*database_, patents(), place).has_value());
  one->follow(std::stop_token());
  EXPECT_EQ(count(*one), "1");
}

}  // namespace
}  // namespace zhidian::ip_search
