#include "capabilities/jobs_desk/jobs_desk.hpp"

#include "base/text.hpp"

namespace zhidian::jobs_desk {

std::string mask_recipient(std::string_view recipient) {
  const auto at = recipient.find('@');
  const std::size_t shown = at == std::string_view::npos ? 8 : 1;
  auto masked = std::string(recipient.substr(0, std::min(shown, recipient.size() / 2)));
  masked.resize(base::valid_utf8_length(masked));
  masked += "***";
  if (at != std::string_view::npos) masked += recipient.substr(at);
  return masked;
}

std::string say_reason(http::Language language, std::string_view noted) {
  const auto space = noted.find(' ');
  const std::string id(noted.substr(0, space));
  std::map<std::string, std::string> params;
  if (space != std::string_view::npos) {
    const auto value = base::parse_json(noted.substr(space + 1));
    if (!value || !value->is_map()) return std::string(noted);
    for (const auto& [name, text] : value->as_map()) params.emplace(name, text.is_text() ? text.as_text() : "");
  }
  const auto said = http::sentence(language, id, params);
  return said == id ? std::string(noted) : said;
}

}  // namespace zhidian::jobs_desk
