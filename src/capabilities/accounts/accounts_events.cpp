#include "capabilities/accounts/accounts_events.hpp"

#include "capabilities/accounts/accounts.hpp"

namespace zhidian::accounts {

void append_event(storage::Connection& connection, const AccountEvent& event, base::Value content, base::Value personal, base::Random& random) {
  audit::Event entry;
  entry.subject_kind = "account";
  entry.subject_id = event.account_id;
  entry.ordinal = event.version;
  entry.action = event.action;
  entry.actor_kind = event.actor_id.empty() ? "system" : "account";
  entry.actor_id = event.actor_id;
  entry.on = base::civil_date(event.at);
  entry.at = event.at;
  entry.content = std::move(content);
  entry.personal = std::move(personal);
  audit::append(connection, entry, random);
}

void add_authority(storage::Connection& connection, const Authority& authority, base::Instant now, base::Random& random) {
  insert_authority(connection, authority, now);
  audit::Event entry;
  entry.subject_kind = "authority";
  entry.subject_id = authority.id;
  entry.ordinal = 1;
  entry.action = "add";
  entry.actor_kind = "system";
  entry.on = base::civil_date(now);
  entry.at = now;
  entry.content = base::Value::Map{{"name", authority.name}, {"level", authority.level}, {"division_code", authority.division_code}};
  audit::append(connection, entry, random);
}

}  // namespace zhidian::accounts
