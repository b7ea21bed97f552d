#include "audit/log.hpp"
#include "capabilities/delivery/delivery_test_support.hpp"
#include "capabilities/delivery/webhook_channel.hpp"
#include "outbound/signature.hpp"

namespace zhidian::delivery {
namespace {

using base::Value;

class Webhooks : public DeliveryTest {
 protected:
  base::Result<http::Response> create(Value::Map more = {}) {
    more.emplace("authority_id", "city");
    more.emplace("url", "https://hooks.example.org/robot?key=secret-key");
    more.emplace("format", "json");
    return ask(&Handlers::create_webhook, one_, std::move(more));
  }
  void deliver() {
    WebhookChannel channel({*database_, clock_, [](base::Instant at, bool) { return at; }, "https://zhidian.example.org"},
                           [&](const outbound::Post& post) -> base::Result<outbound::Answer> {
                             calls_.push_back(post);
                             return answer_;
                           });
    deliver_by(channel);
  }
  bool call() {
    return write([&](storage::Connection& connection) { return call_authority(connection, "city", told_, clock_.now, *random_); });
  }

  outbound::Answer answer_{200, R"({"errcode":0})"};
  std::vector<outbound::Post> calls_;
};
INSTANTIATE_TEST_SUITE_P(databases, Webhooks, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

TEST_P(Webhooks, are_called_with_a_signature_over_time_and_body) {
  const auto secret = body_of(create()).text_or("secret");
  EXPECT_EQ(secret.size(), 64U);
  ASSERT_TRUE(call());
  deliver();
  ASSERT_EQ(calls_.size(), 1U);
  const auto timestamp = std::to_string(std::chrono::floor<std::chrono::seconds>(clock_.now).time_since_epoch().count());
  EXPECT_EQ(calls_[0].headers[0], "X-Zhidian-Delivery: " + sendings()[0].id);
  EXPECT_EQ(calls_[0].headers[1], "X-Zhidian-Timestamp: " + timestamp);
  EXPECT_EQ(calls_[0].headers[2], "X-Zhidian-Signature: sha256=" + base::to_hex(outbound::hmac_sha256(secret, timestamp + "." + calls_[0].body)));
  const auto body = *base::parse_json(calls_[0].body);
  EXPECT_EQ(body.text_or("kind"), "organisations.registered");
  EXPECT_EQ(body.text_or("link"), "https://zhidian.example.org/cases/c1");
  EXPECT_NE(body.text_or("text").find("{{x}}"), std::string::npos);
}

TEST_P(Webhooks, speak_to_the_robots_of_wecom_and_dingtalk) {
  create({{"format", "wecom"}});
  call();
  deliver();
  const auto body = *base::parse_json(calls_.at(0).body);
  EXPECT_EQ(body.text_or("msgtype"), "text");
  EXPECT_NE(body.at("text").text_or("content").find("https://zhidian.example.org/cases/c1"), std::string::npos);
  EXPECT_TRUE(calls_[0].headers.empty());
  const Webhook signing{"w", {}, "city", "https://hooks.example.org/robot/send?access_token=t", "dingtalk", "SECabc", "zh", "", 1};
  const auto post = write_call(signing, {"1", "k", "文", "l", ""}, base::Instant(1'767'225'600'123ms));
  EXPECT_EQ(post.url, "https://hooks.example.org/robot/send?access_token=t&timestamp=1767225600123&sign=" +
                          outbound::percent_encoded(outbound::base64(outbound::hmac_sha256("SECabc", "1767225600123\nSECabc"))));
}

TEST_P(Webhooks, are_tried_again_where_a_robot_refuses_or_babbles) {
  create({{"format", "wecom"}});
  call();
  answer_.body = R"({"errcode":45009,"errmsg":"<script>"})";
  deliver();
  EXPECT_EQ(sendings()[0].last_error, "delivery.robot_refused code=45009");
  answer_.body = "<html>";
  clock_.now += 1h;
  deliver();
  EXPECT_EQ(sendings()[0].last_error, "delivery.robot_unclear");
  answer_.body = R"({"errcode":0})";
  clock_.now += 2h;
  deliver();
  EXPECT_EQ(sendings()[0].state, "sent");
}

TEST_P(Webhooks, lead_to_allowed_hosts_only) {
  for (const auto& [url, id] : std::map<std::string, std::string>{{"https://evil.example/", "outbound.not_allowed"},
                                                                  {"http://hooks.example.org/", "outbound.not_allowed"},
                                                                  {"https://127.0.0.1/", "outbound.not_allowed"},
                                                                  {"smtp://mail.example.org", "outbound.bad_address"},
                                                                  {"", "outbound.bad_address"}})
    EXPECT_EQ(id_of(create({{"url", url}})), id) << url;
  EXPECT_EQ(id_of(create({{"format", "fax"}})), "delivery.unknown_format");
  EXPECT_EQ(id_of(create({{"state", "active"}})), "http.invalid_body");
}

TEST_P(Webhooks, belong_to_one_body_the_person_stands_for) {
  EXPECT_EQ(id_of(create({{"authority_id", "other"}})), "delivery.unknown_owner");
  EXPECT_EQ(id_of(create({{"organisation_id", "o1"}})), "delivery.unknown_owner");
  EXPECT_EQ(id_of(create()), "");
  EXPECT_EQ(id_of(create()), "delivery.webhook_exists");
}

TEST_P(Webhooks, stay_with_their_owner) {
  const auto id = body_of(create()).text_or("id");
  const auto change = [&](Value::Map more) {
    more.emplace("format", "json");
    return id_of(ask(&Handlers::update_webhook, one_, std::move(more), id));
  };
  EXPECT_EQ(change({{"authority_id", "other"}}), "delivery.unknown_owner");
  EXPECT_EQ(change({{"organisation_id", "o1"}}), "delivery.unknown_owner");
  EXPECT_EQ(change({{"organisation_id", "o1"}, {"authority_id", "city"}}), "delivery.unknown_owner");
  EXPECT_EQ(change({{"language", "fr"}}), "delivery.unknown_language");
  EXPECT_EQ(change({{"authority_id", "city"}, {"language", "en"}}), "");
}

TEST_P(Webhooks, leave_in_the_log_who_led_calls_where_but_no_key) {
  const auto id = body_of(create()).text_or("id");
  ASSERT_EQ(id_of(ask(&Handlers::update_webhook, one_, Value::Map{{"format", "dingtalk"}, {"secret", "SECabc"}}, id)), "");
  ASSERT_EQ(id_of(ask(&Handlers::update_webhook, one_, Value::Map{{"format", "json"}}, id)), "delivery.stale");
  ASSERT_EQ(id_of(ask(&Handlers::delete_webhook, one_, {}, id)), "");
  const auto events = audit::list_events(database_->read()->connection(), "webhook", id);
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[0].action, "create");
  EXPECT_EQ(events[1].action, "change");
  EXPECT_EQ(events[1].content.text_or("format"), "dingtalk");
  EXPECT_EQ(events[2].action, "remove");
  for (const auto& event : events) {
    EXPECT_EQ(event.actor_id, "one");
    EXPECT_EQ(event.content.text_or("authority_id"), "city");
    EXPECT_EQ(event.content.text_or("host"), "https://hooks.example.org");
    const auto told = base::print_json(event.content) + base::print_json(event.personal);
    for (const char* secret : {"secret", "SECabc", "robot"}) EXPECT_EQ(told.find(secret), std::string::npos) << told;
  }
}

TEST_P(Webhooks, of_others_look_like_absent) {
  const auto id = body_of(create()).text_or("id");
  const Value body = Value::Map{{"format", "json"}};
  for (const auto& [person, webhook] : {std::pair(&two_, id), std::pair(&one_, std::string("absent"))}) {
    EXPECT_EQ(id_of(ask(&Handlers::update_webhook, *person, body, webhook)), "delivery.webhook_not_found");
    EXPECT_EQ(id_of(ask(&Handlers::delete_webhook, *person, {}, webhook)), "delivery.webhook_not_found");
    EXPECT_EQ(id_of(ask(&Handlers::try_webhook, *person, {}, webhook)), "delivery.webhook_not_found");
  }
  EXPECT_TRUE(body_of(ask(&Handlers::list_webhooks, two_)).at("items").as_list().empty());
}

TEST_P(Webhooks, show_neither_their_key_nor_their_secret_again) {
  create();
  const auto listed = base::print_json(body_of(ask(&Handlers::list_webhooks, one_)));
  EXPECT_EQ(listed.find("secret-key"), std::string::npos);
  EXPECT_EQ(listed.find("\"secret\""), std::string::npos);
  EXPECT_NE(listed.find("https://hooks.example.org"), std::string::npos);
}

TEST_P(Webhooks, change_under_their_version_and_get_a_new_secret_on_demand) {
  const auto first = body_of(create());
  const auto id = first.text_or("id");
  EXPECT_EQ(id_of(ask(&Handlers::update_webhook, one_, Value::Map{{"format", "json"}}, id, "v7")), "delivery.stale");
  const auto kept = body_of(ask(&Handlers::update_webhook, one_, Value::Map{{"format", "json"}}, id));
  EXPECT_TRUE(kept.at("secret").is_null());
  const auto renewed = body_of(ask(&Handlers::update_webhook, one_, Value::Map{{"format", "json"}, {"renew_secret", true}}, id, "v2"));
  EXPECT_NE(renewed.text_or("secret"), "");
  EXPECT_NE(renewed.text_or("secret"), first.text_or("secret"));
}

TEST_P(Webhooks, are_tried_by_hand_and_gone_once_removed) {
  const auto id = body_of(create()).text_or("id");
  EXPECT_EQ(id_of(ask(&Handlers::try_webhook, one_, {}, id)), "");
  deliver();
  ASSERT_EQ(calls_.size(), 1U);
  EXPECT_EQ(base::parse_json(calls_[0].body)->text_or("kind"), "trial");
  call();
  EXPECT_EQ(id_of(ask(&Handlers::delete_webhook, one_, {}, id)), "");
  deliver();
  EXPECT_EQ(calls_.size(), 1U);
  EXPECT_EQ(sendings()[0].last_error, "delivery.webhook_removed");
  EXPECT_FALSE(call());
}

}  // namespace
}  // namespace zhidian::delivery
