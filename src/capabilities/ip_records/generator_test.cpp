#include "capabilities/ip_records/generator.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <set>
#include <sstream>

#include "base/text.hpp"
#include "capabilities/ip_records/follow.hpp"
#include "capabilities/ip_records/tidy.hpp"
#include "query/numbers.hpp"
#include "query/test_collections.hpp"

namespace zhidian::ip_records {
namespace {

std::string vocabulary() {
  std::ostringstream text;
  text << std::ifstream(ZHIDIAN_SOURCE_DIR "/src/capabilities/ip_records/vocabulary/patents.txt").rdbuf();
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
