#include "capabilities/demonstration/demonstration.hpp"

#include <gtest/gtest.h>

#include "audit/log.hpp"
#include "capabilities/demonstration/demonstration_http.hpp"
#include "support/fresh_database.hpp"

namespace zhidian::demonstration {
namespace {

using base::Value;

class BusinessClock : public testing::TestWithParam<storage::Dialect> {
 protected:
  std::string advance(Handlers& handlers, Value body) {
    http::Call call;
    call.principal = &administrator_;
    call.body = std::move(body);
    const auto response = handlers.advance_clock(call);
    return response ? std::get<Value>(response->body).text_or("business_today") : response.error().id;
  }

  support::FreshDatabase database_{GetParam(), ZHIDIAN_SOURCE_DIR};
  base::Instant now_ = *base::parse_instant("2026-11-21T02:00:00.000Z");
  DatabaseClock clock_{*database_, [this] { return now_; }};
  std::unique_ptr<base::Random> random_ = base::make_seeded_random(7);
  Handlers handlers_{clock_, *random_, true};
  http::Principal administrator_{"01930000-0000-7000-8000-000000000001", "", "", {{"system_administrator", "", ""}}, true, true};
};
INSTANTIATE_TEST_SUITE_P(databases, BusinessClock, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

TEST_P(BusinessClock, is_system_time_until_it_is_moved) {
  EXPECT_EQ(clock_.business_now(), now_);
  clock_.move_to(*base::parse_instant("2024-09-27T02:00:00.000Z"));
  EXPECT_EQ(base::print_date(base::civil_date(clock_.business_now())), "2024-09-27");
  EXPECT_EQ(clock_.system_now(), now_);
  now_ += std::chrono::days{1};
  EXPECT_EQ(base::print_date(base::civil_date(clock_.business_now())), "2024-09-28");
}

TEST_P(BusinessClock, is_the_same_after_a_restart_and_for_another_process) {
  DatabaseClock other(*database_, [this] { return now_; });
  EXPECT_EQ(advance(handlers_, Value::Map{{"days", 6}}), "2026-11-27");
  EXPECT_EQ(other.business_now(), now_);
  other.reload();
  EXPECT_EQ(other.business_now(), clock_.business_now());
  EXPECT_EQ(DatabaseClock(*database_, [this] { return now_; }).business_now(), clock_.business_now());
}

TEST_P(BusinessClock, moves_forward_by_days_or_to_a_date_and_is_logged) {
  EXPECT_EQ(advance(handlers_, Value::Map{{"days", 1}}), "2026-11-22");
  EXPECT_EQ(advance(handlers_, Value::Map{{"to", "2026-12-01"}}), "2026-12-01");
  auto reader = database_->read();
  const auto events = audit::list_events(reader->connection(), "clock", "business");
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[1].ordinal, 2);
  EXPECT_EQ(events[1].actor_id, administrator_.account_id);
}

TEST_P(BusinessClock, never_moves_back) {
  EXPECT_EQ(advance(handlers_, Value::Map{{"to", "2026-11-21"}}), "demonstration.never_back");
  EXPECT_EQ(advance(handlers_, Value::Map{{"to", "2024-01-01"}}), "demonstration.never_back");
  EXPECT_EQ(advance(handlers_, Value::Map{{"days", -1}}), "http.invalid_body");
  EXPECT_EQ(clock_.business_now(), now_);
}

TEST_P(BusinessClock, refuses_both_neither_and_too_far) {
  EXPECT_EQ(advance(handlers_, Value::Map{{"days", 1}, {"to", "2026-12-01"}}), "demonstration.bad_advance");
  EXPECT_EQ(advance(handlers_, Value::Map{}), "demonstration.bad_advance");
  EXPECT_EQ(advance(handlers_, Value::Map{{"to", "2100-01-01"}}), "demonstration.too_far");
  EXPECT_EQ(advance(handlers_, Value::Map{{"days", 3651}}), "http.invalid_body");
  EXPECT_EQ(advance(handlers_, Value::Map{{"days", 1}, {"offset", 1}}), "http.invalid_body");
}

TEST_P(BusinessClock, is_not_moved_outside_the_demonstration) {
  Handlers real(clock_, *random_, false);
  EXPECT_EQ(advance(real, Value::Map{{"days", 1}}), "demonstration.not_in_demonstration");
  http::Call call;
  EXPECT_FALSE(std::get<Value>(real.get_clock(call)->body).bool_or("is_demonstration_mode", true));
}

}  // namespace
}  // namespace zhidian::demonstration
