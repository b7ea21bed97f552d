#pragma once
#include <string>
#include <string_view>

namespace zhidian::outbound {

/// HMAC with SHA-256, as 32 bytes. Source: RFC 2104.
std::string hmac_sha256(std::string_view key, std::string_view bytes);
/// Source: RFC 4648 section 4.
std::string base64(std::string_view bytes);
/// As the value of a query parameter. Source: RFC 3986.
std::string percent_encoded(std::string_view bytes);

}  // namespace zhidian::outbound
