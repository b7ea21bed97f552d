#include "jobs/lease.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "support/fresh_database.hpp"

namespace zhidian::jobs {
namespace {

using namespace std::chrono_literals;

class Leases : public testing::TestWithParam<storage::Dialect> {
 protected:
  bool holds(const Lease& lease) {
    const auto transaction = database_->write();
    return lease.holds(transaction->connection());
  }
  /// As if the holder had been paused for longer than its lease.
  void expire() { database_.run("UPDATE leases SET until = '2020-01-01T00:00:00.000Z'"); }
  LeaseState state() { return *find_lease(database_->read()->connection(), "timers"); }

  support::FreshDatabase database_{GetParam(), ZHIDIAN_SOURCE_DIR};
  Lease one_{*database_, "timers", "one", 1h};
  Lease two_{*database_, "timers", "two", 1h};
};
INSTANTIATE_TEST_SUITE_P(databases, Leases, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

TEST_P(Leases, are_held_by_one) {
  EXPECT_TRUE(one_.keep());
  EXPECT_FALSE(two_.keep());
  EXPECT_TRUE(holds(one_));
  EXPECT_FALSE(holds(two_));
}

TEST_P(Leases, are_renewed_without_a_new_epoch) {
  EXPECT_TRUE(one_.keep());
  const auto first = state();
  EXPECT_TRUE(one_.keep());
  EXPECT_EQ(one_.epoch(), 1);
  EXPECT_GE(state().until, first.until);
}

TEST_P(Leases, last_by_the_time_of_the_database) {
  EXPECT_TRUE(one_.keep());
  const auto now = base::parse_instant(state().now), until = base::parse_instant(state().until);
  ASSERT_TRUE(now && until);
  EXPECT_GT(*until - *now, 30min);
  EXPECT_LE(*until - *now, 1h);
}

TEST_P(Leases, taken_over_when_past_raise_the_epoch) {
  EXPECT_TRUE(one_.keep());
  expire();
  EXPECT_TRUE(two_.keep());
  EXPECT_EQ(two_.epoch(), 2);
  EXPECT_FALSE(holds(one_));
  EXPECT_FALSE(one_.keep());
  EXPECT_TRUE(holds(two_));
}

TEST_P(Leases, past_their_end_are_taken_anew_by_their_own_holder) {
  EXPECT_TRUE(one_.keep());
  expire();
  EXPECT_TRUE(one_.keep());
  EXPECT_EQ(one_.epoch(), 2);
}

TEST_P(Leases, set_before_the_clock_went_back_are_free) {
  EXPECT_TRUE(one_.keep());
  database_.run("UPDATE leases SET until = '2099-01-01T00:00:00.000Z'");
  EXPECT_TRUE(two_.keep());
  EXPECT_FALSE(holds(one_));
}

TEST_P(Leases, given_up_are_free_at_once) {
  EXPECT_TRUE(one_.keep());
  one_.give_up();
  EXPECT_TRUE(two_.keep());
  EXPECT_EQ(two_.epoch(), 2);
  one_.give_up();  // not its own any more: nothing
  EXPECT_TRUE(holds(two_));
}

TEST_P(Leases, contended_at_once_have_one_holder) {
  std::atomic<int> holders = 0;
  std::vector<std::thread> threads;
  for (int number = 0; number < 4; ++number)
    threads.emplace_back([&, number] { holders += Lease(*database_, "timers", "rival" + std::to_string(number), 1h).keep(); });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(holders, 1);
}

TEST_P(Leases, tell_an_outage_once_until_a_round_goes_well) {
  EXPECT_TRUE(one_.keep());
  const auto mark = [&] {
    const auto transaction = database_->write();
    const bool is_first = mark_alarm(transaction->connection(), "timers", state().swept_at);
    transaction->commit();
    return is_first;
  };
  EXPECT_TRUE(mark());
  EXPECT_FALSE(mark());
  EXPECT_TRUE(state().is_alarmed);
  EXPECT_TRUE(one_.record_sweep());
  EXPECT_FALSE(state().is_alarmed);
  EXPECT_TRUE(mark());
}

TEST_P(Leases, past_their_end_are_not_renewed_by_a_round) {
  EXPECT_TRUE(one_.keep());
  expire();
  EXPECT_FALSE(one_.record_sweep());
  EXPECT_EQ(one_.epoch(), 0);
}

TEST_P(Leases, of_another_record_no_round) {
  EXPECT_TRUE(one_.keep());
  expire();
  EXPECT_TRUE(two_.keep());
  database_.run("UPDATE leases SET swept_at = '2020-01-01T00:00:00.000Z'");
  EXPECT_FALSE(one_.record_sweep());
  EXPECT_EQ(base::print_instant(state().swept_at), "2020-01-01T00:00:00.000Z");
  EXPECT_GT(state().since_sweep, 24h);
}

}  // namespace
}  // namespace zhidian::jobs
