#include "capabilities/delivery/webhook_call.hpp"

#include <fmt/format.h>

#include "base/id.hpp"
#include "outbound/signature.hpp"

namespace zhidian::delivery {
namespace {

using base::Value;

std::string robot_body(const Notification& notification) {
  return base::print_json(Value::Map{{"msgtype", "text"}, {"text", Value::Map{{"content", notification.text + "\n" + notification.link}}}});
}

std::string plain_body(const Notification& notification) {
  return base::print_json(Value::Map{
      {"id", notification.id}, {"kind", notification.kind}, {"text", notification.text}, {"link", notification.link}, {"at", notification.at}});
}

/// Source: DingTalk custom robots, signing: HMAC-SHA256 of "timestamp\nsecret" under the secret.
std::string signed_address(const Webhook& webhook, base::Instant now) {
  if (webhook.secret.empty()) return webhook.url;
  const auto timestamp = std::to_string(now.time_since_epoch().count());
  const auto signature = outbound::base64(outbound::hmac_sha256(webhook.secret, timestamp + "\n" + webhook.secret));
  return fmt::format("{}{}timestamp={}&sign={}", webhook.url, webhook.url.find('?') == std::string::npos ? '?' : '&', timestamp,
                     outbound::percent_encoded(signature));
}

}  // namespace

outbound::Post write_call(const Webhook& webhook, const Notification& notification, base::Instant system_now) {
  if (webhook.format == "wecom") return {webhook.url, robot_body(notification), "application/json", {}};
  if (webhook.format == "dingtalk") return {signed_address(webhook, system_now), robot_body(notification), "application/json", {}};
  outbound::Post post{webhook.url, plain_body(notification), "application/json", {}};
  const auto timestamp = std::to_string(std::chrono::floor<std::chrono::seconds>(system_now).time_since_epoch().count());
  const auto signature = base::to_hex(outbound::hmac_sha256(webhook.secret, timestamp + "." + post.body));
  post.headers = {"X-Zhidian-Delivery: " + notification.id, "X-Zhidian-Timestamp: " + timestamp, "X-Zhidian-Signature: sha256=" + signature};
  return post;
}

base::Result<void> judge_answer(const Webhook& webhook, const outbound::Answer& answer) {
  if (webhook.format == "json") return {};
  const auto body = base::parse_json(answer.body);
  const Value& code = body ? body->at("errcode") : Value();
  if (!code.is_integer()) return base::refuse(base::ErrorCode::unavailable, "delivery.robot_unclear");
  if (code.as_integer() == 0) return {};
  return base::refuse(base::ErrorCode::unavailable, "delivery.robot_refused", {{"code", std::to_string(code.as_integer())}});
}

}  // namespace zhidian::delivery
