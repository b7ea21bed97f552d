#pragma once
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/result.hpp"
#include "storage/storage.hpp"

namespace zhidian::accounts {

/// The network an address belongs to: an IPv4 address itself, the /64 of an IPv6 address.
std::string network_of(std::string_view address);

/// Growing delays after failed attempts, by login name and network and, more patient, by network alone. No delay is longer
/// than 15 minutes, and a stranger on another network delays nobody: an owner is never locked out for ever.
class Ladder {
 public:
  /// `purpose` sign_in or reset.
  Ladder(std::string_view purpose, std::string_view login_name, std::string_view address);

  /// Counts an attempt before it is made, so that a hundred at once count as a hundred. Answers before anything is hashed.
  /// Errors: accounts.wait (parameter seconds); the caller then rolls back.
  base::Result<void> enter(storage::Connection& connection, base::Instant now) const;
  /// The attempt was right: the steps of this login name and network are forgotten.
  void forget(storage::Connection& connection) const;
  /// The attempt was neither right nor wrong (the one-time code was still missing): it does not count.
  void take_back(storage::Connection& connection) const;
  /// The attempt was wrong: it also counts for the whole network.
  void charge_network(storage::Connection& connection, base::Instant now) const;

 private:
  std::string login_subject_, network_subject_;
};

}  // namespace zhidian::accounts
