#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/value.hpp"
#include "http/http.hpp"
#include "storage/storage.hpp"

namespace zhidian::organisations {

struct Organisation {
  std::string id, credit_code, name, kind, nature, registered_division, address, principal_name, principal_post, department;
  std::string telephone, email, website, website_name, wechat, service_recipients, state;
  std::int64_t headcount = 0, version = 1;
  bool is_code_confirmed = false;
  std::vector<std::string> node_kinds;
  std::optional<base::Date> banned_until;
};

/// Unscoped reads for other capabilities that have already decided scope through their own row.
std::optional<Organisation> find_organisation(storage::Connection& connection, std::string_view id);
/// Id, name and division alone. Unscoped; in the order of ids, after `after`, at most `limit`.
struct OrganisationName {
  std::string id, name, registered_division;
};
std::vector<OrganisationName> list_names(storage::Connection& connection, std::string_view after, std::int64_t limit);
/// Registry facts of vocabulary.yaml about an institution: registered_division, organisation.kind, team.full_time, team.part_time,
/// service_items.public_interest, service_items.categories, node_kinds, banned_until (absent when none) …
base::Value::Map collect_facts(storage::Connection& connection, std::string_view organisation_id);
/// What prefills a form: {organisation: {...}, team: {members: [...], overview}, service_items: {list: [...], text: "…"}}.
base::Value collect_prefill(storage::Connection& connection, std::string_view organisation_id);
/// Reads an OrganisationInput strictly; a wrong check digit without is_code_confirmed is organisations.code_unconfirmed.
/// Errors: http.invalid_body (details name the fields), organisations.code_malformed, organisations.code_unconfirmed.
base::Result<Organisation> read_organisation_input(const base::Value& body);
/// Inserts and logs it. Errors: organisations.code_taken, organisations.unknown_division, organisations.division_too_wide.
base::Result<std::string> insert_organisation(storage::Connection& connection, const Organisation& organisation, std::string_view actor_id,
                                              base::Instant now, base::Random& random);
/// The two halves of insert_organisation, for a caller that writes more rows before the log's head is locked.
base::Result<std::string> add_organisation(storage::Connection& connection, const Organisation& organisation, base::Instant now,
                                           base::Random& random);
void log_added_organisation(storage::Connection& connection, std::string_view id, const Organisation& organisation, std::string_view actor_id,
                            base::Instant now, base::Random& random);

/// The kinds an institution can be of, by code.
std::span<const std::string_view> list_kinds();
/// The word for a value of one of the closed lists (kind, nature, category, item_kind, fee); a text somebody wrote stays as it is.
std::string word_of(std::string_view list, const std::string& value, http::Language language = http::Language::zh);

}  // namespace zhidian::organisations
