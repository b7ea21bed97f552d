#pragma once
#include "audit/log.hpp"

namespace zhidian::accounts {

/// What happened to which account; the account's version numbers the event.
struct AccountEvent {
  std::string_view account_id;
  std::int64_t version;
  std::string_view action;
  std::string_view actor_id;  // empty: the system
  base::Instant at;           // business time
};

/// Appends the event; the last statement before commit. Names of persons and login names belong into `personal`.
void append_event(storage::Connection& connection, const AccountEvent& event, base::Value content, base::Value personal, base::Random& random);

}  // namespace zhidian::accounts
