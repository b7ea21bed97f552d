#include "capabilities/delivery/webhook_channel.hpp"

namespace zhidian::delivery {

base::Result<void> WebhookChannel::call(const jobs::OutboxMessage& message) const {
  const auto webhook = find_webhook(surroundings_.database.read()->connection(), message.recipient);
  if (!webhook) return base::refuse(base::ErrorCode::not_found, "delivery.webhook_removed");
  const auto& payload = message.payload;
  const Notification notification{message.id, payload.text_or("kind", payload.text_or("purpose")), text_of(payload, language_of(webhook->language)),
                                  surroundings_.public_address + payload.text_or("link"), payload.text_or("at")};
  const auto answer = line_(write_call(*webhook, notification, surroundings_.clock.system_now()));
  if (!answer) return base::refuse(answer.error());
  return judge_answer(*webhook, *answer);
}

jobs::Sending WebhookChannel::send(const jobs::OutboxMessage& message) {
  if (const auto later = find_later(surroundings_, message)) return jobs::Sending::postponed(*later);
  return to_sending(call(message));
}

}  // namespace zhidian::delivery
