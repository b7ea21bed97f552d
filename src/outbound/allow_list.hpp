#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace zhidian::outbound {

/// Where a call leads, read from an address such as https://hooks.example.org:8443/path.
struct Target {
  std::string scheme;  // https, http, smtps, smtp
  std::string host;    // lower case; a literal IPv6 address stands without its brackets
  int port = 0;
  friend bool operator==(const Target&, const Target&) = default;
};

/// Reads scheme, host and port of an address; the scheme's own port where none stands, https where no scheme stands.
/// An address with a user name, white space or a character outside ASCII is none.
/// Errors: outbound.bad_address.
base::Result<Target> parse_target(std::string_view address);

/// Whether the numeric address belongs to the open network: not loopback, private, link-local, shared, multicast,
/// documentation or otherwise special, also where IPv6 only wraps such an IPv4 address. Source: RFC 6890.
bool is_public_address(std::string_view numeric);

/// The hosts this installation may call. Whoever runs it names them; nobody else can add one.
class AllowList {
 public:
  /// Each entry is an address without a path. Errors: outbound.bad_address.
  static base::Result<AllowList> parse(const std::vector<std::string>& entries);

  /// Errors: outbound.not_allowed.
  base::Result<Target> check(std::string_view address) const;
  /// Whether a connection to this numeric address may be opened: a public one, or one that an entry names itself.
  bool permits(std::string_view numeric, int port) const;
  bool is_empty() const { return targets_.empty(); }

 private:
  std::vector<Target> targets_;
};

}  // namespace zhidian::outbound
