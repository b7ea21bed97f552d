#include <gtest/gtest.h>

#include <random>

#include "query/builder.hpp"
#include "query/cql.hpp"
#include "query/matches.hpp"
#include "query/normal.hpp"
#include "query/parse.hpp"
#include "query/print.hpp"
#include "query/test_collections.hpp"
#include "query/test_trees.hpp"

namespace zhidian::query {
namespace {

const Collection& collection(std::size_t i) {
  static const std::vector<std::string> ids{"patents", "trademarks", "indications"};
  return test_collections().at(ids[i % ids.size()]);
}

TEST(RoundTrip, OfRandomTreesInEveryNotation) {
  std::size_t told = 0;
  for (std::uint32_t seed = 0; seed < 1500; ++seed) {
    const Collection& of = collection(seed);
    RandomTrees trees(of, seed);
    const Query query = trees.make(4);
    const Query normal = normalise(query);
    if (count_terms(normal) > 64) continue;
    ++told;
    for (const Language language : {Language::zh, Language::en}) {
      const std::string text = print(of, normal, language);
      const auto read = parse(of, text);
      ASSERT_TRUE(read) << text << '\n' << read.error().id << ' ' << read.error().params.at("text");
      ASSERT_EQ(read->query, normal) << text << '\n' << print(of, read->query, language);
    }
    const std::string cql = print_cql(normal);
    const auto from_cql = parse_cql(of, cql);
    ASSERT_TRUE(from_cql) << cql << '\n' << from_cql.error().id << ' ' << from_cql.error().params.at("text");
    ASSERT_EQ(from_cql->query, normal) << cql << '\n' << print_cql(from_cql->query);
    const auto built = read_builder(of, write_builder(normal));
    ASSERT_TRUE(built) << built.error().id;
    ASSERT_EQ(*built, normal);
  }
  EXPECT_GT(told, 1000U);
}

TEST(Normalise, KeepsTheMeaning) {
  for (std::uint32_t seed = 0; seed < 2000; ++seed) {
    const Collection& of = collection(seed);
    RandomTrees trees(of, seed);
    const Query query = trees.make(4);
    const Query normal = normalise(query);
    EXPECT_EQ(normalise(normal), normal);
    for (int i = 0; i < 5; ++i) {
      const Document document = trees.document();
      EXPECT_EQ(matches(of, query, document), matches(of, normal, document)) << seed;
    }
  }
}

}  // namespace
}  // namespace zhidian::query
