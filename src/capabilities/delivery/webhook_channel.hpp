#pragma once
#include <functional>

#include "capabilities/delivery/sending.hpp"
#include "capabilities/delivery/webhook_call.hpp"

namespace zhidian::delivery {

/// Calls of webhooks, as they are set when the call leaves. Threads: one.
class WebhookChannel final : public jobs::Channel {
 public:
  using Line = std::function<base::Result<outbound::Answer>(const outbound::Post&)>;
  WebhookChannel(Surroundings surroundings, Line line) : surroundings_(std::move(surroundings)), line_(std::move(line)) {}
  std::string name() const override { return "webhook"; }
  jobs::Sending send(const jobs::OutboxMessage& message) override;

 private:
  base::Result<void> call(const jobs::OutboxMessage& message) const;

  Surroundings surroundings_;
  Line line_;
};

}  // namespace zhidian::delivery
