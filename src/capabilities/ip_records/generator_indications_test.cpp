#include "capabilities/ip_records/generator_indications.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "capabilities/ip_records/tidy.hpp"
#include "query/test_collections.hpp"

namespace zhidian::ip_records {
namespace {

const query::Collection& indications() { return query::test_collections().at("indications"); }

IndicationGenerator generator(std::uint64_t seed) {
  std::ostringstream text;
  text << std::ifstream(ZHIDIAN_SOURCE_DIR "/src/capabilities/ip_records/vocabulary/indications.txt").rdbuf();
  return {text.str(), indications(), seed};
}

TEST(IndicationGenerator, GivesTheSameRecordForTheSameSeedAndNumber) {
  EXPECT_EQ(generator(7).make(41).values, generator(7).make(41).values);
  EXPECT_NE(generator(7).make(41).values, generator(8).make(41).values);
  EXPECT_NE(generator(7).make(41).key, generator(7).make(42).key);
}

TEST(IndicationGenerator, FillsTheFieldsOfTheCollectionAndNothingIsLeftOut) {
  const IndicationGenerator made = generator(7);
  std::set<std::string> keys, provinces;
  for (std::uint64_t number = 0; number < 300; ++number) {
    const query::Document document = made.make(number);
    keys.insert(document.key);
    provinces.insert(document.values.at("province").front());
    const auto tidied = tidy(indications(), document);
    ASSERT_TRUE(tidied.has_value()) << tidied.error().id;
    EXPECT_TRUE(tidied->remarks.empty());
    EXPECT_EQ(tidied->document.values, document.values);
  }
  EXPECT_EQ(keys.size(), 300U);
  EXPECT_GE(provinces.size(), 25U);
}

}  // namespace
}  // namespace zhidian::ip_records
