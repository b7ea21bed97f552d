#include "http/idempotency.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "base/id.hpp"
#include "support/fresh_database.hpp"

namespace zhidian::http {
namespace {

constexpr base::Instant now{std::chrono::milliseconds(1'800'000'000'000)};
const KeyedRequest keyed_request{"account", "key-0001", "add_note /api/notes", "hash"};

class Idempotency : public testing::TestWithParam<storage::Dialect> {
 protected:
  Idempotency() : database_(GetParam(), ZHIDIAN_SOURCE_DIR) {}
  /// Claims and stores in one transaction, as the dispatcher does.
  void carry_out(const KeyedRequest& keyed, const Response& response, base::Instant at = now) {
    const auto transaction = database_->write();
    ASSERT_FALSE(claim_key(transaction->connection(), keyed, at).value().has_value());
    store_answer(transaction->connection(), keyed, response);
    transaction->commit();
  }
  base::Result<std::optional<Response>> find(const KeyedRequest& keyed) { return find_answer(database_->read()->connection(), keyed); }

  support::FreshDatabase database_;
};

TEST_P(Idempotency, GivesTheStoredAnswerAgain) {
  auto response = created(base::Value::Map{{"secret", "once"}}, "/api/notes/1");
  response.etag = "v1";
  response.cookies = {session_cookie("token", std::chrono::hours(1))};
  carry_out(keyed_request, response);
  const auto transaction = database_->write();
  const auto stored = claim_key(transaction->connection(), keyed_request, now).value();
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->status, 201);
  EXPECT_EQ(std::get<base::Value>(stored->body).text_or("secret"), "once");
  EXPECT_EQ(stored->headers.at("Location"), "/api/notes/1");
  EXPECT_EQ(stored->etag, "v1");
  EXPECT_TRUE(stored->cookies.empty());
}

TEST_P(Idempotency, KeepsBytesAndEmptyBodies) {
  Response bytes{200, std::string("\xff\0x", 3), "application/pdf", {}, {}, {}};
  carry_out(keyed_request, bytes);
  EXPECT_EQ(std::get<std::string>(find(keyed_request).value()->body), std::string("\xff\0x", 3));
  auto other = keyed_request;
  other.key = "key-0002";
  carry_out(other, no_content());
  EXPECT_TRUE(std::holds_alternative<std::monostate>(find(other).value()->body));
}

TEST_P(Idempotency, RefusesTheKeyForSomethingElse) {
  carry_out(keyed_request, no_content());
  for (const auto& other :
       {KeyedRequest{"account", "key-0001", "add_note /api/notes", "other"}, KeyedRequest{"account", "key-0001", "other /api", "hash"}}) {
    const auto found = find(other);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().id, "http.idempotency_mismatch");
  }
  EXPECT_FALSE(find({"somebody", "key-0001", "add_note /api/notes", "hash"}).value().has_value());
}

TEST_P(Idempotency, ARolledBackClaimLeavesNothing) {
  { claim_key(database_->write()->connection(), keyed_request, now).value(); }
  EXPECT_FALSE(find(keyed_request).value().has_value());
  carry_out(keyed_request, no_content());
}

TEST_P(Idempotency, StoresNothingReadable) {
  carry_out(keyed_request, ok(base::Value::Map{{"secret", "once"}}));
  EXPECT_EQ(database_.count("SELECT COUNT(*) AS n FROM idempotency_keys WHERE body LIKE '%once%' OR key = 'key-0001'"), 0);
  EXPECT_EQ(database_.count("SELECT COUNT(*) AS n FROM idempotency_keys"), 1);
}

TEST_P(Idempotency, ForgetsAfterSevenDays) {
  carry_out(keyed_request, no_content(), now);
  const auto purge_at = [&](base::Instant at) {
    const auto transaction = database_->write();
    purge_answers(transaction->connection(), at);
    transaction->commit();
  };
  purge_at(now + std::chrono::days(7));
  EXPECT_TRUE(find(keyed_request).value().has_value());
  purge_at(now + std::chrono::days(7) + std::chrono::milliseconds(1));
  EXPECT_FALSE(find(keyed_request).value().has_value());
}

INSTANTIATE_TEST_SUITE_P(databases, Idempotency, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

TEST(RunningKeys, HoldOneAtATime) {
  RunningKeys keys;
  auto first = keys.hold(keyed_request, std::chrono::milliseconds(0));
  ASSERT_TRUE(first);
  EXPECT_FALSE(keys.hold(keyed_request, std::chrono::milliseconds(20)));
  EXPECT_TRUE(keys.hold({"somebody", "key-0001", "", ""}, std::chrono::milliseconds(0)));
  std::thread releasing([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    first.reset();
  });
  EXPECT_TRUE(keys.hold(keyed_request, std::chrono::milliseconds(5000)));
  releasing.join();
}

}  // namespace
}  // namespace zhidian::http
