#include "capabilities/calendars/effects.hpp"
#include "support/day.hpp"

#include <gtest/gtest.h>

namespace zhidian::calendars {
namespace {

using support::day;

TEST(Outcome, AToldDateOnlyMovesLater) {
  const auto outcome = [](bool is_running, std::string_view from, std::string_view to) {
    return outcome_of(is_running, day(from), day(to), day("2026-09-23"));
  };
  EXPECT_EQ(outcome(true, "2026-09-23", "2026-09-24"), "moved") << "its last day is today";
  EXPECT_EQ(outcome(true, "2026-09-24", "2026-09-23"), "stays");
  EXPECT_EQ(outcome(true, "2026-09-24", "2026-09-24"), "");
  EXPECT_EQ(outcome(true, "2026-09-22", "2026-09-23"), "passed") << "yesterday's deadline would be today";
  EXPECT_EQ(outcome(true, "2026-09-22", "2026-09-21"), "") << "over, and nobody lost a day";
  EXPECT_EQ(outcome(false, "2026-09-24", "2026-09-25"), "ended");
  EXPECT_EQ(outcome(false, "2026-09-24", "2026-09-23"), "");
}

TEST(Counts, AddUpByOutcome) {
  Counts counts;
  for (const char* outcome : {"moved", "moved", "stays", "passed", "ended"}) counts.add(outcome);
  EXPECT_EQ(counts.moved, 2);
  EXPECT_EQ(counts.total(), 5);
}

TEST(ChangedDays, SpanTheDifference) {
  rules::Calendar before, after;
  EXPECT_FALSE(changed_days(before, after));
  after.add(2026, "", {{day("2026-10-08"), {rules::DayKind::holiday, {}}}, {day("2026-10-10"), {rules::DayKind::make_up, {}}}});
  const auto days = changed_days(before, after);
  ASSERT_TRUE(days);
  EXPECT_EQ(days->first, day("2026-10-08"));
  EXPECT_EQ(days->last, day("2026-10-10"));
}

}  // namespace
}  // namespace zhidian::calendars
