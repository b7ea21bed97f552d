#include "capabilities/organisations/organisations_store.hpp"

#include "base/text.hpp"
#include "capabilities/organisations/sql.hpp"

namespace zhidian::organisations {
namespace {

namespace sql = zhidian::sql::organisations;

std::string print_words(const std::vector<std::string>& words) {
  base::Value::List list(words.begin(), words.end());
  return base::print_json(std::move(list));
}

Organisation read_organisation(const storage::Row& row) {
  Organisation organisation;
  organisation.id = row.text("id");
  organisation.credit_code = row.text("credit_code");
  organisation.is_code_confirmed = row.integer("is_code_confirmed") != 0;
  organisation.name = row.text("name");
  organisation.kind = row.text("kind");
  organisation.nature = row.text("nature");
  organisation.registered_division = row.text("registered_division");
  organisation.address = row.text("address");
  organisation.principal_name = row.text("principal_name");
  organisation.principal_post = row.text("principal_post");
  organisation.headcount = row.integer("headcount");
  organisation.department = row.text("department");
  organisation.telephone = row.text("telephone");
  organisation.email = row.text("email");
  organisation.website = row.text("website");
  organisation.website_name = row.text("website_name");
  organisation.wechat = row.text("wechat");
  organisation.service_recipients = row.text("service_recipients");
  organisation.legal_person_name = row.text("legal_person_name");
  organisation.legal_person_code = row.text("legal_person_code");
  organisation.node_kinds = row.texts("node_kinds");
  organisation.banned_until = row.optional_date("banned_until");
  organisation.state = row.text("state");
  organisation.version = row.integer("version");
  return organisation;
}

TeamMember read_member(const storage::Row& row) {
  TeamMember member;
  member.id = row.text("id");
  member.name = row.text("name");
  member.employment = row.text("employment");
  member.is_principal = row.integer("is_principal") != 0;
  member.post = row.text("post");
  member.education = row.text("education");
  member.certificates = row.texts("certificates");
  member.skills = row.texts("skills");
  member.history = row.text("history");
  member.identity_hash = row.text("identity_hash");
  member.version = row.integer("version");
  member.is_counted_elsewhere = row.integer("elsewhere") != 0;
  return member;
}

ServiceItem read_item(const storage::Row& row) {
  return {row.text("id"),          row.text("name"),           row.text("kind"),      row.text("fee"),       row.text("price_note"),
          row.text("description"), row.texts("ip_categories"), row.texts("channels"), row.integer("version")};
}

std::int64_t version_in(const storage::Row& row) { return row.integer("version"); }
std::string read_id(const storage::Row& row) { return row.text("id"); }

/// `%words%` for LIKE with `!` as the escape character.
/// An unknown headcount is absent, not zero.
storage::Param headcount_of(const Organisation& organisation) {
  return organisation.headcount > 0 ? storage::Param(organisation.headcount) : storage::Param(nullptr);
}

}  // namespace

bool insert_row(storage::Connection& connection, std::string_view id, const Organisation& organisation, base::Instant now) {
  const Organisation& o = organisation;
  const std::string at = base::print_instant(now);
  return connection.execute(sql::insert_organisation, {id,
                                                       o.credit_code,
                                                       o.is_code_confirmed,
                                                       o.name,
                                                       base::sort_key(o.name),
                                                       o.kind,
                                                       o.nature,
                                                       o.registered_division,
                                                       o.address,
                                                       o.principal_name,
                                                       o.principal_post,
                                                       headcount_of(o),
                                                       o.department,
                                                       o.telephone,
                                                       o.email,
                                                       o.website,
                                                       o.website_name,
                                                       o.wechat,
                                                       o.service_recipients,
                                                       print_words(o.node_kinds),
                                                       base::print_date(o.banned_until),
                                                       o.state,
                                                       at,
                                                       o.legal_person_name,
                                                       o.legal_person_code}) == 1;
}

std::optional<std::int64_t> update_row(storage::Connection& connection, const Organisation& organisation, std::int64_t expected_version,
                                       base::Instant now) {
  const Organisation& o = organisation;
  return connection.find(sql::update_organisation,
                         {o.id,
                          expected_version,
                          o.credit_code,
                          o.is_code_confirmed,
                          o.name,
                          base::sort_key(o.name),
                          o.kind,
                          o.nature,
                          o.registered_division,
                          o.address,
                          o.principal_name,
                          o.principal_post,
                          headcount_of(o),
                          o.department,
                          o.telephone,
                          o.email,
                          o.website,
                          o.website_name,
                          o.wechat,
                          o.service_recipients,
                          base::print_instant(now),
                          o.legal_person_name,
                          o.legal_person_code},
                         version_in);
}

std::optional<std::int64_t> update_facts(storage::Connection& connection, const Organisation& organisation, std::int64_t expected_version,
                                         base::Instant now) {
  const Organisation& o = organisation;
  return connection.find(sql::update_registry_facts,
                         {o.id, expected_version, print_words(o.node_kinds), base::print_date(o.banned_until), base::print_instant(now),
                          o.legal_person_name, o.legal_person_code},
                         version_in);
}

std::int64_t reject_row(storage::Connection& connection, std::string_view id, base::Instant now) {
  return connection.find(sql::reject_registration, {id, base::print_instant(now)}, version_in).value();
}

bool remove_untouched(storage::Connection& connection, std::string_view id, base::Instant created_at) {
  return connection.execute(sql::delete_untouched, {id, base::print_instant(created_at)}) == 1;
}

void delete_row(storage::Connection& connection, std::string_view id) { connection.execute(sql::delete_organisation, {id}); }

std::optional<std::string> find_unclaimed(storage::Connection& connection, std::string_view credit_code) {
  return connection.find(sql::find_unclaimed, {credit_code}, read_id);
}

std::optional<std::string> find_by_code(storage::Connection& connection, std::string_view credit_code) {
  return connection.find(sql::find_by_code, {credit_code}, read_id);
}

std::optional<Organisation> find_organisation(storage::Connection& connection, std::string_view id) {
  return connection.find(sql::find_organisation, {id}, read_organisation);
}

std::optional<base::Date> find_recorded_ban(storage::Connection& connection, std::string_view id) {
  return connection.find(sql::find_recorded_ban, {id}, [](const storage::Row& row) { return row.optional_date("until"); }).value_or(std::nullopt);
}

std::vector<std::string> list_of_legal_person(storage::Connection& connection, std::string_view id) {
  return connection.list(sql::list_of_legal_person, {id}, [](const storage::Row& row) { return row.text("organisation_id"); });
}

void hold_organisation(storage::Connection& connection, std::string_view id) { connection.execute(sql::hold_organisation, {id}); }

std::vector<OrganisationName> list_names(storage::Connection& connection, std::string_view after, std::int64_t limit) {
  return connection.list(sql::list_names, {after, limit},
                         [](const storage::Row& row) { return OrganisationName{row.text("id"), row.text("name"), row.text("registered_division")}; });
}

std::optional<std::int64_t> find_division_children(storage::Connection& connection, std::string_view code) {
  return connection.find(sql::find_division, {code}, [](const storage::Row& row) { return row.integer("children"); });
}

std::vector<std::string> list_relations(storage::Connection& connection, std::string_view account_id, std::string_view organisation_id) {
  return connection.list(sql::list_relations, {account_id, organisation_id}, [](const storage::Row& row) { return row.text("relation"); });
}

bool is_visible(storage::Connection& connection, std::string_view account_id, std::string_view organisation_id) {
  return !list_relations(connection, account_id, organisation_id).empty();
}

bool is_officer_for(storage::Connection& connection, std::string_view account_id, std::string_view organisation_id) {
  return connection.find(sql::find_officer, {account_id, organisation_id}, read_id).has_value();
}

std::vector<Organisation> list_visible(storage::Connection& connection, std::string_view account_id, const Filter& filter, const http::Page& page) {
  const std::string pattern = storage::like_pattern(filter.words);
  return connection.list(sql::list_organisations, {account_id, pattern, filter.words, filter.division, page.after, page.after_id, page.limit + 1},
                         read_organisation);
}

std::vector<TeamMember> list_members(storage::Connection& connection, std::string_view organisation_id) {
  return connection.list(sql::list_team, {organisation_id}, read_member);
}

std::optional<TeamMember> find_member(storage::Connection& connection, std::string_view organisation_id, std::string_view member_id) {
  return connection.find(sql::find_team_member, {organisation_id, member_id}, read_member);
}

void insert_member(storage::Connection& connection, std::string_view organisation_id, const TeamMember& member, base::Instant now) {
  connection.execute(sql::insert_team_member,
                     {member.id, organisation_id, member.name, member.employment, member.is_principal, member.post, member.education,
                      print_words(member.certificates), print_words(member.skills), member.history, member.identity_hash, base::print_instant(now)});
}

std::optional<std::int64_t> update_member(storage::Connection& connection, std::string_view organisation_id, const TeamMember& member,
                                          std::int64_t expected_version) {
  return connection.find(sql::update_team_member,
                         {organisation_id, member.id, expected_version, member.name, member.employment, member.is_principal, member.post,
                          member.education, print_words(member.certificates), print_words(member.skills), member.history, member.identity_hash},
                         version_in);
}

std::optional<std::int64_t> remove_member(storage::Connection& connection, std::string_view organisation_id, std::string_view member_id,
                                          base::Date on) {
  return connection.find(sql::remove_team_member, {organisation_id, member_id, base::print_date(on)}, version_in);
}

TeamCounts count_team(storage::Connection& connection, std::string_view organisation_id) {
  TeamCounts counts;
  connection.query(sql::count_team, {organisation_id}, [&](const storage::Row& row) {
    (row.text("employment") == "full_time" ? counts.full_time : counts.part_time) = row.integer("members");
  });
  return counts;
}

std::vector<ServiceItem> list_items(storage::Connection& connection, std::string_view organisation_id) {
  return connection.list(sql::list_service_items, {organisation_id}, read_item);
}

std::optional<ServiceItem> find_item(storage::Connection& connection, std::string_view organisation_id, std::string_view item_id) {
  return connection.find(sql::find_service_item, {organisation_id, item_id}, read_item);
}

void insert_item(storage::Connection& connection, std::string_view organisation_id, const ServiceItem& item, base::Instant now) {
  connection.execute(sql::insert_service_item, {item.id, organisation_id, item.name, item.kind, print_words(item.ip_categories),
                                                print_words(item.channels), item.fee, item.price_note, item.description, base::print_instant(now)});
}

std::optional<std::int64_t> update_item(storage::Connection& connection, std::string_view organisation_id, const ServiceItem& item,
                                        std::int64_t expected_version) {
  return connection.find(sql::update_service_item,
                         {organisation_id, item.id, expected_version, item.name, item.kind, print_words(item.ip_categories),
                          print_words(item.channels), item.fee, item.price_note, item.description},
                         version_in);
}

std::optional<std::int64_t> remove_item(storage::Connection& connection, std::string_view organisation_id, std::string_view item_id) {
  return connection.find(sql::remove_service_item, {organisation_id, item_id}, version_in);
}

std::string find_or_make_identity_secret(storage::Connection& connection) {
  const auto random = base::make_system_random();
  connection.execute(sql::make_identity_secret, {base::make_token(*random)});
  return connection.find(sql::find_identity_secret, {}, [](const storage::Row& row) { return row.text("value"); }).value_or("");
}

}  // namespace zhidian::organisations
