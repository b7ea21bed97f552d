#pragma once
#include <functional>
#include <string>

#include "capabilities/delivery/delivery_store.hpp"
#include "capabilities/delivery/sending.hpp"
#include "outbound/mail.hpp"

namespace zhidian::delivery {

/// Whose name stands on the mails.
struct Sender {
  std::string address;
  std::string name;
};

/// Mails to people: the address is the one that is confirmed when the mail leaves. Threads: one.
class MailChannel final : public jobs::Channel {
 public:
  using PostOffice = std::function<base::Result<void>(const outbound::Mail&)>;
  MailChannel(Surroundings surroundings, Sender sender, PostOffice post_office);
  std::string name() const override { return "mail"; }
  jobs::Sending send(const jobs::OutboxMessage& message) override;

 private:
  outbound::Mail write(const jobs::OutboxMessage& message, const Reader& reader) const;
  base::Result<void> hand_over(const jobs::OutboxMessage& message) const;

  Surroundings surroundings_;
  Sender sender_;
  PostOffice post_office_;
};

}  // namespace zhidian::delivery
