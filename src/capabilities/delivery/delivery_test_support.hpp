#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>

#include "capabilities/delivery/delivery_http.hpp"
#include "capabilities/delivery/sending.hpp"
#include "support/fresh_database.hpp"

namespace zhidian::delivery {

using namespace std::chrono_literals;

/// Both clocks where the test puts them.
class MovedClock final : public base::Clock {
 public:
  base::Instant business_now() const override { return now; }
  base::Instant system_now() const override { return now; }
  base::Instant now = *base::parse_instant("2099-11-23T02:00:00.000Z");  // later than anything the program enqueues by the clock of the machine
};

/// Three people: one and two of the city's office, three of the institution o1.
class DeliveryTest : public testing::TestWithParam<storage::Dialect> {
 protected:
  void SetUp() override {
    auto transaction = database_->write();
    for (
        const std::string_view sql :
        {"INSERT INTO divisions (code, name, level, sort_key, source) VALUES ('210100', '沈阳市', 'city', 'shen yang shi', '')",
         "INSERT INTO authorities (id, name, short_name, level, division_code, created_at) VALUES ('city', '市局', '市局', 'city', '210100', '')",
         "INSERT INTO accounts (id, login_name, display_name, password_hash, state, is_demonstration, must_change_password, last_totp_step, version, "
         "created_at) SELECT 'one', 'one', '{name}{{x}}', '', 'active', 0, 0, 0, 1, '' UNION SELECT 'two', 'two', '李', '', 'active', 0, 0, 0, 1, ''",
         "INSERT INTO grants (id, account_id, role, authority_id, created_at) SELECT 'g1', 'one', 'authority_officer', 'city', '' UNION SELECT 'g2', "
         "'two', 'expert', NULL, ''"})
      transaction->connection().execute({"", sql, ""});
    record_ways(transaction->connection(), true, true);
    transaction->commit();
    handlers_.use_allowed(*outbound::AllowList::parse({"https://hooks.example.org", "smtp://mail.example.org"}));
    ASSERT_TRUE(lease_.keep());
    one_.account_id = "one";
    one_.grants = {{"authority_officer", "", "city"}};
    two_.account_id = "two";
  }
  template <class Work>
  auto write(Work work) {
    auto transaction = database_->write();
    auto outcome = work(transaction->connection());
    transaction->commit();
    return outcome;
  }
  using Method = base::Result<http::Response> (Handlers::*)(http::Call&);
  base::Result<http::Response> ask(Method method, const http::Principal& person, base::Value body = {}, std::string webhook_id = "",
                                   std::string if_match = "v1") {
    http::Call call;
    call.principal = &person;
    call.body = std::move(body);
    call.path["webhook_id"] = std::move(webhook_id);
    call.if_match = std::move(if_match);
    call.business_now = call.system_now = clock_.now;
    call.random = random_.get();
    auto transaction = database_->write();
    call.connection = &transaction->connection();
    auto response = (handlers_.*method)(call);
    if (response) transaction->commit();
    return response;
  }
  std::string id_of(const base::Result<http::Response>& response) { return response ? std::string() : response.error().id; }
  base::Value body_of(const base::Result<http::Response>& response) { return response ? std::get<base::Value>(response->body) : base::Value(); }
  base::Value settings() { return body_of(ask(&Handlers::get_delivery_settings, one_)); }
  std::vector<jobs::OutboxMessage> sendings(std::string_view kind = "case", std::string_view id = "c1") {
    return jobs::list_sendings(database_->read()->connection(), kind, id);
  }
  /// Enters the address and gives back the code that was sent.
  std::string enter(const std::string& address) {
    EXPECT_EQ(id_of(ask(&Handlers::enter_mail_address, one_, base::Value::Map{{"address", address}})), "");
    return sendings("account", "one").back().payload.text_or("code");
  }
  void confirm(const std::string& address) {
    EXPECT_EQ(id_of(ask(&Handlers::confirm_mail_address, one_, base::Value::Map{{"code", enter(address)}})), "");
  }
  bool mail(const Told& told) {
    return write([&](storage::Connection& connection) { return mail_account(connection, "one", told, clock_.now, *random_); });
  }

  /// All that is due, by an outbox as it is after a fresh start of the program.
  void deliver_by(jobs::Channel& channel) {
    jobs::Outbox outbox(*database_);
    outbox.add_channel(channel);
    while (outbox.deliver(lease_, clock_.now, clock_.now) > 0) {}
  }

  support::FreshDatabase database_{GetParam(), ZHIDIAN_SOURCE_DIR};
  jobs::Lease lease_{*database_, "outbox", "one", 1h};
  std::unique_ptr<base::Random> random_ = base::make_seeded_random(7);
  MovedClock clock_;
  Handlers handlers_;
  http::Principal one_, two_;
  const Told told_{"organisations.registered", {{"organisation", "{{x}}\r\nBcc: a@b"}}, "case", "c1", "/cases/c1"};
};

}  // namespace zhidian::delivery
