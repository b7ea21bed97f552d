#include "capabilities/delivery/mail_channel.hpp"

#include "base/text.hpp"

namespace zhidian::delivery {
namespace {

using base::ErrorCode;

constexpr std::size_t longest_subject = 240;  // bytes

bool is_code(const base::Value& payload) { return payload.text_or("purpose") == "code"; }

std::string shorten(std::string text) {
  if (text.size() <= longest_subject) return text;
  text.resize(base::valid_utf8_length(std::string_view(text).substr(0, longest_subject)));
  return text + "…";
}

}  // namespace

MailChannel::MailChannel(Surroundings surroundings, Sender sender, PostOffice post_office)
    : surroundings_(std::move(surroundings)), sender_(std::move(sender)), post_office_(std::move(post_office)) {}

outbound::Mail MailChannel::write(const jobs::OutboxMessage& message, const Reader& reader) const {
  const auto language = language_of(reader.language);
  const std::string text = text_of(message.payload, language);
  const std::string place = surroundings_.public_address;
  outbound::Mail mail{sender_.address, sender_.name, reader.address, {}, {}, message.id, surroundings_.clock.system_now()};
  mail.subject = shorten(http::sentence(language, "delivery.mail_subject", {{"text", text}}));
  if (is_code(message.payload)) {
    mail.to = reader.pending_address;
    mail.text = http::sentence(language, "delivery.code_text", {{"name", reader.display_name}, {"code", message.payload.text_or("code")}});
    return mail;
  }
  mail.text = http::sentence(
      language, "delivery.mail_text",
      {{"name", reader.display_name}, {"text", text}, {"link", place + message.payload.text_or("link")}, {"settings", place + "/account"}});
  return mail;
}

base::Result<void> MailChannel::hand_over(const jobs::OutboxMessage& message) const {
  const auto reader = find_reader(surroundings_.database.read()->connection(), message.recipient);
  if (is_code(message.payload)) {
    const bool is_newest = reader && reader->code_digest == base::sha256_hex(message.payload.text_or("code"));
    if (!is_newest) return base::refuse(ErrorCode::not_found, "delivery.code_replaced");
    if (base::print_instant(surroundings_.clock.system_now()) >= reader->code_until)
      return base::refuse(ErrorCode::not_found, "delivery.code_expired");
  } else if (!reader || reader->address.empty()) {
    return base::refuse(ErrorCode::not_found, "delivery.no_address");
  }
  return post_office_(write(message, *reader));
}

jobs::Sending MailChannel::send(const jobs::OutboxMessage& message) {
  if (const auto later = find_later(surroundings_, message)) return jobs::Sending::postponed(*later);
  return to_sending(hand_over(message));
}

}  // namespace zhidian::delivery
