#include "capabilities/messages/messages.hpp"

#include "capabilities/messages/messages_store.hpp"

namespace zhidian::messages {
namespace {

int tell(storage::Connection& connection, const std::vector<std::string>& account_ids, const Message& message, base::Instant at,
         base::Random& random) {
  for (const auto& account_id : account_ids) insert_message(connection, base::make_id(at, random), account_id, message, base::print_instant(at));
  return static_cast<int>(account_ids.size());
}

}  // namespace

int tell_organisation(storage::Connection& connection, std::string_view organisation_id, const Message& message, base::Instant at,
                      base::Random& random, std::string_view except) {
  return tell(connection, list_organisation_accounts(connection, organisation_id, except), message, at, random);
}

int tell_authority(storage::Connection& connection, std::string_view authority_id, const Message& message, base::Instant at, base::Random& random,
                   std::string_view except) {
  return tell(connection, list_authority_accounts(connection, authority_id, except), message, at, random);
}

int tell_account(storage::Connection& connection, std::string_view account_id, const Message& message, base::Instant at, base::Random& random) {
  if (!is_told(connection, account_id)) return 0;
  return tell(connection, {std::string(account_id)}, message, at, random);
}

}  // namespace zhidian::messages
