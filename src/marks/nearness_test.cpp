// What is near, and how near.
#include "marks/nearness.hpp"

#include <gtest/gtest.h>

#include "marks/explain.hpp"
#include "marks/test_characters.hpp"

namespace zhidian::marks {
namespace {

Question question_of(const std::string& mark, Kinds allowed = Kinds::all()) { return {test_characters(), characters_of(spell(mark)), allowed}; }

/// "kind kind …" of the steps from one mark to another, or "far".
std::string kinds(const std::string& query, const std::string& mark, Kinds allowed = Kinds::all()) {
  const auto explained = explain(test_characters(), query, mark, allowed);
  if (explained.cost > question_of(query, allowed).most_cost()) return "far";
  std::string text;
  for (const Step& step : explained.steps)
    text += std::string(text.empty() ? "" : " ") + std::string(kind_names[static_cast<std::size_t>(step.kind)]);
  return text;
}

TEST(Characters, KnowSeveralReadings) {
  const auto sound = [](const char* left, const char* right) { return test_characters().shared_sound(only(left), only(right)); };
  EXPECT_EQ(sound("长", "常"), "chang");
  EXPECT_EQ(sound("长", "张"), "zhang");
  EXPECT_EQ(sound("厦", "夏"), "xia");
  EXPECT_EQ(sound("厦", "沙"), "sha");
  EXPECT_EQ(sound("单", "善"), "shan");
  EXPECT_EQ(sound("重", "虫"), "chong");
  EXPECT_EQ(sound("绿", "吕"), "lv");
  EXPECT_EQ(sound("知", "资"), "zhi / zi");
  EXPECT_EQ(sound("牛", "刘"), "niu / liu");
  EXPECT_EQ(sound("花", "发"), "hua / fa");
  EXPECT_EQ(sound("知", "点"), "");
}

TEST(Characters, KnowLookAlikes) {
  const auto shape = [](const char* left, const char* right) {
    return kin_of(test_characters().at(only(left)), test_characters().at(only(right))).shape;
  };
  EXPECT_EQ(shape("己", "巳"), 2);
  EXPECT_EQ(shape("未", "末"), 2);
  EXPECT_EQ(shape("玉", "王"), 2);
  EXPECT_EQ(shape("抢", "舱"), 1);
  EXPECT_EQ(shape("知", "点"), 0);
}

TEST(Nearness, EachKindIsFoundAndNamed) {
  EXPECT_EQ(kinds("知点科技", "知点科技"), "");
  EXPECT_EQ(kinds("龙门", "龍門"), "traditional traditional");
  EXPECT_EQ(kinds("知点星", "知点红星"), "added");
  EXPECT_EQ(kinds("知点红星", "知点星"), "dropped");
  EXPECT_EQ(kinds("知点星", "知星点"), "swapped");
  EXPECT_EQ(kinds("知点", "之点"), "sound");
  EXPECT_EQ(kinds("知点", "资点"), "sound");
  EXPECT_EQ(kinds("末来城", "未来城"), "shape");
  EXPECT_EQ(kinds("知点星", "知点雷"), "replaced");
  EXPECT_EQ(kinds("知点星", "星点知"), "reversed");
  EXPECT_EQ(kinds("知点", "知点之星"), "containing");
  EXPECT_EQ(kinds("知点之星", "知点"), "containing");
  EXPECT_EQ(kinds("知点", "ZHI DIAN"), "spelled");
  EXPECT_EQ(kinds("zhidian", "知点"), "spelled");
  EXPECT_EQ(kinds("知点", "知点 SUNRISE"), "part");
  EXPECT_EQ(kinds("知点", "红雷"), "far");
}

TEST(Nearness, LettersAreComparedByEditAndSound) {
  EXPECT_EQ(kinds("starbright", "STARBRIGT"), "dropped");
  EXPECT_EQ(kinds("phonix", "FONIX"), "sound");
  EXPECT_EQ(kinds("kolor", "color"), "sound");
  EXPECT_EQ(kinds("ZOOM2", "ZOOMZ"), "shape");
  EXPECT_EQ(kinds("café", "CAFE"), "");
  EXPECT_EQ(kinds("ＡＢＣ", "abc"), "");
  EXPECT_EQ(kinds("starbright", "moonlight"), "far");
}

TEST(Nearness, OneStepIsNearerThanTwo) {
  const Question question = question_of("知点红星");
  const auto cost = [&](const char* mark) { return question.cost(characters_of(spell(mark)), false); };
  for (const char* one : {"知点星", "知点大红星", "点知红星", "之点红星", "知点江星", "星红点知"}) {
    EXPECT_GT(cost(one), 0) << one;
    EXPECT_LE(cost(one), cost::added) << one;
    EXPECT_LT(cost(one), cost("之典红星")) << one;
  }
  EXPECT_LT(cost("之典红星"), cost("知点红雷"));
  EXPECT_EQ(score_of(0, 4), 1000);
  EXPECT_EQ(score_of(cost::added, 4), 875);
}

TEST(Nearness, KindsThatAreLeftOutDoNotCount) {
  EXPECT_EQ(kinds("知点", "之点", Kinds::least().with(Kind::sound)), "sound");
  EXPECT_EQ(kinds("知点", "之点", Kinds::least().with(Kind::added)), "far");
  EXPECT_EQ(kinds("知点星", "知点红星", Kinds::least().with(Kind::sound)), "far");
  EXPECT_EQ(kinds("龍門", "龙门", Kinds::least()), "traditional traditional");
  EXPECT_EQ(kinds("知点星", "星点知", Kinds::least().with(Kind::swapped)), "far");
}

TEST(Explain, MarksWhatDiffersAndSaysWhy) {
  const auto explained = explain(test_characters(), "知点 红星", "之点·大红星", Kinds::all());
  ASSERT_EQ(explained.steps.size(), 2U);
  EXPECT_EQ(explained.steps[0].query, "知");
  EXPECT_EQ(explained.steps[0].mark, "之");
  EXPECT_EQ(explained.steps[0].sound, "zhi");
  EXPECT_EQ(explained.steps[1].mark, "大");
  EXPECT_EQ(explained.cost, cost::same_sound + cost::added);
  ASSERT_EQ(explained.marked.size(), 2U);
  EXPECT_EQ(explained.marked[0].begin, 0U);
  EXPECT_EQ(explained.marked[1].begin, std::string("之点·").size());
}

}  // namespace
}  // namespace zhidian::marks
