#include <gtest/gtest.h>

#include "rules/library.hpp"
#include "rules/test_files.hpp"

namespace zhidian::rules {
namespace {

const std::vector<SourceFile>& files() {
  static const auto read = read_files(source_directory() + "/regulations", "regulations");
  return read;
}
TEST(Scenarios, AllPass) {
  const auto results = run_scenarios(library(), calendar(), files());
  EXPECT_GE(results.size(), 20U);
  for (const ScenarioResult& result : results) EXPECT_TRUE(result.passed) << result.file << ": " << result.name << ": " << result.difference;
}

TEST(Scenarios, ShowEachBoundArticleLettingThroughAndRefusing) {
  const auto untested = list_untested_articles(library(), run_scenarios(library(), calendar(), files()));
  std::string names;
  for (const UntestedArticle& article : untested) names += article.act_id + "/" + article.article_id + " ";
  EXPECT_EQ(names, "");
  const auto nothing_run = list_untested_articles(library(), {});
  EXPECT_GT(nothing_run.size(), 10U);
}

std::string difference(const std::string& scenario) {
  const SourceFile file{"regulations/shenyang_outlet_2024/scenarios/x.yaml", "procedure: filing\nscenarios:\n" + scenario};
  std::string text;
  for (const ScenarioResult& result : run_scenarios(library(), calendar(), {file})) {
    EXPECT_EQ(result.passed, result.difference.empty());
    text += result.difference;
  }
  return text;
}

TEST(Scenarios, SayWhatDiffers) {
  const std::string given = "  - {name: a, cites: [art_4_1], given: {state: draft, today: 2024-09-03}, when: {action: withdraw, by: applicant}, ";
  EXPECT_EQ(difference(given + "then: {allowed: true, to: withdrawn}}\n"), "");
  EXPECT_EQ(difference(given + "then: {allowed: false}}\n"), "allowed: expected false, found true []");
  EXPECT_EQ(difference(given + "then: {allowed: true, to: filed}}\n"), "to: expected filed, found withdrawn");
  EXPECT_EQ(difference(given + "then: {allowed: true, conditions: {full_time_staff: met}}}\n"), "full_time_staff: expected met, found not_evidenced");
  EXPECT_EQ(difference(given + "then: {}}\n"), "nothing is expected");
  EXPECT_EQ(difference("  - {name: a, cites: [art_4_1], when: {term: notice, start: 2024-09-27}, then: {last_day: 2024-10-02}}\n"),
            "last day: expected 2024-10-02, found 2024-10-08");
  EXPECT_EQ(difference("  - {name: a, cites: [art_99], when: {term: notice, start: 2024-09-27}, then: {last_day: 2024-10-08}}\n"),
            "article art_99 does not exist");
  EXPECT_NE(difference(given + "then: {allowd: true}}\n").find("not known"), std::string::npos);
  EXPECT_NE(difference("  - {name: b, base: none, cites: [], when: {action: withdraw, by: applicant}, then: {allowed: false}}\n").find("no earlier"),
            std::string::npos);
}

TEST(Scenarios, BuildOnEarlierOnes) {
  EXPECT_EQ(
      difference(
          "  - {name: a, cites: [art_7], given: {state: draft, today: 2024-09-03}, when: {action: withdraw, by: applicant}, then: {allowed: true}}\n"
          "  - {name: b, base: a, cites: [art_7], given: {state: filed}, then: {allowed: false, failing: [wrong_state]}}\n"),
      "");
}

TEST(Scenarios, FollowParentsWhereGiven) {
  const std::string head = "  - {name: a, cites: [art_7], given: {state: draft, today: 2024-09-03, facts: {registered_division: 219999}, ";
  const std::string tail = "}, when: {action: withdraw, by: applicant}, then: {allowed: true, conditions: {registered_here: ";
  EXPECT_EQ(difference(head + "parents: {219999: \"210100\"}" + tail + "met}}}\n"), "");
  EXPECT_EQ(difference(head + "parents: {210100: \"219999\"}" + tail + "not_met}}}\n"), "");
  EXPECT_EQ(difference(head + "window_open: true" + tail + "not_met}}}\n"), "");
}

TEST(Explain, WritesTheActInBothLanguages) {
  const std::string zh = explain(library(), "shenyang_outlet_2024", "zh"), en = explain(library(), "shenyang_outlet_2024", "en");
  EXPECT_NE(zh.find("程序  沈阳市级网点备案"), std::string::npos);
  EXPECT_NE(zh.find("提交申报 → 待核实"), std::string::npos);
  EXPECT_NE(en.find("Submit → Awaiting verification"), std::string::npos);
  EXPECT_EQ(explain(library(), "none", "zh"), "");
}

}  // namespace
}  // namespace zhidian::rules
