#pragma once
#include "capabilities/delivery/delivery.hpp"
#include "capabilities/delivery/delivery_store.hpp"
#include "capabilities/delivery/routes.hpp"
#include "outbound/allow_list.hpp"

namespace zhidian::delivery {

/// The version of If-Match; one that no row has where it is unreadable.
std::int64_t read_version(const http::Call& call);

/// A person's own settings, the webhooks of whom they stand for, and what was sent. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  /// The hosts webhooks may lead to; before the first request.
  void use_allowed(outbound::AllowList allowed) { allowed_ = std::move(allowed); }

  base::Result<http::Response> get_delivery_settings(http::Call& call) override;
  base::Result<http::Response> update_delivery_settings(http::Call& call) override;
  base::Result<http::Response> enter_mail_address(http::Call& call) override;
  base::Result<http::Response> remove_mail_address(http::Call& call) override;
  base::Result<http::Response> confirm_mail_address(http::Call& call) override;
  base::Result<http::Response> list_webhooks(http::Call& call) override;
  base::Result<http::Response> create_webhook(http::Call& call) override;
  base::Result<http::Response> update_webhook(http::Call& call) override;
  base::Result<http::Response> delete_webhook(http::Call& call) override;
  base::Result<http::Response> try_webhook(http::Call& call) override;
  base::Result<http::Response> list_deliveries(http::Call& call) override;
  base::Result<http::Response> list_all_deliveries(http::Call& call) override;

 private:
  base::Result<void> check_address(const Webhook& webhook) const;

  outbound::AllowList allowed_;
};

}  // namespace zhidian::delivery
