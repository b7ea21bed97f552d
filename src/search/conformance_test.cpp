// Every engine finds, counts and orders what the reference evaluator says: random documents, random queries.
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <random>
#include <set>

#include "base/id.hpp"
#include "query/classes.hpp"
#include "query/fold.hpp"
#include "query/matches.hpp"
#include "search/fts5_index.hpp"
#include "search/opensearch_index.hpp"
#include "search/test_documents.hpp"
#include "support/fresh_folder.hpp"

namespace zhidian::search {
namespace {

using query::Document;
using query::Kind;
using query::Query;

/// An engine under test: how one makes an index in a folder of its own.
struct Engine {
  std::string name;
  /// Null where it is not here.
  std::function<std::unique_ptr<Index>(const std::string& folder, const query::Collection&)> open;
  /// Takes away what is not in the folder.
  std::function<void(const std::string& folder)> drop;
};

void PrintTo(const Engine& engine, std::ostream* out) { *out << engine.name; }

class EveryEngine : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    index_ = GetParam().open(folder_.path(), collection_);
    if (!index_) GTEST_SKIP() << "no OpenSearch: ZHIDIAN_OPENSEARCH_URL is not set";
  }
  void TearDown() override {
    if (index_) GetParam().drop(folder_.path());
  }

  void put(const std::vector<Document>& documents) {
    ASSERT_TRUE(index_->put(documents).has_value());
    for (const Document& document : documents) there_[document.key] = document;
  }
  void remove(const std::vector<std::string>& keys) {
    ASSERT_TRUE(index_->remove(keys).has_value());
    for (const std::string& key : keys) there_.erase(key);
  }

  [[nodiscard]] std::set<std::string> expected(const Query& query) const {
    std::set<std::string> keys;
    for (const auto& [key, document] : there_) {
      if (query::matches(collection_, query, document)) keys.insert(key);
    }
    return keys;
  }

  void check(const Query& query) {
    const auto keys = expected(query);
    for (const std::string order : {"", "applied_on"}) {
      const auto found =
          index_->find(make_wanted(query, {order, (keys.size() & 1) != 0}, 0, 1000, {"applicant", "ipc", "nice", "applied_on", "kind"}, 1000));
      ASSERT_TRUE(found.has_value()) << found.error().id << " " << print(query);
      ASSERT_EQ(found->count, keys.size()) << print(query);
      std::set<std::string> hits;
      for (const Hit& hit : found->hits) hits.insert(hit.key);
      ASSERT_EQ(hits, keys) << print(query);
      if (order.empty()) check_scores(*found);
      if (!order.empty()) check_dates(*found, (keys.size() & 1) != 0);
      check_facets(*found, keys);
    }
  }

  void check_scores(const Found& found) const {
    for (std::size_t place = 1; place < found.hits.size(); ++place) ASSERT_GE(found.hits[place - 1].score, found.hits[place].score);
  }

  void check_dates(const Found& found, bool is_ascending) {
    std::vector<std::string> dates;
    for (const Hit& hit : found.hits) {
      const auto values = there_.at(hit.key).values.find("applied_on");
      const bool has_date = values != there_.at(hit.key).values.end() && !values->second.empty();
      // One without a date comes last in either order.
      dates.push_back(has_date ? std::ranges::min(values->second) : is_ascending ? "9999-99-99" : "");
    }
    if (!is_ascending) std::ranges::reverse(dates);
    ASSERT_TRUE(std::ranges::is_sorted(dates));
  }

  static std::string counted_as(const query::Field& field, const std::string& value) {
    if (field.type == query::FieldType::date) return value.substr(0, 4);
    if (field.type != query::FieldType::classes) return query::fold(value);
    const std::string canonical = query::canonical_class(value);
    return field.id == "ipc" ? canonical.substr(0, 4) : canonical;
  }

  void check_facets(const Found& found, const std::set<std::string>& keys) {
    for (const Facet& facet : found.facets) {
      const query::Field& field = *collection_.find(facet.field);
      std::map<std::string, std::uint64_t> counts, told;
      for (const std::string& key : keys) {
        std::set<std::string> values;
        const auto there = there_.at(key).values.find(facet.field);
        if (there != there_.at(key).values.end()) {
          for (const std::string& value : there->second) values.insert(counted_as(field, value));
        }
        for (const std::string& value : values) ++counts[value];
      }
      for (std::size_t place = 0; place < facet.values.size(); ++place) {
        const Counted& counted = facet.values[place];
        told[field.type == query::FieldType::name ? query::fold(counted.value) : counted.value] = counted.count;
        if (place > 0) {
          const Counted& before = facet.values[place - 1];
          ASSERT_TRUE(before.count > counted.count || (before.count == counted.count && before.value < counted.value));
        }
      }
      ASSERT_EQ(told, counts) << facet.field;
      ASSERT_EQ(facet.distinct, counts.size());
    }
  }

  support::FreshFolder folder_;
  query::Collection collection_ = test_collection();
  std::map<std::string, Document> there_;
  std::unique_ptr<Index> index_;
};

TEST_P(EveryEngine, finds_what_the_reference_finds) {
  std::mt19937 random(20260101);
  std::vector<Document> documents;
  for (int number = 0; number < 200; ++number) documents.push_back(make_document(random, number));
  put(documents);
  for (int round = 0; round < 300; ++round) {
    check(make_query(random, 3));
    if (HasFatalFailure()) return;
  }
}

TEST_P(EveryEngine, follows_additions_replacements_and_removals) {
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    std::vector<Document> documents;
    for (int count = 0; count < 25; ++count) documents.push_back(make_document(random, static_cast<int>(random() % 200)));
    put(documents);
    std::vector<std::string> keys;
    for (int count = 0; count < 8; ++count) keys.push_back(std::to_string(random() % 220));
    remove(keys);
    ASSERT_EQ(index_->size(), there_.size());
    for (int count = 0; count < 6; ++count) check(make_query(random, 2));
    if (HasFatalFailure()) return;
    if (round % 10 == 9) {
      index_.reset();
      index_ = GetParam().open(folder_.path(), collection_);
      check({});
    }
  }
}

TEST_P(EveryEngine, hands_out_pages_that_join) {
  std::mt19937 random(11);
  std::vector<Document> documents;
  for (int number = 0; number < 200; ++number) documents.push_back(make_document(random, number));
  put(documents);
  for (const std::string order : {"", "applied_on"}) {
    const Query query = make_leaf(Kind::words, "", {"钢"});
    const auto whole = index_->find(make_wanted(query, {order, false}, 0, 1000));
    std::vector<std::string> keys;
    while (keys.size() < whole->count) {
      const auto page = index_->find(make_wanted(query, {order, false}, keys.size(), 7));
      ASSERT_TRUE(page.has_value() && !page->hits.empty());
      for (const Hit& hit : page->hits) keys.push_back(hit.key);
    }
    ASSERT_EQ(keys.size(), whole->hits.size());
    for (std::size_t place = 0; place < keys.size(); ++place) EXPECT_EQ(keys[place], whole->hits[place].key);
    EXPECT_EQ(index_->list(query, {order, false}).value(), keys);
  }
}

TEST_P(EveryEngine, keeps_where_its_feed_stood) {
  EXPECT_EQ(index_->feed(), 0U);
  const Document document{"1", {{"title", {"钢筋"}}}};
  ASSERT_TRUE(index_->put(std::span(&document, 1), 17).has_value());
  index_.reset();
  index_ = GetParam().open(folder_.path(), collection_);
  EXPECT_EQ(index_->feed(), 17U);
  ASSERT_TRUE(index_->remove(std::vector<std::string>{"1"}).has_value());
  EXPECT_EQ(index_->feed(), 17U);
  EXPECT_EQ(index_->size(), 0U);
}

TEST_P(EveryEngine, orders_a_hit_in_a_weighty_field_before_others) {
  put({{"abstract", {{"title", {"一种装置"}}, {"abstract", {"本发明公开一种钢筋装置"}}}},
       {"title", {{"title", {"钢筋装置"}}, {"abstract", {"本发明公开一种装置"}}}},
       {"none", {{"title", {"装置"}}}}});
  const auto found = index_->find(make_wanted(make_leaf(Kind::words, "", {"钢筋"})));
  ASSERT_TRUE(found.has_value());
  ASSERT_EQ(found->hits.size(), 2U);
  EXPECT_EQ(found->hits[0].key, "title");
  EXPECT_GT(found->hits[0].score, found->hits[1].score);
}

TEST_P(EveryEngine, takes_a_rare_word_for_more_than_a_frequent_one) {
  std::vector<Document> documents;
  for (int number = 0; number < 50; ++number) documents.push_back({std::to_string(number), {{"title", {"装置"}}}});
  documents.push_back({"rare", {{"title", {"铀"}}}});
  put(documents);
  const Query query = make_group(Kind::any, {make_leaf(Kind::words, "", {"装置"}), make_leaf(Kind::words, "", {"铀"})});
  EXPECT_EQ(index_->find(make_wanted(query, {}, 0, 1))->hits.at(0).key, "rare");
}

TEST_P(EveryEngine, finds_among_given_keys_in_their_order) {
  std::mt19937 random(11);
  std::vector<Document> documents;
  for (int number = 0; number < 200; ++number) documents.push_back(make_document(random, number));
  put(documents);
  for (int round = 0; round < 50; ++round) {
    const Query query = make_query(random, 2);
    const auto keys = expected(query);
    std::vector<std::string> among = {"never there"}, wanted;
    for (int number = 0; number < 60; ++number) among.push_back(std::to_string(random() % 200));
    std::set<std::string> seen;
    for (const std::string& key : among)
      if (keys.contains(key) && seen.insert(key).second) wanted.push_back(key);
    Wanted asked = make_wanted(query, {}, 0, 1000, {"kind", "nice"}, 1000);
    asked.among = &among;
    const auto found = index_->find(asked);
    ASSERT_TRUE(found.has_value());
    ASSERT_EQ(found->count, wanted.size());
    ASSERT_TRUE(std::ranges::equal(found->hits, wanted, {}, &Hit::key));
    check_facets(*found, seen);
    if (HasFatalFailure()) return;
  }
}

TEST_P(EveryEngine, finds_a_text_in_every_spelling) {
  for (const YAML::Node& set : YAML::LoadFile(ZHIDIAN_SOURCE_DIR "/tests/search/spellings.yaml")) {
    SCOPED_TRACE(set["set"].as<std::string>());
    std::vector<std::string> keys;
    for (const auto& [key, document] : there_) keys.push_back(key);
    if (!keys.empty()) remove(keys);
    std::vector<Document> documents;
    for (const auto& text : set["texts"]) documents.push_back({text.first.as<std::string>(), {{"title", {text.second.as<std::string>()}}}});
    put(documents);
    for (const auto& found : set["found"]) {
      const Query asked = make_leaf(Kind::words, "title", {found.first.as<std::string>()});
      const auto told = found.second.as<std::vector<std::string>>();
      EXPECT_EQ(expected(asked), std::set<std::string>(told.begin(), told.end())) << found.first;
      check(asked);
    }
  }
}

TEST_P(EveryEngine, refuses_what_is_too_much) {
  Query many = make_group(Kind::any);
  for (int number = 0; number < 65; ++number) many.parts.push_back(make_leaf(Kind::words, "", {std::to_string(number)}));
  EXPECT_EQ(index_->find(make_wanted(many)).error().id, "search.too_many_terms");
  many.parts.pop_back();
  EXPECT_TRUE(index_->find(make_wanted(many)).has_value());
  Query deep = make_leaf(Kind::words, "", {"1"});
  for (int level = 0; level < 200; ++level) deep = make_group(Kind::none, {deep});
  EXPECT_EQ(index_->find(make_wanted(deep)).error().id, "search.too_deep");
  EXPECT_EQ(index_->list(deep, {}).error().id, "search.too_deep");
}

TEST_P(EveryEngine, refuses_fields_it_cannot_count_or_order_by) {
  EXPECT_EQ(index_->find(make_wanted({}, {"kind", false})).error().id, "search.unknown_field");
  EXPECT_EQ(index_->find(make_wanted({}, {"nothing", false})).error().id, "search.unknown_field");
  EXPECT_EQ(index_->list({}, {"nothing", false}).error().id, "search.unknown_field");
  EXPECT_EQ(index_->find(make_wanted({}, {}, 0, 20, {"abstract"})).error().id, "search.unknown_field");
}

std::unique_ptr<Index> open_embedded(const std::string& folder, const query::Collection& collection) {
  return std::make_unique<Fts5Index>(folder + "/index", collection, Fts5Options{std::chrono::minutes(1), 1 << 20, 2});
}

/// In a real server, where one is named by the environment; the index belongs to the folder of the test.
std::unique_ptr<Index> open_in_opensearch(const std::string& folder, const query::Collection& collection) {
  const char* url = std::getenv("ZHIDIAN_OPENSEARCH_URL");
  if (!url) return nullptr;
  const OpenSearchServer server(outbound::Service::open({url, "", "", ""}).value());
  const std::string name = "zhidian-test-" + base::sha256_hex(folder).substr(0, 16);
  auto index = std::make_unique<OpenSearchIndex>(server, name, collection,
                                                 OpenSearchOptions{std::chrono::minutes(1), std::chrono::minutes(1), std::chrono::minutes(1), 7});
  if (const auto prepared = index->prepare(); !prepared) throw std::runtime_error(prepared.error().id);
  return index;
}

void drop_from_opensearch(const std::string& folder) {
  const OpenSearchServer server(outbound::Service::open({std::getenv("ZHIDIAN_OPENSEARCH_URL"), "", "", ""}).value());
  const std::string name = "zhidian-test-" + base::sha256_hex(folder).substr(0, 16);
  for (const std::string& path : {"/" + name, "/zhidian-state/_doc/" + name}) (void)server.ask({"DELETE", path, ""}, std::chrono::seconds(30));
}

INSTANTIATE_TEST_SUITE_P(engines, EveryEngine,
                         testing::Values(Engine{"embedded", open_embedded, [](const std::string&) {}},
                                         Engine{"opensearch", open_in_opensearch, drop_from_opensearch}),
                         [](const auto& engine) { return engine.param.name; });

}  // namespace
}  // namespace zhidian::search
