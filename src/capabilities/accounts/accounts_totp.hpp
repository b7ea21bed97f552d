#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/id.hpp"

namespace zhidian::accounts {

/// A fresh secret of 160 bits in base32, 32 characters. Source: RFC 4226 section 4 R6.
std::string make_totp_secret(base::Random& random);
bool is_totp_secret(std::string_view text);

/// The six digits of a time step. Source: RFC 6238 with SHA-1; RFC 4226 section 5.3.
std::string totp_code(std::string_view secret, std::int64_t step);
/// Steps of 30 seconds since 1970.
std::int64_t totp_step(base::Instant now);

/// The step whose code this is, one step early or late allowed, only steps after `last_step`; empty where it is none.
std::optional<std::int64_t> match_totp(std::string_view secret, std::string_view code, base::Instant now, std::int64_t last_step);

/// otpauth://totp/… for the QR code of an authenticator.
std::string totp_uri(std::string_view secret, std::string_view login_name);

}  // namespace zhidian::accounts
