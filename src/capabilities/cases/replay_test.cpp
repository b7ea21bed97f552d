#include <gtest/gtest.h>

#include <random>

#include "capabilities/cases/cases_test_support.hpp"

namespace zhidian::cases {
namespace {

using base::Value;

/// One step a person in the role might try; most are refused, which must leave no trace.
void try_step(World& world, const std::string& id, std::mt19937& dice) {
  const auto pick = dice() % 9;
  if (pick == 0) (void)world.act("applicant", id, "submit");
  if (pick == 1) (void)world.act("applicant", id, "resubmit");
  if (pick == 2) (void)world.act("district", id, "return", World::return_items());
  if (pick == 3) (void)world.recommend(id);
  if (pick == 4) (void)world.publish(id);
  if (pick == 5) (void)world.act("city_officer", id, "return", World::return_items());
  if (pick == 6) (void)world.act("city_officer", id, "reexamine", Value::Map{{"input", Value::Map{{"reasons", "异议成立。"}}}});
  if (pick == 7) (void)world.act("district", id, "lapse");
  if (pick == 8) world.now += std::chrono::hours(dice() % 60);
}

TEST(Replay, equals_the_rows_after_a_random_walk) {
  World world;
  world.observer.sustained_objections = 1;
  world.execute("UPDATE windows SET closes_on = '2024-12-31'");
  const std::string id = world.ready();
  std::mt19937 dice(7);
  for (int step = 0; step < 120; ++step) try_step(world, id, dice);
  EXPECT_GE(world.find(id).ordinal, 8) << "the walk must go somewhere";
  for (const audit::Finding& finding : world.replay()) ADD_FAILURE() << finding.text_en;
}

TEST(Replay, finds_and_mends_what_was_changed_behind_its_back) {
  World world;
  const std::string id = world.submitted();
  ASSERT_TRUE(world.act("district", id, "return", World::return_items()));
  ASSERT_TRUE(world.replay().empty());
  world.execute("UPDATE cases SET state = 'filed', holder = '', is_final = 1 WHERE id = '" + id + "'");
  world.execute("UPDATE case_terms SET last_day = '2030-01-01' WHERE case_id = '" + id + "'");
  const auto findings = world.replay();
  ASSERT_EQ(findings.size(), 4u);
  EXPECT_EQ(findings[0].kind, "state");
  EXPECT_GT(findings[0].last, findings[0].first);
  EXPECT_NE(findings[0].text_zh.find("2024210100-0001"), std::string::npos);
  world.change([&](storage::Connection& connection) { EXPECT_EQ(rewrite_from_log(connection).rewritten, 1); });
  EXPECT_TRUE(world.replay().empty());
  EXPECT_EQ(world.find(id).state, "returned");
}

}  // namespace
}  // namespace zhidian::cases
