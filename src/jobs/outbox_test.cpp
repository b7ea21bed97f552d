#include "jobs/outbox.hpp"

#include <gtest/gtest.h>

#include "support/fresh_database.hpp"

namespace zhidian::jobs {
namespace {

using namespace std::chrono_literals;

/// Notes what it was given; answers what it is told to.
class Mail final : public Channel {
 public:
  std::string name() const override { return "mail"; }
  Sending send(const OutboxMessage& message) override {
    sent.push_back(message.id);
    if (during) during();
    return answer;
  }
  std::vector<std::string> sent;
  Sending answer;
  std::function<void()> during;
};

class Outboxes : public testing::TestWithParam<storage::Dialect> {
 protected:
  void SetUp() override {
    outbox_.add_channel(mail_);
    ASSERT_TRUE(lease_.keep());
  }
  std::string enqueue(const std::string& channel = "mail", base::Instant not_before = {}) {
    const auto transaction = database_->write();
    auto id = jobs::enqueue(transaction->connection(), {channel, "office@example.cn", "case", "c1", base::Value::Map{{"number", "1"}}, not_before},
                            now_, *ids_);
    transaction->commit();
    return id;
  }
  std::int64_t deliver(base::Instant at) { return outbox_.deliver(lease_, at, at); }
  OutboxMessage stored() { return list_sendings(database_->read()->connection(), "case", "c1").at(0); }

  support::FreshDatabase database_{GetParam(), ZHIDIAN_SOURCE_DIR};
  std::unique_ptr<base::Random> ids_ = base::make_seeded_random(7);
  base::Instant now_ = *base::parse_instant("2026-11-23T02:00:00.000Z");
  Mail mail_;
  Outbox outbox_{*database_, {.first = 1min, .longest = 10min, .most_attempts = 6}};
  Lease lease_{*database_, "outbox", "one", 1h};
};
INSTANTIATE_TEST_SUITE_P(databases, Outboxes, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

TEST_P(Outboxes, send_what_was_committed_once) {
  const auto id = enqueue();
  EXPECT_EQ(deliver(now_), 1);
  EXPECT_EQ(deliver(now_ + 24h), 0);
  EXPECT_EQ(mail_.sent, std::vector{id});
  const auto message = stored();
  EXPECT_EQ(message.state, "sent");
  EXPECT_EQ(message.sent_at, now_);
  EXPECT_EQ(message.recipient, "office@example.cn");
  EXPECT_EQ(message.payload.text_or("number"), "1");
}

TEST_P(Outboxes, do_not_send_what_was_rolled_back) {
  {
    const auto transaction = database_->write();
    jobs::enqueue(transaction->connection(), {"mail", "a", "case", "c1", {}, {}}, now_, *ids_);
  }
  EXPECT_EQ(deliver(now_), 0);
}

TEST_P(Outboxes, wait_for_the_hour_and_for_their_channel) {
  enqueue("mail", now_ + 1h);
  enqueue("pigeon");
  EXPECT_EQ(deliver(now_ + 59min), 0);
  EXPECT_EQ(deliver(now_ + 1h), 1);
  EXPECT_EQ(mail_.sent.size(), 1U);
}

TEST_P(Outboxes, try_again_later_and_later_then_give_up) {
  enqueue();
  mail_.answer = Sending::failed("拒绝连接");
  auto at = now_;
  for (const auto pause : {1min, 2min, 4min, 8min, 10min}) {
    EXPECT_EQ(deliver(at), 1);
    EXPECT_EQ(stored().state, "failed");
    EXPECT_EQ(stored().last_error, "拒绝连接");
    EXPECT_EQ(deliver(at + pause - 1ms), 0);
    at += pause;
  }
  EXPECT_EQ(deliver(at), 1);
  EXPECT_EQ(stored().state, "given_up");
  EXPECT_EQ(deliver(at + 24h), 0);
}

TEST_P(Outboxes, survive_a_day_without_mail) {
  EXPECT_EQ(BackOff{}.after(1), 1min);
  EXPECT_EQ(BackOff{}.after(7), 1h);
  EXPECT_EQ(BackOff{}.after(1000), 1h);
  std::chrono::milliseconds whole{0};
  for (std::int64_t attempt = 1; attempt < BackOff{}.most_attempts; ++attempt) whole += BackOff{}.after(attempt);
  EXPECT_GE(whole, 7 * 24h);
}

TEST_P(Outboxes, give_up_at_once_what_is_refused) {
  enqueue();
  mail_.answer = Sending::refused("no such address");
  EXPECT_EQ(deliver(now_), 1);
  EXPECT_EQ(stored().state, "given_up");
  EXPECT_EQ(stored().last_error, "no such address");
}

TEST_P(Outboxes, wait_where_the_channel_says_not_now) {
  enqueue();
  mail_.answer = Sending::postponed(now_ + 3h);
  EXPECT_EQ(deliver(now_), 1);
  EXPECT_EQ(stored().state, "waiting");
  EXPECT_EQ(stored().attempts, 0);
  EXPECT_EQ(deliver(now_ + 3h - 1ms), 0);
  mail_.answer = Sending::sent();
  EXPECT_EQ(deliver(now_ + 3h), 1);
  EXPECT_EQ(stored().state, "sent");
  EXPECT_EQ(stored().attempts, 1);
}

TEST_P(Outboxes, take_an_exception_for_a_failure) {
  enqueue();
  mail_.during = [] { throw std::runtime_error("connection reset"); };
  EXPECT_EQ(deliver(now_), 1);
  EXPECT_EQ(stored().state, "failed");
  EXPECT_EQ(stored().last_error, "connection reset");
}

TEST_P(Outboxes, send_again_with_the_same_id_after_a_crash_in_between) {
  const auto id = enqueue();
  mail_.during = [this] { database_.run("UPDATE leases SET epoch = epoch + 1, holder = 'other'"); };  // what it records is past its epoch
  EXPECT_EQ(deliver(now_), 1);
  database_.run("UPDATE outbox SET state = 'waiting', sent_at = NULL");  // as the crash would have left it: claimed, not recorded
  mail_.during = nullptr;
  EXPECT_EQ(outbox_.deliver(lease_, now_ + 1min, now_ + 1min), 0) << "the old holder claims nothing";
  database_.run("UPDATE leases SET until = ''");
  ASSERT_TRUE(lease_.keep());
  EXPECT_EQ(deliver(now_ + 30s), 0) << "not in a hot loop";
  EXPECT_EQ(deliver(now_ + 1min), 1);
  EXPECT_EQ(mail_.sent, (std::vector{id, id}));
  EXPECT_EQ(stored().attempts, 2);
}

TEST_P(Outboxes, are_claimed_by_the_holder_only) {
  enqueue();
  database_.run("UPDATE leases SET until = '2020-01-01T00:00:00.000Z'");
  Lease other(*database_, "outbox", "two", 1h);
  ASSERT_TRUE(other.keep());
  EXPECT_EQ(deliver(now_), 0);
  EXPECT_EQ(mail_.sent.size(), 0U);
  EXPECT_EQ(outbox_.deliver(other, now_, now_), 1);
}

TEST_P(Outboxes, record_that_it_was_sent_even_when_another_holds_the_lease_by_then) {
  enqueue();
  mail_.during = [this] { database_.run("UPDATE leases SET epoch = epoch + 1, holder = 'other'"); };
  EXPECT_EQ(deliver(now_), 1);
  EXPECT_EQ(stored().state, "sent");
}

TEST_P(Outboxes, a_failure_of_an_old_attempt_does_not_undo_a_later_success) {
  enqueue();
  mail_.answer = Sending::failed("late");
  mail_.during = [this] { database_.run("UPDATE outbox SET state = 'sent', attempts = attempts + 1"); };
  EXPECT_EQ(deliver(now_), 1);
  EXPECT_EQ(stored().state, "sent");
}

}  // namespace
}  // namespace zhidian::jobs
