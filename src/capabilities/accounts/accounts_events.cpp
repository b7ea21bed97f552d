#include "capabilities/accounts/accounts_events.hpp"

#include "capabilities/accounts/accounts.hpp"

namespace zhidian::accounts {

void append_event(storage::Connection& connection, const AccountEvent& event, base::Value content, base::Value personal, base::Random& random) {
  audit::Event entry = audit::make_event("account", event.account_id, event.version, event.action, event.actor_id, event.at, std::move(content));
  entry.personal = std::move(personal);
  audit::append(connection, entry, random);
}

void add_authority(storage::Connection& connection, const Authority& authority, base::Instant now, base::Random& random) {
  insert_authority(connection, authority, now);
  base::Value content = base::Value::Map{{"name", authority.name}, {"level", authority.level}, {"division_code", authority.division_code}};
  audit::append(connection, audit::make_event("authority", authority.id, 1, "add", "", now, std::move(content)), random);
}

}  // namespace zhidian::accounts
