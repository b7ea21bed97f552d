#include "jobs/timers.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "support/fresh_database.hpp"

namespace zhidian::jobs {
namespace {

using namespace std::chrono_literals;

/// Writes one row per firing, without any key that would forbid a second.
class Bell final : public Handler {
 public:
  std::string kind() const override { return "bell"; }
  base::Result<std::int64_t> fire(storage::Connection& connection, const Timer& timer, base::Instant) override {
    connection.execute({"test/ring", "INSERT INTO rings (subject_id) VALUES ($1)", ""}, {timer.subject_id});
    if (during) during(timer);
    if (timer.subject_id == refused) return base::refuse(base::ErrorCode::not_allowed, "bell.broken", {{"why", "rust"}});
    return effects;
  }
  std::string refused;
  std::int64_t effects = 1;
  std::function<void(const Timer&)> during;
};

/// The same work with the check of the epoch taken out: what the tests below must be able to find.
class WeakenedFence final : public Fence {
 public:
  bool holds(storage::Connection&) const override { return true; }
  std::int64_t epoch() const override { return 1; }
  bool keep() override { return true; }
};

class TimerSweeps : public testing::TestWithParam<storage::Dialect> {
 protected:
  void SetUp() override {
    database_.run("DROP TABLE IF EXISTS rings");
    database_.run("CREATE TABLE rings (subject_id TEXT)");
    timers_.add_handler(bell_);
    ASSERT_TRUE(lease_.keep());
  }
  void TearDown() override { database_.run("DROP TABLE rings"); }
  bool set(const std::string& subject, base::Instant due_at, const std::string& kind = "bell") {
    const auto transaction = database_->write();
    const bool is_new = set_timer(transaction->connection(), {kind, "case", subject, due_at, base::Value::Map{{"n", 1}}}, due_, *ids_);
    transaction->commit();
    return is_new;
  }
  std::int64_t cancel(const std::string& kind, const std::string& subject) {
    const auto transaction = database_->write();
    const auto cancelled = cancel_timers(transaction->connection(), kind, "case", subject);
    transaction->commit();
    return cancelled;
  }
  std::int64_t sweep(base::Instant at) { return timers_.sweep(lease_, at, at); }
  std::int64_t sweep_all(base::Instant at) {
    std::int64_t settled = 0;
    while (const auto round = sweep(at)) settled += round;
    return settled;
  }
  std::int64_t rings() { return database_.count("SELECT COUNT(*) AS n FROM rings"); }
  Timer timer(const std::string& subject) { return list_timers_of(database_->read()->connection(), "case", subject).at(0); }

  support::FreshDatabase database_{GetParam(), ZHIDIAN_SOURCE_DIR};
  std::unique_ptr<base::Random> ids_ = base::make_seeded_random(7);
  base::Instant due_ = *base::parse_instant("2026-11-23T16:00:00.000Z");
  Bell bell_;
  Timers timers_{*database_, {.first = 1min, .longest = 4min}};
  Lease lease_{*database_, "timers", "one", 1h};
};
INSTANTIATE_TEST_SUITE_P(databases, TimerSweeps, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

TEST_P(TimerSweeps, fire_once_when_due) {
  EXPECT_TRUE(set("a", due_));
  EXPECT_EQ(sweep(due_ - 1ms), 0);
  EXPECT_EQ(sweep(due_), 1);
  EXPECT_EQ(sweep(due_ + 24h), 0);
  EXPECT_EQ(rings(), 1);
  EXPECT_EQ(timer("a").state, "fired");
  EXPECT_EQ(timer("a").fired_at, due_);
  EXPECT_EQ(timer("a").epoch, 1);
  EXPECT_EQ(timer("a").params.integer_or("n", 0), 1);
}

TEST_P(TimerSweeps, fire_once_though_the_clock_goes_back_and_forth_by_a_day) {
  set("a", due_);
  EXPECT_EQ(sweep(due_ - 24h), 0);
  EXPECT_EQ(sweep(due_ + 24h), 1);
  EXPECT_EQ(sweep(due_ - 24h), 0);
  set("b", due_);
  EXPECT_EQ(sweep(due_ - 1ms), 0);
  EXPECT_EQ(sweep(due_), 1);
  EXPECT_EQ(sweep(due_ + 24h), 0);
  EXPECT_EQ(rings(), 2);
}

TEST_P(TimerSweeps, set_twice_is_one) {
  EXPECT_TRUE(set("a", due_));
  EXPECT_FALSE(set("a", due_));
  EXPECT_TRUE(set("a", due_ + 1h));
  EXPECT_EQ(sweep(due_), 1);
  EXPECT_FALSE(set("a", due_)) << "what has fired stays so";
  EXPECT_EQ(sweep(due_), 0);
}

TEST_P(TimerSweeps, of_one_handler_are_told_apart_after_a_colon) {
  set("a", due_, "bell:one");
  set("a", due_, "bell:two");
  EXPECT_EQ(sweep(due_), 2);
  EXPECT_EQ(rings(), 2);
}

TEST_P(TimerSweeps, cancelled_does_not_fire_until_it_is_set_again) {
  set("a", due_);
  set("a", due_, "other");
  set("b", due_);
  EXPECT_EQ(cancel("bell", "a"), 1);
  EXPECT_EQ(cancel("bell", "a"), 0);
  EXPECT_EQ(cancel("", "a"), 1);
  EXPECT_EQ(sweep_all(due_), 1);
  EXPECT_EQ(rings(), 1);
  EXPECT_TRUE(set("a", due_));
  EXPECT_EQ(sweep_all(due_), 1);
  EXPECT_EQ(cancel("", "a"), 0) << "what has fired cannot be cancelled";
}

TEST_P(TimerSweeps, what_is_due_moves_with_its_day) {
  const auto later = due_ + std::chrono::hours(48);
  const auto move = [&] {
    const auto transaction = database_->write();
    const auto moved = move_timers(transaction->connection(), "case", "a", due_, later);
    transaction->commit();
    return moved;
  };
  set("a", due_);
  set("b", due_);
  EXPECT_EQ(move(), 1);
  EXPECT_EQ(move(), 0);
  EXPECT_EQ(sweep_all(due_), 1) << "only the other one";
  EXPECT_EQ(sweep_all(later), 1);
  set("a", due_);
  EXPECT_EQ(move(), 0) << "it has rung there already";
}

TEST_P(TimerSweeps, an_effect_that_is_rolled_back_leaves_its_timer_due) {
  set("a", due_);
  bell_.refused = "a";
  EXPECT_EQ(sweep(due_), 1);
  EXPECT_EQ(rings(), 0);
  EXPECT_EQ(timer("a").state, "due");
  EXPECT_EQ(timer("a").attempts, 1);
  EXPECT_EQ(timer("a").last_error, R"(bell.broken {"why":"rust"})");
  EXPECT_EQ(sweep(due_ + 1min - 1ms), 0);
  bell_.refused = "";
  EXPECT_EQ(sweep(due_ + 1min), 1);
  EXPECT_EQ(rings(), 1);
  EXPECT_EQ(timer("a").last_error, "");
}

TEST_P(TimerSweeps, one_that_fails_holds_up_nobody) {
  for (const std::string subject : {"a", "b", "c", "d", "e"}) set(subject, due_, subject == "d" ? "nobody" : "bell");
  bell_.refused = "b";
  bell_.during = [](const Timer& fired) {
    if (fired.subject_id == "c") throw std::runtime_error("rust");
  };
  EXPECT_EQ(sweep_all(due_), 5);
  EXPECT_EQ(rings(), 2);
  EXPECT_EQ(timer("a").state, "fired");
  EXPECT_EQ(timer("e").state, "fired");
  EXPECT_EQ(timer("c").last_error, "rust");
  EXPECT_EQ(timer("d").last_error, R"(jobs.no_handler {"kind":"nobody"})");
}

TEST_P(TimerSweeps, one_whose_statement_fails_holds_up_nobody) {
  set("a", due_);
  set("b", due_);
  database_.run("CREATE UNIQUE INDEX one_ring ON rings(subject_id)");
  database_.run("INSERT INTO rings (subject_id) VALUES ('a')");
  EXPECT_EQ(sweep(due_), 2);
  EXPECT_EQ(timer("a").attempts, 1);
  EXPECT_EQ(timer("b").state, "fired");
}

TEST_P(TimerSweeps, commit_after_two_hundred_effects) {
  for (int number = 0; number < 10; ++number) set("s" + std::to_string(number), due_);
  bell_.effects = 60;
  EXPECT_EQ(sweep(due_), 4);
  EXPECT_EQ(sweep(due_), 4);
  EXPECT_EQ(sweep(due_), 2);
  EXPECT_EQ(rings(), 10);
}

TEST_P(TimerSweeps, under_an_old_epoch_change_nothing) {
  set("a", due_);
  database_.run("UPDATE leases SET until = '2020-01-01T00:00:00.000Z'");  // paused past its lease
  Lease other(*database_, "timers", "two", 1h);
  ASSERT_TRUE(other.keep());
  EXPECT_EQ(sweep(due_), 0);
  bell_.refused = "a";
  EXPECT_EQ(sweep(due_), 0);
  EXPECT_EQ(timer("a").attempts, 0) << "not even a failure is noted";
  EXPECT_EQ(rings(), 0);
  bell_.refused = "";
  EXPECT_EQ(timers_.sweep(WeakenedFence(), due_, due_), 1) << "without the check the old holder would have fired it";
  EXPECT_EQ(rings(), 1);
}

TEST_P(TimerSweeps, by_several_at_once_fire_each_once_even_without_the_fence) {
  for (int number = 0; number < 500; ++number) set("s" + std::to_string(number), due_);
  std::vector<std::thread> threads;
  for (int number = 0; number < 4; ++number) {
    threads.emplace_back([this] {
      Bell bell;
      Timers rival(*database_);
      rival.add_handler(bell);
      while (rival.sweep(WeakenedFence(), due_, due_) > 0) {}
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(sweep_all(due_), 0);
  EXPECT_EQ(rings(), 500);
  EXPECT_EQ(database_.count("SELECT COUNT(DISTINCT subject_id) AS n FROM rings"), 500);
}

}  // namespace
}  // namespace zhidian::jobs
