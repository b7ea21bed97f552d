#include "capabilities/messages/messages.hpp"

#include <gtest/gtest.h>

#include "capabilities/delivery/delivery.hpp"
#include "capabilities/messages/messages_http.hpp"
#include "capabilities/messages/reminders.hpp"
#include "jobs/outbox.hpp"
#include "support/fresh_database.hpp"

namespace zhidian::messages {
namespace {

using base::Value;

class Messages : public testing::TestWithParam<storage::Dialect> {
 protected:
  void SetUp() override {
    auto transaction = database_->write();
    for (const std::string_view sql :
         {"INSERT INTO divisions (code, name, level, sort_key, source) VALUES ('210100', '沈阳市', 'city', 'shen yang shi', '')",
          "INSERT INTO authorities (id, name, short_name, level, division_code, created_at) VALUES ('city', '市局', '市局', 'city', '210100', '')",
          "INSERT INTO accounts (id, login_name, display_name, password_hash, state, is_demonstration, must_change_password, last_totp_step, "
          "version, created_at) "
          "SELECT 'one', 'one', '', '', 'active', 0, 0, 0, 1, '' UNION SELECT 'two', 'two', '', '', 'active', 0, 0, 0, 1, '' UNION SELECT 'gone', "
          "'gone', '', '', "
          "'disabled', 0, 0, 0, 1, ''",
          "INSERT INTO grants (id, account_id, role, authority_id, created_at) SELECT 'g1', 'one', 'authority_officer', 'city', '' UNION SELECT "
          "'g2', 'one', 'expert', "
          "'city', '' UNION SELECT 'g3', 'two', 'authority_officer', 'city', '' UNION SELECT 'g4', 'gone', 'authority_officer', 'city', ''"})
      transaction->connection().execute({"test/insert", sql, ""});
    transaction->commit();
    one_.account_id = "one";
    two_.account_id = "two";
  }
  template <class Work>
  auto write(Work work) {
    auto transaction = database_->write();
    auto outcome = work(transaction->connection());
    transaction->commit();
    return outcome;
  }
  int tell(const Message& message, std::string_view except = {}) {
    at_ += std::chrono::seconds{1};
    return write([&](storage::Connection& connection) { return tell_authority(connection, "city", message, at_, *random_, except); });
  }
  Value list(const http::Principal& reader, std::map<std::string, std::string, std::less<>> query = {},
             http::Language language = http::Language::zh) {
    http::Call call;
    call.principal = &reader;
    call.query = std::move(query);
    call.language = language;
    auto snapshot = database_->read();
    call.connection = &snapshot->connection();
    return std::get<Value>(handlers_.list_messages(call)->body);
  }
  std::string mark(const http::Principal& reader, Value body) {
    http::Call call;
    call.principal = &reader;
    call.body = std::move(body);
    call.business_now = at_;
    return write([&](storage::Connection& connection) {
      call.connection = &connection;
      const auto response = handlers_.mark_messages_read(call);
      return response ? std::string() : response.error().id;
    });
  }

  support::FreshDatabase database_{GetParam(), ZHIDIAN_SOURCE_DIR};
  std::unique_ptr<base::Random> random_ = base::make_seeded_random(7);
  base::Instant at_ = *base::parse_instant("2024-09-27T02:00:00.000Z");
  Handlers handlers_;
  http::Principal one_, two_;
  const Message message_{"organisations.registered", {{"organisation", "{link}图书馆"}}, "organisation", "o1", "/accounts"};
};
INSTANTIATE_TEST_SUITE_P(databases, Messages, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

TEST_P(Messages, reach_each_person_once_and_neither_the_doer_nor_the_disabled) {
  EXPECT_EQ(tell(message_), 2);
  EXPECT_EQ(tell(message_, "two"), 1);
  EXPECT_EQ(list(one_).integer_or("unread", 0), 2);
  EXPECT_EQ(list(two_).integer_or("unread", 0), 1);
}

TEST_P(Messages, reach_one_account_unless_it_is_disabled) {
  const auto tell_one = [&](std::string_view id) {
    return write([&](storage::Connection& connection) { return tell_account(connection, id, message_, at_, *random_); });
  };
  EXPECT_EQ(tell_one("one"), 1);
  EXPECT_EQ(tell_one("gone"), 0);
  EXPECT_EQ(tell_one("nobody"), 0);
}

TEST_P(Messages, reach_an_organisation_without_people_in_vain) {
  EXPECT_EQ(write([&](storage::Connection& connection) { return tell_organisation(connection, "o1", message_, at_, *random_); }), 0);
}

TEST_P(Messages, leave_the_site_in_the_same_transaction_where_somebody_wants_it) {
  write([](storage::Connection& connection) {
    delivery::record_ways(connection, true, true);
    for (const std::string_view sql :
         {"INSERT INTO delivery_settings (account_id, address, pending_address, code_digest, code_sent_at, code_until, language, "
          "muted_topics, version) SELECT 'one', 'a@example.org', '', '', '', '', 'zh', '', 1 UNION SELECT 'two', '', 'b@example.org', "
          "'', '', '', 'zh', '', 1",
          "INSERT INTO webhooks (id, authority_id, url, format, secret, language, created_by, created_at, version) VALUES ('w', 'city', "
          "'https://hooks.example.org', 'json', 's', 'zh', 'one', '', 1)"})
      connection.execute({"", sql, ""});
    return 0;
  });
  {
    auto abandoned = database_->write();
    tell_authority(abandoned->connection(), "city", message_, at_, *random_);
  }
  const auto sendings = [&] { return jobs::list_sendings(database_->read()->connection(), "organisation", "o1"); };
  EXPECT_TRUE(sendings().empty());
  tell(message_);
  std::map<std::string, std::string> sent;
  for (const auto& each : sendings()) sent.emplace(each.channel, each.recipient);
  EXPECT_EQ(sent, (std::map<std::string, std::string>{{"mail", "one"}, {"webhook", "w"}}));
  EXPECT_EQ(sendings().front().not_before, at_);
}

TEST_P(Messages, keep_parameters_that_look_like_templates) {
  tell(message_);
  const Value body = list(one_);
  const Value& item = body.at("items").as_list().at(0);
  EXPECT_EQ(item.text_or("kind"), "organisations.registered");
  EXPECT_EQ(item.text_or("link"), "/accounts");
  EXPECT_TRUE(item.at("read_at").is_null());
  EXPECT_NE(item.text_or("text"), "");
  EXPECT_EQ(item.text_or("text"), http::sentence(http::Language::zh, "messages.organisations.registered", message_.params));
}

TEST_P(Messages, come_newest_first_and_page_by_page) {
  for (int number = 0; number < 5; ++number) tell(message_);
  std::vector<std::string> seen;
  std::map<std::string, std::string, std::less<>> query{{"limit", "2"}};
  for (int page = 0; page < 3; ++page) {
    const Value body = list(one_, query);
    for (const auto& item : body.at("items").as_list()) seen.push_back(item.text_or("created_at"));
    if (!body.at("next_cursor").is_null()) query["cursor"] = body.text_or("next_cursor");
  }
  ASSERT_EQ(seen.size(), 5U);
  EXPECT_TRUE(std::ranges::is_sorted(seen, std::ranges::greater()));
}

TEST_P(Messages, are_marked_by_their_reader_only) {
  tell(message_);
  const std::string id = list(one_).at("items").as_list().at(0).text_or("id");
  EXPECT_EQ(mark(two_, Value::Map{{"ids", Value::List{id}}}), "");
  EXPECT_EQ(list(one_).integer_or("unread", 0), 1);
  EXPECT_EQ(mark(one_, Value::Map{{"ids", Value::List{id}}}), "");
  EXPECT_EQ(list(one_).integer_or("unread", 9), 0);
  EXPECT_TRUE(list(one_, {{"unread", "true"}}).at("items").as_list().empty());
  EXPECT_EQ(list(two_).integer_or("unread", 0), 1);
}

TEST_P(Messages, are_all_marked_without_ids) {
  tell(message_);
  tell(message_);
  EXPECT_EQ(mark(one_, Value::Map{{"ids", Value::List{}}}), "");
  EXPECT_EQ(list(one_).integer_or("unread", 0), 2);
  EXPECT_EQ(mark(one_, Value::Map{}), "");
  EXPECT_EQ(list(one_).integer_or("unread", 9), 0);
}

TEST_P(Messages, refuse_what_is_no_id) {
  EXPECT_EQ(mark(one_, Value::Map{{"ids", Value::List{"x"}}}), "messages.bad_ids");
  EXPECT_EQ(mark(one_, Value::Map{{"ids", Value::List{7}}}), "http.invalid_body");
  EXPECT_EQ(mark(one_, Value::Map{{"account_id", "two"}}), "http.invalid_body");
  const std::string id = base::make_id(at_, *random_);
  EXPECT_EQ(mark(one_, Value::Map{{"ids", Value::List(201, id)}}), "messages.bad_ids");
}

TEST_P(Messages, everybody_of_a_role_is_told) {
  const auto told = write([&](storage::Connection& connection) {
    return tell_role(connection, "authority_officer", {"jobs.outage", {{"job", "timers"}}, "job", "timers", "/jobs"}, at_, *random_);
  });
  EXPECT_EQ(told, 2);
}

TEST_P(Messages, a_reminder_is_said_when_it_falls_due) {
  const Message message{"windows.opened", {{"title", "2024"}, {"opens_on", "a"}, {"closes_on", "b"}}, "window", "w1", "/windows/w1"};
  const auto set = [&](const std::vector<Recipient>& recipients) {
    return write(
        [&](storage::Connection& connection) { return set_reminder(connection, at_ + std::chrono::hours{1}, recipients, message, at_, *random_); });
  };
  EXPECT_TRUE(set({{"authority", "city"}, {"account", "one"}}));
  EXPECT_FALSE(set({{"authority", "city"}}));
  jobs::Timers timers(*database_);
  ReminderHandler handler(*random_);
  timers.add_handler(handler);
  jobs::Lease lease(*database_, "timers", "test", std::chrono::hours{1});
  ASSERT_TRUE(lease.keep());
  EXPECT_EQ(timers.sweep(lease, at_, at_), 0);
  EXPECT_EQ(timers.sweep(lease, at_ + std::chrono::hours{1}, at_), 1);
  EXPECT_EQ(timers.sweep(lease, at_ + std::chrono::hours{2}, at_), 0);
  EXPECT_EQ(list(two_).at("items").as_list().size(), 1U);
  EXPECT_EQ(list(one_).at("items").as_list().size(), 2U);
  EXPECT_EQ(list(two_).at("items").as_list()[0].text_or("link"), "/windows/w1");
}

TEST_P(Messages, a_reminder_is_cancelled_or_refused) {
  const Message message{"windows.opened", {}, "window", "w1", "/windows/w1"};
  const auto set = [&](const std::string& kind) {
    write([&](storage::Connection& connection) { return set_reminder(connection, at_, {{kind, "one"}}, message, at_, *random_); });
  };
  set("account");
  EXPECT_EQ(write([&](storage::Connection& connection) { return cancel_reminders(connection, "windows.opened", "window", "w1"); }), 1);
  set("nobody");
  auto transaction = database_->write();
  auto timer = jobs::list_timers_of(transaction->connection(), "window", "w1").at(0);
  EXPECT_EQ(ReminderHandler(*random_).fire(transaction->connection(), timer, at_).error().id, "messages.bad_reminder");
  timer.params = {};
  EXPECT_EQ(ReminderHandler(*random_).fire(transaction->connection(), timer, at_).error().id, "messages.bad_reminder");
}

}  // namespace
}  // namespace zhidian::messages
