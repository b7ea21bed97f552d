#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "outbound/allow_list.hpp"

namespace zhidian::outbound {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

/// An IPv4 address stands in its mapped form ::ffff:a.b.c.d.
std::optional<Bytes> read_numeric(std::string_view numeric) {
  const std::string text(numeric);
  Bytes bytes{};
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return bytes;
  bytes[10] = bytes[11] = 0xff;
  if (inet_pton(AF_INET, text.c_str(), bytes.data() + 12) == 1) return bytes;
  return std::nullopt;
}

struct Range {
  std::string_view first;
  int bits;
};

// Source: IANA special-purpose address registries (RFC 6890), multicast (RFC 5771).
constexpr std::array special_ipv4{Range{"0.0.0.0", 8},      Range{"10.0.0.0", 8},     Range{"100.64.0.0", 10}, Range{"127.0.0.0", 8},
                                  Range{"169.254.0.0", 16}, Range{"172.16.0.0", 12},  Range{"192.0.0.0", 24},  Range{"192.0.2.0", 24},
                                  Range{"192.88.99.0", 24}, Range{"192.168.0.0", 16}, Range{"198.18.0.0", 15}, Range{"198.51.100.0", 24},
                                  Range{"203.0.113.0", 24}, Range{"224.0.0.0", 4},    Range{"240.0.0.0", 4}};
// Outside 2000::/3 nothing is given out; inside it these are special.
constexpr Range global_ipv6{"2000::", 3};
constexpr std::array special_ipv6{Range{"2001::", 23}, Range{"2001:db8::", 32}, Range{"2002::", 16}, Range{"3fff::", 20}};

bool is_within(const Bytes& address, const Range& range, int skipped_bits) {
  const Bytes first = *read_numeric(range.first);
  const int bits = skipped_bits + range.bits;
  for (int bit = 0; bit < bits; ++bit) {
    const auto byte = static_cast<std::size_t>(bit / 8);
    if (((address[byte] ^ first[byte]) >> (7 - bit % 8) & 1) != 0) return false;
  }
  return true;
}

}  // namespace

bool is_public_address(std::string_view numeric) {
  const auto address = read_numeric(numeric);
  if (!address) return false;
  constexpr Range mapped{"::ffff:0:0", 96};
  const auto is_inside = [&](int skipped) { return [&, skipped](const Range& range) { return is_within(*address, range, skipped); }; };
  if (is_within(*address, mapped, 0)) return std::ranges::none_of(special_ipv4, is_inside(mapped.bits));
  return is_within(*address, global_ipv6, 0) && std::ranges::none_of(special_ipv6, is_inside(0));
}

}  // namespace zhidian::outbound
