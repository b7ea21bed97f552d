#include "capabilities/accounts/accounts_totp.hpp"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace zhidian::accounts {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t secret_bytes = 20;
constexpr std::size_t secret_characters = 32;
constexpr std::int64_t step_milliseconds = 30'000;
constexpr std::uint32_t six_digits = 1'000'000;

/// Source: RFC 4648 section 6, without padding: 20 bytes are exactly 32 characters.
std::string encode_base32(const unsigned char* bytes, std::size_t count) {
  std::string text;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (std::size_t i = 0; i < count; ++i) {
    bits = (bits << 8U) | bytes[i];
    for (held += 8; held >= 5; held -= 5) text += alphabet[(bits >> (held - 5)) & 31U];
  }
  return text;
}

std::string decode_base32(std::string_view text) {
  std::string bytes;
  std::uint32_t bits = 0;
  unsigned held = 0;
  for (const char c : text) {
    bits = (bits << 5U) | static_cast<std::uint32_t>(alphabet.find(c));
    held += 5;
    if (held < 8) continue;
    held -= 8;
    bytes += static_cast<char>((bits >> held) & 255U);
  }
  return bytes;
}

bool is_same(std::string_view one, std::string_view other) {
  return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace

std::string make_totp_secret(base::Random& random) {
  std::array<unsigned char, secret_bytes> bytes{};
  random.fill(bytes.data(), bytes.size());
  return encode_base32(bytes.data(), bytes.size());
}

bool is_totp_secret(std::string_view text) {
  return text.size() == secret_characters && std::ranges::all_of(text, [](char c) { return alphabet.find(c) != std::string_view::npos; });
}

std::int64_t totp_step(base::Instant now) { return now.time_since_epoch().count() / step_milliseconds; }

std::string totp_code(std::string_view secret, std::int64_t step) {
  const std::string key = decode_base32(secret);
  std::array<unsigned char, 8> counter{};
  for (std::size_t i = 0; i < counter.size(); ++i)
    counter[i] = static_cast<unsigned char>((static_cast<std::uint64_t>(step) >> (56U - 8U * i)) & 255U);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  if (HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), counter.data(), counter.size(), digest.data(), &length) == nullptr || length != 20)
    throw std::runtime_error("HMAC-SHA-1 failed");
  const std::size_t offset = digest[19] & 15U;
  const std::uint32_t number = (std::uint32_t{digest[offset] & 127U} << 24U) | (std::uint32_t{digest[offset + 1]} << 16U) |
                               (std::uint32_t{digest[offset + 2]} << 8U) | digest[offset + 3];
  return fmt::format("{:06}", number % six_digits);
}

std::optional<std::int64_t> match_totp(std::string_view secret, std::string_view code, base::Instant now, std::int64_t last_step) {
  std::optional<std::int64_t> matched;
  for (const std::int64_t step : {totp_step(now) - 1, totp_step(now), totp_step(now) + 1})
    if (is_same(totp_code(secret, step), code) && step > last_step && !matched) matched = step;
  return matched;
}

std::string totp_uri(std::string_view secret, std::string_view login_name) {
  return fmt::format("otpauth://totp/Zhidian:{}?secret={}&issuer=Zhidian&algorithm=SHA1&digits=6&period=30", login_name, secret);
}

}  // namespace zhidian::accounts
