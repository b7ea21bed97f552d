#include "capabilities/classifications/schemes.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <sstream>

namespace zhidian::classifications {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Scheme& scheme(std::string_view id) {
  static const std::vector<Scheme> all = [] {
    std::ifstream file(ZHIDIAN_SOURCE_DIR "/src/capabilities/classifications/top_levels.yaml");
    std::stringstream text;
    text << file.rdbuf();
    return read_schemes(text.str());
  }();
  return *std::ranges::find(all, id, &Scheme::id);
}

std::string code(std::string_view of, std::string_view text) { return read_code(scheme(of), text).value_or("none"); }

TEST(Schemes, CarryTheTopOfEveryEdition) {
  EXPECT_EQ(scheme("ipc").top.size(), 8U);
  EXPECT_EQ(scheme("nice").top.size(), 45U);
  for (const auto& [each, title] : scheme("nice").top) EXPECT_EQ(code("nice", each), each);
  EXPECT_TRUE(scheme("locarno").top.empty());
}

TEST(Schemes, ReadACodeInAnySpelling) {
  EXPECT_EQ(code("ipc", "e01b 3/32"), "E01B3/32");
  EXPECT_EQ(code("ipc", "h"), "H");
  EXPECT_EQ(code("ipc", "Y02E"), "none");
  EXPECT_EQ(code("ipc", "14-03"), "none");
  EXPECT_EQ(code("nice", "9"), "09");
  EXPECT_EQ(code("nice", "46"), "none");
  EXPECT_EQ(code("nice", "0901"), "0901");
  EXPECT_EQ(code("nice", "9901"), "none");
  EXPECT_EQ(code("nice", "090372"), "090372");
  EXPECT_EQ(code("nice", "C010001"), "C010001");
  EXPECT_EQ(code("locarno", "14-3"), "14-03");
  EXPECT_EQ(code("locarno", "14"), "14");
  EXPECT_EQ(code("locarno", "A01B"), "none");
  EXPECT_EQ(code("gbt4754", "a"), "A");
  EXPECT_EQ(code("gbt4754", "Z"), "none");
  EXPECT_EQ(code("gbt4754", "0111"), "0111");
  EXPECT_EQ(code("sei", "1.2.1"), "1.2.1");
  EXPECT_EQ(code("sei", "1..2"), "none");
  EXPECT_EQ(code("sei", ""), "none");
}

TEST(Schemes, KnowTheLevelAndWhatStandsAbove) {
  EXPECT_EQ(level_of(scheme("ipc"), "H"), 0U);
  EXPECT_EQ(level_of(scheme("ipc"), "H01"), 1U);
  EXPECT_EQ(level_of(scheme("ipc"), "H01M"), 2U);
  EXPECT_EQ(level_of(scheme("ipc"), "H01M10/00"), 3U);
  EXPECT_EQ(level_of(scheme("ipc"), "H01M10/05"), 4U);
  EXPECT_THAT(codes_above(scheme("ipc"), "H01M10/05"), ElementsAre("H", "H01", "H01M", "H01M10/00"));
  EXPECT_EQ(level_of(scheme("nice"), "C010001"), 2U);
  EXPECT_THAT(codes_above(scheme("nice"), "0901"), ElementsAre("09"));
  EXPECT_THAT(codes_above(scheme("nice"), "090372"), IsEmpty());
  EXPECT_EQ(level_of(scheme("gbt4754"), "0111"), 3U);
  EXPECT_THAT(codes_above(scheme("gbt4754"), "0111"), ElementsAre("01", "011"));
  EXPECT_EQ(level_of(scheme("sei"), "1.2.1"), 2U);
  EXPECT_THAT(codes_above(scheme("sei"), "1.2.1"), ElementsAre("1", "1.2"));
  EXPECT_EQ(level_of(scheme("locarno"), "14-03"), 1U);
}

TEST(Schemes, OrderEditionsByTheirNumbers) {
  EXPECT_TRUE(is_earlier("NCL9-2010", "NCL12-2025"));
  EXPECT_FALSE(is_earlier("NCL12-2025", "NCL9-2010"));
  EXPECT_TRUE(is_earlier("2025.01", "2026.01"));
  EXPECT_TRUE(is_earlier("2026", "2026.01"));
  EXPECT_FALSE(is_earlier("2026.01", "2026.01"));
  EXPECT_TRUE(is_earlier("", "2026.01"));
}

}  // namespace
}  // namespace zhidian::classifications
