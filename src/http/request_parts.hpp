#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "http/http.hpp"
#include "http/message.hpp"

namespace zhidian::http {

using Parameters = std::map<std::string, std::string, std::less<>>;

/// The query of an address. `declared` are the space-separated names the operation knows.
/// Errors: http.unknown_parameter (unknown or repeated), http.bad_path (broken escapes, too many).
base::Result<Parameters> parse_query(std::string_view query, std::string_view declared);
/// The value of a cookie, or empty. Source: RFC 6265 section 4.2.
std::string find_cookie(const Request& request, std::string_view name);
/// Cookie `language` (zh, zh-CN, en …), else Accept-Language, else Chinese.
Language choose_language(const Request& request);
/// `"v7"` → v7. Errors: http.bad_if_match.
base::Result<std::string> read_entity_tag(std::string_view text);
/// True where `text` is a usable Idempotency-Key: 8 to 100 visible ASCII characters.
bool is_idempotency_key(std::string_view text);
/// True where the media type of Content-Type is `wanted` (any parameters but another charset than utf-8).
bool is_media_type(std::string_view content_type, std::string_view wanted);
/// The address itself for IPv4, the /64 for IPv6: what rate limits count.
std::string network_of(std::string_view address);
bool is_loopback(std::string_view address);
/// True where a space-separated list holds the word.
bool has_word(std::string_view list, std::string_view word);

}  // namespace zhidian::http
