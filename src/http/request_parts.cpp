#include "http/request_parts.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "http/encoding.hpp"

namespace zhidian::http {

namespace {

constexpr std::size_t most_parameters = 64;

/// The piece up to `mark`; `text` keeps what follows it.
std::string_view take_until(std::string_view& text, char mark) {
  const auto end = std::min(text.find(mark), text.size());
  const auto piece = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return piece;
}

std::optional<Language> language_of(std::string_view tag) {
  const auto lower = to_lower(trim_spaces(tag));
  const auto primary = lower.substr(0, lower.find_first_of("-_"));
  if (primary == "zh") return Language::zh;
  if (primary == "en") return Language::en;
  return std::nullopt;
}

/// The weight of `q=0.8` in thousandths; 1000 without one.
int weight_of(std::string_view parameters) {
  const auto found = parameters.find("q=");
  if (found == std::string_view::npos) return 1000;
  const auto text = parameters.substr(found + 2);
  int weight = 0;
  int unit = 1000;
  for (const char c : text.substr(0, 5)) {
    if (c == '.') continue;
    if (c < '0' || c > '9') break;
    weight += (c - '0') * unit;
    unit /= 10;
  }
  return std::min(weight, 1000);
}

}  // namespace

bool has_word(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    if (take_until(list, ' ') == word) return true;
  }
  return false;
}

base::Result<Parameters> parse_query(std::string_view query, std::string_view declared) {
  Parameters parameters;
  while (!query.empty()) {
    auto pair = take_until(query, '&');
    const auto name = percent_decode(take_until(pair, '='), Plus::is_space);
    auto value = percent_decode(pair, Plus::is_space);
    if (!name || !value || parameters.size() == most_parameters) return base::refuse(base::ErrorCode::malformed, "http.bad_path");
    if (!has_word(declared, *name) || !parameters.emplace(*name, std::move(*value)).second) {
      return base::refuse(base::ErrorCode::malformed, "http.unknown_parameter", {{"name", name->substr(0, 60)}});
    }
  }
  return parameters;
}

std::string find_cookie(const Request& request, std::string_view name) {
  for (const auto& [header, value] : request.headers) {
    if (header != "cookie") continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      auto pair = trim_spaces(take_until(rest, ';'));
      if (take_until(pair, '=') == name) return std::string(pair);
    }
  }
  return {};
}

Language choose_language(const Request& request) {
  if (const auto chosen = language_of(find_cookie(request, "language"))) return *chosen;
  std::string_view rest = request.at("accept-language");
  std::optional<Language> best;
  int best_weight = 0;
  while (!rest.empty()) {
    auto part = take_until(rest, ',');
    const auto language = language_of(take_until(part, ';'));
    const int weight = weight_of(part);
    if (language && weight > best_weight) {
      best = language;
      best_weight = weight;
    }
  }
  return best.value_or(Language::zh);
}

base::Result<std::string> read_entity_tag(std::string_view text) {
  const bool is_quoted = text.size() > 2 && text.size() <= 100 && text.front() == '"' && text.back() == '"';
  const auto tag = is_quoted ? text.substr(1, text.size() - 2) : std::string_view();
  const bool is_plain = std::all_of(tag.begin(), tag.end(), [](char c) { return c > 0x20 && c < 0x7f && c != '"'; });
  if (!is_quoted || !is_plain) return base::refuse(base::ErrorCode::malformed, "http.bad_if_match");
  return std::string(tag);
}

bool is_idempotency_key(std::string_view text) {
  return text.size() >= 8 && text.size() <= 100 && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

bool is_media_type(std::string_view content_type, std::string_view wanted) {
  auto rest = content_type;
  if (to_lower(trim_spaces(take_until(rest, ';'))) != wanted) return false;
  const auto parameters = to_lower(trim_spaces(rest));
  return parameters.find("charset=") == std::string::npos || parameters == "charset=utf-8" || parameters == "charset=\"utf-8\"";
}

std::string network_of(std::string_view address) {
  const std::string text(address);
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text;
  if (text.starts_with("::ffff:")) return text.substr(7);
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  std::array<char, INET6_ADDRSTRLEN> printed{};
  inet_ntop(AF_INET6, bytes.data(), printed.data(), printed.size());
  return std::string(printed.data()) + "/64";
}

bool is_loopback(std::string_view address) { return address == "::1" || address.starts_with("127.") || address.starts_with("::ffff:127."); }

}  // namespace zhidian::http
