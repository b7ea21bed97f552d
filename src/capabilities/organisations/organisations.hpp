#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/records.hpp"
#include "base/date.hpp"
#include "base/id.hpp"
#include "base/value.hpp"
#include "http/http.hpp"
#include "storage/storage.hpp"

namespace zhidian::organisations {

struct Organisation {
  std::string id, credit_code, name, kind, nature, registered_division, address, principal_name, principal_post, department;
  std::string telephone, email, website, website_name, wechat, service_recipients, state;
  std::string legal_person_name, legal_person_code;  // of a branch: the legal person it belongs to; else empty
  std::int64_t headcount = 0, version = 1;
  bool is_code_confirmed = false;
  std::vector<std::string> node_kinds;
  std::optional<base::Date> banned_until;
};

/// Unscoped reads for other capabilities that have already decided scope through their own row.
std::optional<Organisation> find_organisation(storage::Connection& connection, std::string_view id);
/// Keeps the institution's row for this transaction: whoever else would decide about its standing waits.
void hold_organisation(storage::Connection& connection, std::string_view id);
/// Whether the account may see the institution: as one of its people or as an authority around it.
bool is_visible(storage::Connection& connection, std::string_view account_id, std::string_view organisation_id);
/// Id, name and division alone. Unscoped; in the order of ids, after `after`, at most `limit`.
struct OrganisationName {
  std::string id, name, registered_division;
};
std::vector<OrganisationName> list_names(storage::Connection& connection, std::string_view after, std::int64_t limit);
/// A name the institution bore until a day.
struct FormerName {
  std::string name;
  base::Date until;
};
/// The names since the institution was last called `since`, that one first, as the log tells them; none where it is called so.
std::vector<FormerName> list_former_names(storage::Connection& connection, std::string_view id, std::string_view since);
/// The institution and every other one of the same legal person: its branches, or the one it is a branch of.
std::vector<std::string> list_of_legal_person(storage::Connection& connection, std::string_view id);
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

/// What a change report puts in the place of records, by their paths: organisation.name → text, service_items.list → list of a form's items.
struct RecordChange {
  std::string organisation_id, case_id, account_id;
  base::Value values;
  base::Instant at;
};
/// The present value of a record: a text, or the list of service items as a form holds them, without what is blank.
base::Value find_record(storage::Connection& connection, std::string_view organisation_id, std::string_view path);
/// Whether the values could stand in the record. Errors: organisations.unknown_division, organisations.division_too_wide,
/// organisations.name_missing, http.invalid_body (details name what is wrong with a service item).
base::Result<void> check_change(storage::Connection& connection, const RecordChange& change);
/// Writes and logs them, with what stood there before. Errors: those of check_change.
base::Result<void> record_change(storage::Connection& connection, const RecordChange& change, base::Random& random);
/// What one change of the record, from a report, put in the place of what. Shape: of each {record, before, after}.
base::Value::List list_recorded(storage::Connection& connection, std::string_view organisation_id, std::string_view case_id);
/// A value without empty texts, lists and members, so that two can be compared.
base::Value without_blanks(const base::Value& value);

/// Knows what the statuses an institution holds ask of its record; a later capability answers.
class Watcher {
 public:
  virtual ~Watcher() = default;
  /// Records an institution may no longer change itself, because a change of them is reported.
  virtual std::vector<std::string> list_reported(storage::Connection&, std::string_view organisation_id) = 0;
  /// The institution changed its own record.
  virtual void on_update(storage::Connection&, const Organisation& before, const Organisation& after, base::Instant at) = 0;
  /// The team changed; `before` are the facts as they stood.
  virtual void on_team(storage::Connection&, std::string_view organisation_id, const base::Value::Map& before, base::Instant at) = 0;
};

/// What the register of network nodes says of an institution, by the entry that changed it. Writes and logs it where it differs.
struct NodeKinds {
  std::string organisation_id, entry_id, account_id;
  std::vector<std::string> kinds;
  base::Instant at;
};
void record_node_kinds(storage::Connection& connection, const NodeKinds& record, base::Random& random);

/// Institutions as their events tell them, as far as these are kept for good. One that is gone is not made anew: its people stand in the erasable
/// part.
extern const audit::RecordKind records_in_log;

/// Takes out an institution that was entered from a list at this instant and that nothing has begun with since. Returns whether it did; then
/// log_removed_organisation stands last.
bool remove_untouched(storage::Connection& connection, std::string_view id, base::Instant created_at);
void log_removed_organisation(storage::Connection& connection, std::string_view id, std::string_view actor_id, base::Instant now,
                              base::Random& random);

/// The kinds an institution can be of, by code.
std::span<const std::string_view> list_kinds();
/// The word for a value of one of the closed lists (kind, nature, category, item_kind, fee); a text somebody wrote stays as it is.
std::string word_of(std::string_view list, const std::string& value, http::Language language = http::Language::zh);

}  // namespace zhidian::organisations
