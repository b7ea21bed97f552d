#include "capabilities/ip_records/generator.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <set>
#include <sstream>

#include "base/text.hpp"
#include "capabilities/ip_records/follow.hpp"
#include "capabilities/ip_records/generator_trademarks.hpp"
#include "capabilities/ip_records/tidy.hpp"
#include "query/numbers.hpp"
#include "query/test_collections.hpp"

namespace zhidian::ip_records {
namespace {

std::string vocabulary(const std::string& name = "patents.txt") {
  std::ostringstream text;
  text << std::ifstream(ZHIDIAN_SOURCE_DIR "/src/capabilities/ip_records/vocabulary/" + name).rdbuf();
  return text.str();
}

TEST(Generator, ARecordDependsOnSeedAndNumberAlone) {
  const PatentGenerator one(vocabulary(), 7), same(vocabulary(), 7), other(vocabulary(), 8);
  static_cast<void>(one.make(1));
  EXPECT_EQ(one.make(4321).values, same.make(4321).values);
  EXPECT_NE(one.make(4321).values, other.make(4321).values);
}

TEST(Generator, FollowsTheMeasuredShares) {
  constexpr std::uint64_t count = 4097;
  const PatentGenerator generator(vocabulary(), 7);
  std::map<std::string, int> applicants;
  std::set<std::string> keys;
  double characters = 0;
  int titled_kind = 0, wrong = 0, inventions = 0;
  for (std::uint64_t number = 0; number < count; ++number) {
    const auto document = generator.make(number);
    if (number % 10 == 0) {  // kept as they are
      const auto tidied = tidy(query::test_collections().at("patents"), document);
      ASSERT_TRUE(tidied) << number << " " << tidied.error().id;
      EXPECT_EQ(tidied->document.values, document.values) << number;
    }
    const std::string& number_text = document.values.at("application_number").front();
    wrong += query::read_number(number_text).is_check_wrong;
    keys.insert(document.key);
    ++applicants[document.values.at("applicant").front()];
    if (document.values.at("kind").front() == "design") continue;
    const std::string& title = document.values.at("title").front();
    ++inventions;
    characters += static_cast<double>(base::count_characters(title));
    titled_kind += title.starts_with("一种");
  }
  EXPECT_EQ(keys.size(), count);
  EXPECT_NEAR(characters / inventions, 18.4, 2);
  EXPECT_NEAR(titled_kind, inventions * 0.61, inventions * 0.04);
  EXPECT_NEAR(wrong, count * 0.005, 18);
  const auto single = std::ranges::count_if(applicants, [](const auto& each) { return each.second == 1; });
  EXPECT_NEAR(static_cast<double>(applicants.size()), 2788, 250);
  EXPECT_NEAR(static_cast<double>(single) / static_cast<double>(applicants.size()), 0.84, 0.05);
}

TEST(TrademarkGenerator, FollowsTheMeasuredShares) {
  constexpr std::uint64_t count = 5000;
  const TrademarkGenerator generator(vocabulary(), vocabulary("trademarks.txt"), 7), other(vocabulary(), vocabulary("trademarks.txt"), 8);
  EXPECT_EQ(generator.make(4321).values, TrademarkGenerator(vocabulary(), vocabulary("trademarks.txt"), 7).make(4321).values);
  EXPECT_NE(generator.make(4321).values, other.make(4321).values);
  std::set<std::string> keys;
  std::map<std::size_t, int> lengths;
  int figurative = 0, latin = 0, mixed = 0;
  for (std::uint64_t number = 0; number < count; ++number) {
    const auto document = generator.make(number);
    const auto tidied = tidy(query::test_collections().at("trademarks"), document);
    ASSERT_TRUE(tidied) << number << " " << tidied.error().id;
    ASSERT_EQ(tidied->document.values, document.values) << number;
    keys.insert(document.key);
    const std::string& mark = document.values.at("mark").front();
    const bool has_blank = mark.find(' ') != std::string::npos;
    figurative += mark == "图形";
    mixed += has_blank;
    if (mark == "图形" || has_blank) continue;
    if (static_cast<unsigned char>(mark.front()) < 0x80) {
      ++latin;
    } else {
      ++lengths[base::count_characters(mark)];
    }
  }
  EXPECT_EQ(keys.size(), count);
  EXPECT_NEAR(figurative, count * 0.03, count * 0.01);
  EXPECT_NEAR(latin, count * 0.15, count * 0.02);
  EXPECT_NEAR(mixed, count * 0.05, count * 0.012);
  const double han = count * 0.77;
  EXPECT_NEAR(lengths[2], han * 0.46, han * 0.03);
  EXPECT_NEAR(lengths[3], han * 0.33, han * 0.03);
  EXPECT_NEAR(lengths[4], han * 0.21, han * 0.03);
}

TEST(SimilarTo, AsksForPairsAndWords) {
  const auto texts = [](std::string_view text) {
    std::vector<std::string> all;
    const query::Query similar = similar_to(text);
    for (const auto& part : similar.parts) all.push_back(part.text.front());
    return all;
  };
  EXPECT_THAT(texts("5G基站天线"), testing::ElementsAre("5g", "基站", "站天", "天线"));
  EXPECT_EQ(similar_to("泵").text.front(), "泵");
  EXPECT_EQ(similar_to("，").kind, query::Kind::everything);
  std::string long_text;
  for (int i = 0; i < 200; ++i) long_text += " w" + std::to_string(i);
  EXPECT_EQ(texts(long_text).size(), 64U);
}

}  // namespace
}  // namespace zhidian::ip_records
