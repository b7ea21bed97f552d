#pragma once
#include <memory>
#include <vector>

#include "jobs/outbox.hpp"
#include "outbound/service.hpp"
#include "server/application.hpp"
#include "server/commands.hpp"

namespace zhidian::server {

/// How this installation reaches the outside, from the flags of `serve`: a mail server, hosts for webhooks, or neither.
class Outward {
 public:
  /// Throws with one sentence where a flag is wrong.
  explicit Outward(const OutwardOptions& options);
  /// The server that holds the search indexes, or null where they are files.
  std::shared_ptr<const outbound::Service> search_engine() const;
  /// Tells the application and the database what is set up; before the first request.
  void announce(Store& store, Application& application) const;
  /// The channels that are set up. `store` and `application` must outlive them; the links of mails begin with `public_address`.
  std::vector<std::unique_ptr<jobs::Channel>> channels(Store& store, const Application& application, const std::string& public_address) const;

 private:
  bool has_mail() const { return !server_.url.empty(); }

  OutwardOptions options_;
  outbound::MailServer server_;
  outbound::AllowList webhook_hosts_, mail_hosts_;
};

}  // namespace zhidian::server
