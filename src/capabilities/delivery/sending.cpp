#include "capabilities/delivery/sending.hpp"

#include <sstream>

namespace zhidian::delivery {
namespace {

std::map<std::string, std::string> texts_of(const base::Value& params) {
  std::map<std::string, std::string> texts;
  if (!params.is_map()) return texts;
  for (const auto& [name, value] : params.as_map())
    if (value.is_text()) texts.emplace(name, value.as_text());
  return texts;
}

}  // namespace

std::optional<base::Instant> find_later(const Surroundings& surroundings, const jobs::OutboxMessage& message) {
  const auto now = surroundings.clock.business_now();
  const auto next = surroundings.hours(now, message.payload.bool_or("is_urgent", false));
  return next > now ? std::optional(next) : std::nullopt;
}

std::string text_of(const base::Value& payload, http::Language language) {
  if (const auto purpose = payload.text_or("purpose"); !purpose.empty()) return http::sentence(language, "delivery.purpose_" + purpose, {});
  return http::sentence(language, "messages." + payload.text_or("kind"), texts_of(payload.at("params")));
}

http::Language language_of(std::string_view word) { return word == "en" ? http::Language::en : http::Language::zh; }

/// Errors: the id and its parameters, none of which holds a blank: `outbound.refused status=550`.
jobs::Sending to_sending(const base::Result<void>& outcome) {
  if (outcome) return jobs::Sending::sent();
  std::string reason = outcome.error().id;
  for (const auto& [name, text] : outcome.error().params) reason += " " + name + "=" + text;
  if (outcome.error().code == base::ErrorCode::unavailable) return jobs::Sending::failed(std::move(reason));
  return jobs::Sending::refused(std::move(reason));
}

std::string say_reason(const std::string& reason, http::Language language) {
  std::istringstream words(reason);
  std::string id, word;
  words >> id;
  std::map<std::string, std::string> params;
  while (words >> word) {
    const auto mark = word.find('=');
    if (mark != std::string::npos) params.emplace(word.substr(0, mark), word.substr(mark + 1));
  }
  if (id.empty()) return {};
  const bool is_ours = id.starts_with("outbound.") || id.starts_with("delivery.");
  return http::sentence(language, is_ours ? id : "delivery.failed_inside", params);
}

}  // namespace zhidian::delivery
