#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capabilities/organisations/organisations.hpp"

namespace zhidian::organisations {

struct TeamMember {
  std::string id, name, employment, post, education, history, identity_hash;
  std::vector<std::string> certificates, skills;
  bool is_principal = false, is_counted_elsewhere = false;
  std::int64_t version = 1;
};
struct ServiceItem {
  std::string id, name, kind, fee, price_note, description;
  std::vector<std::string> ip_categories, channels;
  std::int64_t version = 1;
};
struct TeamCounts {
  std::int64_t full_time = 0, part_time = 0;
};

/// False where the code is taken.
bool insert_row(storage::Connection& connection, std::string_view id, const Organisation& organisation, base::Instant now);
/// The new version, or nothing where the expected one is no longer the present.
std::optional<std::int64_t> update_row(storage::Connection& connection, const Organisation& organisation, std::int64_t expected_version,
                                       base::Instant now);
/// The last of the bans recorded of its legal person.
std::optional<base::Date> find_recorded_ban(storage::Connection& connection, std::string_view id);
/// What authorities record of it: node_kinds, banned_until, the legal person.
std::optional<std::int64_t> update_facts(storage::Connection& connection, const Organisation& organisation, std::int64_t expected_version,
                                         base::Instant now);
/// Its code is free from now on. Returns the new version.
std::int64_t reject_row(storage::Connection& connection, std::string_view id, base::Instant now);
void delete_row(storage::Connection& connection, std::string_view id);
/// The institution with the code that no account stands for, or nothing.
std::optional<std::string> find_unclaimed(storage::Connection& connection, std::string_view credit_code);
/// The institution that has the code already, or nothing.
std::optional<std::string> find_by_code(storage::Connection& connection, std::string_view credit_code);

/// How many divisions stand below the division, or nothing where it does not exist.
std::optional<std::int64_t> find_division_children(storage::Connection& connection, std::string_view code);

/// How the account is related to the institution (member, authority); empty: out of scope, as if it were not there.
std::vector<std::string> list_relations(storage::Connection& connection, std::string_view account_id, std::string_view organisation_id);
/// Whether the account is an authority officer in whose division the institution is registered.
bool is_officer_for(storage::Connection& connection, std::string_view account_id, std::string_view organisation_id);
struct Filter {
  std::string words, division;
};
/// In the order of names (pinyin); one more than the page's limit where there is more.
std::vector<Organisation> list_visible(storage::Connection& connection, std::string_view account_id, const Filter& filter, const http::Page& page);

/// Present members: the principal first, full-time before part-time.
std::vector<TeamMember> list_members(storage::Connection& connection, std::string_view organisation_id);
std::optional<TeamMember> find_member(storage::Connection& connection, std::string_view organisation_id, std::string_view member_id);
void insert_member(storage::Connection& connection, std::string_view organisation_id, const TeamMember& member, base::Instant now);
std::optional<std::int64_t> update_member(storage::Connection& connection, std::string_view organisation_id, const TeamMember& member,
                                          std::int64_t expected_version);
std::optional<std::int64_t> remove_member(storage::Connection& connection, std::string_view organisation_id, std::string_view member_id,
                                          base::Date on);
TeamCounts count_team(storage::Connection& connection, std::string_view organisation_id);

std::vector<ServiceItem> list_items(storage::Connection& connection, std::string_view organisation_id);
std::optional<ServiceItem> find_item(storage::Connection& connection, std::string_view organisation_id, std::string_view item_id);
void insert_item(storage::Connection& connection, std::string_view organisation_id, const ServiceItem& item, base::Instant now);
std::optional<std::int64_t> update_item(storage::Connection& connection, std::string_view organisation_id, const ServiceItem& item,
                                        std::int64_t expected_version);
std::optional<std::int64_t> remove_item(storage::Connection& connection, std::string_view organisation_id, std::string_view item_id);

/// The secret of this installation under which identity numbers are hashed; made at first use.
std::string find_or_make_identity_secret(storage::Connection& connection);

}  // namespace zhidian::organisations
