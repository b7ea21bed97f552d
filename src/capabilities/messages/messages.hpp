#pragma once
#include <map>
#include <string>

#include "base/date.hpp"
#include "base/id.hpp"
#include "storage/storage.hpp"

namespace zhidian::messages {

/// What a message says: `kind` names the sentence `messages.<kind>` of locales/*.yaml, `params` fill it in.
struct Message {
  std::string kind;  // cases.submit, notices.published, …
  std::map<std::string, std::string> params;
  std::string subject_kind;  // case, notice, …
  std::string subject_id;
  std::string link;        // path of the page: /cases/<id>
  bool is_urgent = false;  // outside the site also at night and on rest days
};

/// Tells everybody who holds a grant in the organisation / authority, inside the caller's transaction; `except` is the
/// account that did it and need not be told. Who has a confirmed mail address gets it there, too, and a webhook of the body is called. Disabled
/// accounts are not told. Returns how many were told.
int tell_organisation(storage::Connection& connection, std::string_view organisation_id, const Message& message, base::Instant at,
                      base::Random& random, std::string_view except = {});
int tell_authority(storage::Connection& connection, std::string_view authority_id, const Message& message, base::Instant at, base::Random& random,
                   std::string_view except = {});
/// Tells everybody who holds a role anywhere, such as system_administrator.
int tell_role(storage::Connection& connection, std::string_view role, const Message& message, base::Instant at, base::Random& random);
/// Returns 0 where the account is disabled or does not exist.
int tell_account(storage::Connection& connection, std::string_view account_id, const Message& message, base::Instant at, base::Random& random);
std::int64_t count_unread(storage::Connection& connection, std::string_view account_id);

}  // namespace zhidian::messages
