#pragma once
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "base/date.hpp"

namespace zhidian::base {

/// A source of random bytes: the operating system's, or a seeded one for the demonstration.
/// Threads: safe to call from several.
class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(unsigned char* bytes, std::size_t count) = 0;
};
std::unique_ptr<Random> make_system_random();
/// The same seed gives the same bytes on every machine (ChaCha20 key stream).
std::unique_ptr<Random> make_seeded_random(std::uint64_t seed);

/// A UUIDv7 in lower-case text, 36 characters. Source: RFC 9562.
std::string make_id(Instant now, Random& random);
/// `count` random bytes as lower-case hex.
std::string make_token(Random& random, std::size_t count = 32);
bool is_id(std::string_view text);

std::string to_hex(std::string_view bytes);
/// SHA-256 of these bytes one after the other, as 32 bytes.
std::string sha256(std::initializer_list<std::string_view> parts);
/// SHA-256 as 64 lower-case hex characters.
std::string sha256_hex(std::string_view bytes);

}  // namespace zhidian::base
