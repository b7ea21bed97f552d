#pragma once
#include <string>

#include "capabilities/delivery/delivery_store.hpp"
#include "outbound/outbound.hpp"

namespace zhidian::delivery {

/// What a webhook is told.
struct Notification {
  std::string id;    // the same at every attempt
  std::string kind;  // cases.action, …; trial
  std::string text;
  std::string link;  // whole address
  std::string at;    // business time
};

/// json: the notification as it stands, with `X-Zhidian-Signature: sha256=<hex>` over `<X-Zhidian-Timestamp>.<body>`; wecom and dingtalk: a text
/// message of their robots, a dingtalk one signed in its address where it has a secret.
/// Units: the timestamp counts seconds since 1970, dingtalk's milliseconds.
outbound::Post write_call(const Webhook& webhook, const Notification& notification, base::Instant system_now);

/// Robots say 200 also where they refuse; what they say is read with suspicion. Errors: delivery.robot_refused ({code}), delivery.robot_unclear.
base::Result<void> judge_answer(const Webhook& webhook, const outbound::Answer& answer);

}  // namespace zhidian::delivery
