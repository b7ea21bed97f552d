#include "capabilities/delivery/delivery_test_support.hpp"
#include "http/sentences.hpp"

namespace zhidian::delivery {
namespace {

using base::Value;

class Delivery : public DeliveryTest {};
INSTANTIATE_TEST_SUITE_P(databases, Delivery, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

TEST_P(Delivery, needs_a_confirmed_address) {
  EXPECT_FALSE(mail(told_));
  const auto code = enter("a@example.org");
  EXPECT_FALSE(mail(told_));
  EXPECT_EQ(settings().text_or("pending_address"), "a@example.org");
  EXPECT_EQ(id_of(ask(&Handlers::confirm_mail_address, one_, Value::Map{{"code", code}})), "");
  EXPECT_EQ(settings().text_or("address"), "a@example.org");
  EXPECT_EQ(settings().text_or("pending_address"), "");
  EXPECT_TRUE(mail(told_));
  ASSERT_EQ(sendings().size(), 1U);
  EXPECT_EQ(sendings().front().recipient, "one");
}

TEST_P(Delivery, keeps_the_old_address_until_the_new_one_is_confirmed) {
  confirm("a@example.org");
  clock_.now += 1h;
  const auto code = enter("b@example.org");
  EXPECT_EQ(settings().text_or("address"), "a@example.org");
  EXPECT_TRUE(mail(told_));
  EXPECT_EQ(id_of(ask(&Handlers::confirm_mail_address, one_, Value::Map{{"code", code}})), "");
  EXPECT_EQ(settings().text_or("address"), "b@example.org");
}

TEST_P(Delivery, takes_the_newest_code_as_people_type_it_and_once) {
  const auto first = enter("a@example.org");
  clock_.now += 1min;
  const auto second = enter("a@example.org");
  const auto confirm = [&](const std::string& code) { return id_of(ask(&Handlers::confirm_mail_address, one_, Value::Map{{"code", code}})); };
  EXPECT_EQ(confirm(first), "delivery.wrong_code");
  EXPECT_EQ(confirm(""), "http.invalid_body");
  std::string typed = " " + second.substr(0, 4) + "-" + second.substr(4);
  std::ranges::transform(typed, typed.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  EXPECT_EQ(confirm(typed), "");
  EXPECT_EQ(confirm(second), "delivery.wrong_code");
}

TEST_P(Delivery, takes_no_code_after_half_an_hour) {
  const auto code = enter("a@example.org");
  clock_.now += 30min;
  EXPECT_EQ(id_of(ask(&Handlers::confirm_mail_address, one_, Value::Map{{"code", code}})), "delivery.wrong_code");
}

TEST_P(Delivery, takes_no_code_of_somebody_else) {
  const auto code = enter("a@example.org");
  EXPECT_EQ(id_of(ask(&Handlers::confirm_mail_address, two_, Value::Map{{"code", code}})), "delivery.wrong_code");
}

TEST_P(Delivery, sends_a_code_a_minute_at_most) {
  enter("a@example.org");
  const auto again = [&] { return id_of(ask(&Handlers::enter_mail_address, one_, Value::Map{{"address", "b@example.org"}})); };
  EXPECT_EQ(again(), "delivery.code_just_sent");
  clock_.now += 1min;
  EXPECT_EQ(again(), "");
}

TEST_P(Delivery, refuses_what_is_no_address_and_says_where_mail_is_not_set_up) {
  const auto enter_one = [&](const std::string& address) {
    return id_of(ask(&Handlers::enter_mail_address, one_, Value::Map{{"address", address}}));
  };
  EXPECT_EQ(enter_one("a@b\r\nRCPT TO:<c@d>"), "outbound.bad_mail_address");
  EXPECT_EQ(enter_one("张@example.org"), "outbound.bad_mail_address");
  confirm("a@example.org");
  clock_.now += 1h;
  write([](storage::Connection& connection) { return record_ways(connection, false, false), 0; });
  EXPECT_EQ(enter_one("a@example.org"), "delivery.mail_not_set_up");
  EXPECT_FALSE(settings().bool_or("is_mail_set_up", true));
  EXPECT_FALSE(mail(told_));
}

TEST_P(Delivery, leaves_out_topics_that_are_not_wanted) {
  confirm("a@example.org");
  const auto version = settings().integer_or("version", 0);
  const Value wishes = Value::Map{{"language", "en"}, {"muted_topics", Value::List{"organisations"}}};
  EXPECT_EQ(id_of(ask(&Handlers::update_delivery_settings, one_, wishes, "", "v9")), "delivery.stale");
  EXPECT_EQ(id_of(ask(&Handlers::update_delivery_settings, one_, wishes, "", "v" + std::to_string(version))), "");
  EXPECT_FALSE(mail(told_));
  auto other = told_;
  other.kind = "cases.action";
  EXPECT_TRUE(mail(other));
  EXPECT_EQ(settings().text_or("language"), "en");
}

TEST_P(Delivery, refuses_unknown_wishes) {
  const auto wish = [&](Value body) { return id_of(ask(&Handlers::update_delivery_settings, one_, std::move(body))); };
  EXPECT_EQ(wish(Value::Map{{"language", "fr"}, {"muted_topics", Value::List{}}}), "delivery.unknown_language");
  EXPECT_EQ(wish(Value::Map{{"language", "zh"}, {"muted_topics", Value::List{"gossip"}}}), "delivery.unknown_topic");
  EXPECT_EQ(wish(Value::Map{{"language", "zh"}, {"muted_topics", Value::List{7}}}), "http.invalid_body");
  EXPECT_EQ(wish(Value::Map{{"language", "zh"}, {"muted_topics", Value::List{}}, {"address", "a@b"}}), "http.invalid_body");
}

TEST_P(Delivery, ends_with_the_address) {
  confirm("a@example.org");
  EXPECT_EQ(id_of(ask(&Handlers::remove_mail_address, one_)), "");
  EXPECT_EQ(settings().text_or("address"), "");
  EXPECT_FALSE(mail(told_));
}

TEST_P(Delivery, stands_in_the_person_s_list_with_its_reason) {
  confirm("a@example.org");
  mail(told_);
  auto body = body_of(ask(&Handlers::list_deliveries, one_));
  ASSERT_EQ(body.at("items").as_list().size(), 2U);
  EXPECT_NE(body.at("items").as_list()[1].text_or("text").find("{{x}}"), std::string::npos);
  EXPECT_EQ(body_of(ask(&Handlers::list_deliveries, two_)).at("items").as_list().size(), 0U);
  body = body_of(ask(&Handlers::list_all_deliveries, two_));
  ASSERT_EQ(body.at("items").as_list().size(), 2U);
  EXPECT_EQ(body.at("items").as_list()[0].text_or("login_name"), "one");
  EXPECT_TRUE(body.at("items").as_list()[0].at("text").is_null());
}

TEST(Reasons, are_said_in_words) {
  const auto reason = to_sending(base::refuse(base::ErrorCode::unavailable, "outbound.deferred", {{"status", "451"}}));
  EXPECT_EQ(reason.reason, "outbound.deferred status=451");
  EXPECT_EQ(reason.outcome, jobs::Sending::Outcome::failed);
  EXPECT_NE(say_reason(reason.reason, http::Language::zh).find("451"), std::string::npos);
  EXPECT_EQ(say_reason("", http::Language::zh), "");
  EXPECT_EQ(say_reason("no such table", http::Language::en), http::sentence(http::Language::en, "delivery.failed_inside", {}));
}

TEST(Topics, are_those_there_are_messages_of) {
  const auto topics = list_topics();
  for (const std::string_view topic : {"cases", "notices", "windows"}) EXPECT_EQ(std::ranges::count(topics, topic), 1) << topic;
  for (const auto& topic : topics)
    EXPECT_TRUE(std::ranges::any_of(http::embedded_sentences(), [&](const auto& each) { return each.id.starts_with("messages." + topic + "."); }))
        << topic;
}

}  // namespace
}  // namespace zhidian::delivery
