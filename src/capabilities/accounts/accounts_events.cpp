#include "capabilities/accounts/accounts_events.hpp"

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

}  // namespace zhidian::accounts
