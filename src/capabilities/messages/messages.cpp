#include "capabilities/messages/messages.hpp"

#include "capabilities/delivery/delivery.hpp"
#include "capabilities/messages/messages_store.hpp"

namespace zhidian::messages {
namespace {

delivery::Told told_of(const Message& message) {
  return {message.kind, message.params, message.subject_kind, message.subject_id, message.link, message.is_urgent};
}

int tell(storage::Connection& connection, const std::vector<std::string>& account_ids, const Message& message, base::Instant at,
         base::Random& random) {
  for (const auto& account_id : account_ids) {
    insert_message(connection, base::make_id(at, random), account_id, message, base::print_instant(at));
    delivery::mail_account(connection, account_id, told_of(message), at, random);
  }
  return static_cast<int>(account_ids.size());
}

}  // namespace

int tell_organisation(storage::Connection& connection, std::string_view organisation_id, const Message& message, base::Instant at,
                      base::Random& random, std::string_view except) {
  delivery::call_organisation(connection, organisation_id, told_of(message), at, random);
  return tell(connection, list_organisation_accounts(connection, organisation_id, except), message, at, random);
}

int tell_authority(storage::Connection& connection, std::string_view authority_id, const Message& message, base::Instant at, base::Random& random,
                   std::string_view except) {
  delivery::call_authority(connection, authority_id, told_of(message), at, random);
  return tell(connection, list_authority_accounts(connection, authority_id, except), message, at, random);
}

int tell_role(storage::Connection& connection, std::string_view role, const Message& message, base::Instant at, base::Random& random) {
  return tell(connection, list_role_accounts(connection, role), message, at, random);
}

int tell_account(storage::Connection& connection, std::string_view account_id, const Message& message, base::Instant at, base::Random& random) {
  if (!is_told(connection, account_id)) return 0;
  return tell(connection, {std::string(account_id)}, message, at, random);
}

}  // namespace zhidian::messages
