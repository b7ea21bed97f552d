#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "storage/storage.hpp"

namespace zhidian::delivery {

/// An in-site message as it leaves the house: `kind` names the sentence `messages.<kind>`, said in the recipient's language when it is sent.
struct Told {
  std::string kind;
  std::map<std::string, std::string> params;
  std::string subject_kind, subject_id;  // what jobs::list_sendings finds it by
  std::string link;
  bool is_urgent = false;  // also at night and on rest days
};

/// Puts a mail to the person into the outbox, inside the caller's transaction; not where mail is not set up, no address is confirmed or the topic is
/// not wanted. `at` is business time. Returns whether one will go out.
bool mail_account(storage::Connection& connection, std::string_view account_id, const Told& told, base::Instant at, base::Random& random);
/// Puts a call of the institution's / authority's webhook into the outbox, where there is one.
bool call_organisation(storage::Connection& connection, std::string_view organisation_id, const Told& told, base::Instant at, base::Random& random);
bool call_authority(storage::Connection& connection, std::string_view authority_id, const Told& told, base::Instant at, base::Random& random);

/// What stands before the first dot of a kind: cases, notices, …
std::string_view topic_of(std::string_view kind);
/// The topics that have a name, `delivery.topic_<topic>`, sorted: one without cannot be done without.
std::vector<std::string> list_topics();

/// Remembers whether mail / webhooks can be sent by this installation; called when the server starts.
void record_ways(storage::Connection& connection, bool has_mail, bool has_webhooks);

}  // namespace zhidian::delivery
