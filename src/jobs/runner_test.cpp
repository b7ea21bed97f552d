#include "jobs/runner.hpp"

#include <gtest/gtest.h>

#include <atomic>

#include "jobs/overview.hpp"
#include "support/fresh_database.hpp"

namespace zhidian::jobs {
namespace {

using namespace std::chrono_literals;

class Runners : public testing::TestWithParam<storage::Dialect> {
 protected:
  /// Until it is so; the test program's own limit ends what never comes.
  static void await(const std::function<bool()>& is_so) {
    while (!is_so()) std::this_thread::sleep_for(2ms);
  }
  Job counting(std::atomic<int>& rounds) {
    return {"timers", 1h, [&rounds](const Fence&, const std::stop_token&) {
              ++rounds;
              return std::int64_t{0};
            }};
  }
  Runner::Options often() {
    Runner::Options options;
    options.interval = 5ms;
    options.tell_outage = [this](storage::Connection&, const LeaseState&) { ++outages_; };
    options.tell_failure = [this](std::string_view, std::string_view) { ++failures_; };
    return options;
  }
  LeaseState state() { return find_lease(database_->read()->connection(), "timers").value_or(LeaseState{}); }
  std::string health() { return health_of(database_->read()->connection(), 5min).text_or("state"); }

  support::FreshDatabase database_{GetParam(), ZHIDIAN_SOURCE_DIR};
  std::atomic<int> outages_ = 0, failures_ = 0;
};
INSTANTIATE_TEST_SUITE_P(databases, Runners, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

TEST_P(Runners, go_round_and_stop) {
  EXPECT_EQ(health(), "never");
  std::atomic<int> rounds = 0;
  {
    const Runner runner(*database_, "one", {counting(rounds)}, often());
    await([&] { return rounds >= 3; });
  }
  EXPECT_EQ(health(), "ok");
  EXPECT_EQ(state().until, "") << "given up at the end";
  EXPECT_EQ(outages_ + failures_, 0);
}

TEST_P(Runners, wait_while_another_holds_the_lease) {
  Lease other(*database_, "timers", "other", 1h);
  ASSERT_TRUE(other.keep());
  std::atomic<int> rounds = 0;
  {
    const Runner runner(*database_, "one", {counting(rounds)}, often());
    std::this_thread::sleep_for(50ms);
    EXPECT_EQ(rounds, 0);
    other.give_up();
    await([&] { return rounds >= 1; });
  }
  EXPECT_EQ(state().epoch, 2);
}

TEST_P(Runners, tell_an_outage_once_and_go_on) {
  Lease before(*database_, "timers", "before", 1h);
  ASSERT_TRUE(before.keep());
  before.give_up();
  database_.run("UPDATE leases SET swept_at = '2020-01-01T00:00:00.000Z'");
  EXPECT_EQ(health(), "late");
  std::atomic<int> rounds = 0;
  const Runner one(*database_, "one", {counting(rounds)}, often());
  const Runner two(*database_, "two", {counting(rounds)}, often());
  await([&] { return rounds >= 3; });
  EXPECT_EQ(outages_, 1);
  EXPECT_EQ(health(), "ok");
}

TEST_P(Runners, tell_an_outage_of_rounds_that_fail) {
  Job failing{"timers", 1h, [](const Fence&, const std::stop_token&) -> std::int64_t { throw std::runtime_error("broken"); }};
  auto options = often();
  options.alarm_after = 0ms;
  {
    const Runner runner(*database_, "one", {failing}, options);
    await([&] { return failures_ >= 3 && outages_ >= 1; });
  }
  EXPECT_EQ(outages_, 1);
  EXPECT_TRUE(state().is_alarmed);
}

TEST_P(Runners, let_one_job_not_hold_up_another) {
  std::atomic<int> rounds = 0;
  std::atomic<bool> is_over = false;
  Job slow{"outbox", 1h, [&](const Fence&, const std::stop_token&) {
             await([&] { return is_over.load(); });
             return std::int64_t{0};
           }};
  const Runner runner(*database_, "one", {slow, counting(rounds)}, often());
  await([&] { return rounds >= 3; });
  is_over = true;
}

class Overview : public testing::TestWithParam<storage::Dialect> {
 protected:
  void SetUp() override {
    const auto transaction = database_->write();
    auto& connection = transaction->connection();
    for (int number = 0; number < 3; ++number) {
      set_timer(connection, {"bell", "case", std::to_string(number), now_ + std::chrono::hours(number - 1)}, now_, *ids_);
      messages_.push_back(enqueue(connection, {"mail", "a@example.cn", "case", std::to_string(number), {}, now_}, now_ + 1ms * number, *ids_));
    }
    transaction->commit();
  }
  template <class Work>
  bool write(Work work) {
    const auto transaction = database_->write();
    const bool is_done = work(transaction->connection());
    transaction->commit();
    return is_done;
  }
  support::FreshDatabase database_{GetParam(), ZHIDIAN_SOURCE_DIR};
  std::unique_ptr<base::Random> ids_ = base::make_seeded_random(7);
  base::Instant now_ = *base::parse_instant("2026-11-23T02:00:00.000Z");
  std::vector<std::string> messages_;
};
INSTANTIATE_TEST_SUITE_P(databases, Overview, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

TEST_P(Overview, counts_and_prints) {
  database_.run("UPDATE timers SET attempts = 1, last_error = 'rust', retry_at = '2027-01-01T00:00:00.000Z' WHERE subject_id = '0'");
  database_.run("UPDATE outbox SET state = 'given_up' WHERE subject_id = '1'");
  database_.run("UPDATE outbox SET state = 'failed' WHERE subject_id = '2'");
  const auto reader = database_->read();
  const auto counts = count_jobs(reader->connection(), now_);
  EXPECT_EQ(counts.timers_due, 3);
  EXPECT_EQ(counts.timers_overdue, 2);
  EXPECT_EQ(counts.timers_failed, 1);
  EXPECT_EQ(counts.outbox_waiting, 1);
  EXPECT_EQ(counts.outbox_failed, 1);
  EXPECT_EQ(counts.outbox_given_up, 1);
  const auto text = print_metrics(reader->connection(), now_);
  EXPECT_NE(text.find("zhidian_timers_overdue 2\n"), std::string::npos) << text;
  EXPECT_NE(text.find("zhidian_outbox_given_up 1\n"), std::string::npos) << text;
}

TEST_P(Overview, lists_in_pages) {
  const auto reader = database_->read();
  const auto first = list_due_timers(reader->connection(), false, {"", "", 2});
  ASSERT_EQ(first.size(), 2U);
  const auto rest = list_due_timers(reader->connection(), false, {base::print_instant(first[1].due_at), first[1].id, 2});
  ASSERT_EQ(rest.size(), 1U);
  EXPECT_EQ(rest[0].subject_id, "2");
  EXPECT_EQ(list_due_timers(reader->connection(), true, {}).size(), 0U);
  EXPECT_EQ(list_outbox(reader->connection(), "waiting", {}).size(), 3U);
  EXPECT_EQ(list_outbox(reader->connection(), "given_up", {}).size(), 0U);
}

TEST_P(Overview, retries_what_failed_and_nothing_else) {
  const auto id = list_due_timers(database_->read()->connection(), false, {})[0].id;
  EXPECT_FALSE(write([&](storage::Connection& connection) { return retry_timer(connection, id); }));
  database_.run("UPDATE timers SET attempts = 1, retry_at = '2027-01-01T00:00:00.000Z'");
  EXPECT_TRUE(write([&](storage::Connection& connection) { return retry_timer(connection, id); }));
  EXPECT_FALSE(list_due_timers(database_->read()->connection(), true, {})[0].retry_at);
  EXPECT_FALSE(write([&](storage::Connection& connection) { return retry_outbox_message(connection, messages_[0]); }));
  database_.run("UPDATE outbox SET state = 'given_up', attempts = 174");
  EXPECT_TRUE(write([&](storage::Connection& connection) { return retry_outbox_message(connection, messages_[0]); }));
  const auto waiting = list_outbox(database_->read()->connection(), "waiting", {});
  ASSERT_EQ(waiting.size(), 1U);
  EXPECT_EQ(waiting[0].attempts, 0);
  EXPECT_FALSE(write([&](storage::Connection& connection) { return retry_outbox_message(connection, "nothing"); }));
}

}  // namespace
}  // namespace zhidian::jobs
