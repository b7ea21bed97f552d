#include "rules/limits.hpp"

#include <gtest/gtest.h>

#include "rules/spelling.hpp"
#include "support/day.hpp"

namespace zhidian::rules {
namespace {

using support::day;

ReviewRule review() {
  ReviewRule rule;
  rule.at_least = 3;
  rule.is_odd = true;
  rule.score_sheet = {{"light", {}, {}, 40}, {"books", {}, {}, 60}};
  rule.pass_mark = 60;
  return rule;
}

TEST(Limits, ALengthIsTheActsUnlessItMayBeEntered) {
  Term term;
  term.length = "P5D";
  term.unit = "calendar_day";
  EXPECT_EQ(length_fault(term, "P5D"), "");
  EXPECT_EQ(length_fault(term, "P6D"), "term_not_entered");
  term.is_entered = true;
  term.at_least = 3;
  EXPECT_EQ(length_fault(term, "P6D"), "");
  EXPECT_EQ(length_fault(term, "P3D"), "");
  EXPECT_EQ(length_fault(term, "P2D"), "term_too_short");
  EXPECT_EQ(length_fault(term, "soon"), "term_too_short");
}

TEST(Limits, AFurtherWindowNeedsAReasonOrIsTooMany) {
  WindowRule window;
  EXPECT_EQ(window_fault(window, 100, false), "");
  window.per_year = 2;
  EXPECT_EQ(window_fault(window, 1, false), "");
  EXPECT_EQ(window_fault(window, 2, true), "limit_reached");
  window.is_soft = true;
  EXPECT_EQ(window_fault(window, 2, false), "reason_required");
  EXPECT_EQ(window_fault(window, 2, true), "");
}

TEST(Limits, APanelIsLargeEnoughAndOdd) {
  EXPECT_EQ(panel_fault(review(), 2), "panel_too_small");
  EXPECT_EQ(panel_fault(review(), 3), "");
  EXPECT_EQ(panel_fault(review(), 4), "panel_not_odd");
}

TEST(Limits, AScoreIsThereAndWithinItsRange) {
  const ScoreItem item = review().score_sheet.front();
  EXPECT_EQ(score_fault(item, 40), "");
  EXPECT_EQ(score_fault(item, 0), "");
  EXPECT_EQ(score_fault(item, 41), "score_out_of_range");
  EXPECT_EQ(score_fault(item, -1), "score_out_of_range");
  EXPECT_EQ(score_fault(item, std::nullopt), "score_missing");
}

TEST(Limits, TheMeanReachesThePassMarkOrNot) {
  EXPECT_EQ(review_result(review(), {60, 60, 60}), "passed");
  EXPECT_EQ(review_result(review(), {61, 60, 59}), "passed");
  EXPECT_EQ(review_result(review(), {60, 60, 59}), "failed");
  EXPECT_EQ(review_result(review(), {}), "failed");
}

TEST(Limits, AnEmployerLeftBarsForItsYears) {
  EXPECT_EQ(employer_fault("P3Y", day("2023-05-20"), day("2026-05-20"), Calendar{}), "former_employer");
  EXPECT_EQ(employer_fault("P3Y", day("2023-05-20"), day("2026-05-21"), Calendar{}), "");
  EXPECT_EQ(employer_fault("", day("2026-05-20"), day("2026-05-21"), Calendar{}), "");
}

TEST(Spelling, FindsTheNearestNameOrNone) {
  const std::vector<std::string> names{"team.full_time", "team.part_time", "statuses"};
  EXPECT_EQ(find_nearest("team.fulltime", names), "team.full_time");
  EXPECT_EQ(find_nearest("team.ful_time", names), "team.full_time");
  EXPECT_EQ(find_nearest("statsues", names), "statuses");
  EXPECT_EQ(find_nearest("weather", names), "");
  EXPECT_EQ(find_nearest("art_9", {"art_1", "art_2"}), "");
  EXPECT_EQ(find_nearest("atr_2", {"art_1", "art_2"}), "art_2");
  EXPECT_EQ(find_nearest("", names), "");
  EXPECT_EQ(find_nearest(std::string(1000, 'a'), names), "");
}

}  // namespace
}  // namespace zhidian::rules
