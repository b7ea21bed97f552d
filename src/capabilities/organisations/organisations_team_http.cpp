#include <algorithm>

#include "capabilities/organisations/organisations_events.hpp"
#include "capabilities/organisations/organisations_http.hpp"
#include "capabilities/organisations/organisations_identity.hpp"
#include "capabilities/organisations/organisations_input.hpp"

namespace zhidian::organisations {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::size_t most_members = 200;
constexpr std::size_t most_items = 200;

template <class Row>
http::Response answer_row(const Row& row) {
  http::Response response = http::ok(to_value(row));
  response.etag = print_version(row.version);
  return response;
}

template <class Row>
http::Response answer_new(const Row& row, const std::string& location) {
  http::Response response = http::created(to_value(row), location + "/" + row.id);
  response.etag = print_version(row.version);
  return response;
}

/// Everything about a member names a person; only whose team and how employed is public.
void log_member(http::Call& call, std::string_view organisation_id, const TeamMember& member, std::int64_t version, std::string_view action) {
  append_event(call.db(), {"team_member", member.id, version, action, call.account_id(), call.business_now},
               Value::Map{{"organisation_id", organisation_id}, {"employment", member.employment}}, to_value(member), *call.random);
}

void log_item(http::Call& call, std::string_view organisation_id, const ServiceItem& item, std::int64_t version, std::string_view action) {
  Value content = to_value(item);
  content.set("organisation_id", Value(organisation_id));
  append_event(call.db(), {"service_item", item.id, version, action, call.account_id(), call.business_now}, std::move(content), {}, *call.random);
}

std::string identity_hash_of(http::Call& call, const std::string& number) {
  return number.empty() ? std::string() : hash_identity(find_or_make_identity_secret(call.db()), number);
}

}  // namespace

/// The caller's own institution, where its service items may be changed without a report.
base::Result<Organisation> Handlers::get_own_items(const http::Call& call) const {
  auto organisation = get_own(call);
  if (!organisation) return organisation;
  const auto reported = watcher_.list_reported(call.db(), organisation->id);
  if (std::ranges::find(reported, "service_items.list") != reported.end()) return base::refuse(ErrorCode::not_allowed, "organisations.report_change");
  return organisation;
}

Entries remove_entries(http::Call& call, std::string_view organisation_id) {
  Entries removed;
  for (TeamMember& member : list_members(call.db(), organisation_id)) {
    if (const auto version = remove_member(call.db(), organisation_id, member.id, call.today()))
      removed.members.emplace_back(std::move(member), *version);
  }
  for (ServiceItem& item : list_items(call.db(), organisation_id)) {
    if (const auto version = remove_item(call.db(), organisation_id, item.id)) removed.items.emplace_back(std::move(item), *version);
  }
  return removed;
}

void log_removed(http::Call& call, std::string_view organisation_id, const Entries& removed) {
  for (const auto& [member, version] : removed.members) log_member(call, organisation_id, member, version, "leave");
  for (const auto& [item, version] : removed.items) log_item(call, organisation_id, item, version, "remove");
}

base::Result<http::Response> Handlers::list_team(http::Call& call) {
  const auto organisation = get_visible(call);
  if (!organisation) return base::refuse(organisation.error());
  Value::List items;
  for (const auto& member : list_members(call.db(), organisation->id)) items.push_back(to_value(member));
  const TeamCounts counts = count_team(call.db(), organisation->id);
  return http::ok(Value::Map{{"items", std::move(items)}, {"full_time", counts.full_time}, {"part_time", counts.part_time}});
}

base::Result<http::Response> Handlers::add_team_member(http::Call& call) {
  const auto organisation = get_own(call);
  if (!organisation) return base::refuse(organisation.error());
  auto input = read_member_input(call.body);
  if (!input) return base::refuse(input.error());
  if (list_members(call.db(), organisation->id).size() >= most_members) return base::refuse(ErrorCode::not_allowed, "organisations.team_full");
  input->member.id = base::make_id(call.business_now, *call.random);
  input->member.identity_hash = identity_hash_of(call, input->identity_number);
  const Value::Map before = collect_facts(call.db(), organisation->id);
  insert_member(call.db(), organisation->id, input->member, call.business_now);
  const auto stored = find_member(call.db(), organisation->id, input->member.id);
  watcher_.on_team(call.db(), organisation->id, before, call.business_now);
  log_member(call, organisation->id, *stored, 1, "create");
  return answer_new(*stored, "/api/organisations/" + organisation->id + "/team");
}

base::Result<http::Response> Handlers::update_team_member(http::Call& call) {
  const auto organisation = get_own(call);
  if (!organisation) return base::refuse(organisation.error());
  const auto present = find_member(call.db(), organisation->id, call.path_at("member_id"));
  if (!present) return base::refuse(ErrorCode::not_found, "organisations.member_not_found");
  const auto expected = read_version(call);
  if (!expected) return base::refuse(expected.error());
  auto input = read_member_input(call.body);
  if (!input) return base::refuse(input.error());
  input->member.id = present->id;
  input->member.identity_hash = input->identity_number.empty() ? present->identity_hash : identity_hash_of(call, input->identity_number);
  const Value::Map before = collect_facts(call.db(), organisation->id);
  const auto version = update_member(call.db(), organisation->id, input->member, *expected);
  if (!version) return base::refuse(ErrorCode::stale, "organisations.stale");
  const auto stored = find_member(call.db(), organisation->id, present->id);
  watcher_.on_team(call.db(), organisation->id, before, call.business_now);
  log_member(call, organisation->id, *stored, *version, "update");
  return answer_row(*stored);
}

base::Result<http::Response> Handlers::remove_team_member(http::Call& call) {
  const auto organisation = get_own(call);
  if (!organisation) return base::refuse(organisation.error());
  const auto present = find_member(call.db(), organisation->id, call.path_at("member_id"));
  const Value::Map before = collect_facts(call.db(), organisation->id);
  const auto version = remove_member(call.db(), organisation->id, call.path_at("member_id"), call.today());
  if (!present || !version) return base::refuse(ErrorCode::not_found, "organisations.member_not_found");
  watcher_.on_team(call.db(), organisation->id, before, call.business_now);
  log_member(call, organisation->id, *present, *version, "leave");
  return http::no_content();
}

base::Result<http::Response> Handlers::list_service_items(http::Call& call) {
  const auto organisation = get_visible(call);
  if (!organisation) return base::refuse(organisation.error());
  Value::List items;
  for (const auto& item : list_items(call.db(), organisation->id)) items.push_back(to_value(item));
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<http::Response> Handlers::add_service_item(http::Call& call) {
  const auto organisation = get_own_items(call);
  if (!organisation) return base::refuse(organisation.error());
  auto item = read_item_input(call.body);
  if (!item) return base::refuse(item.error());
  if (list_items(call.db(), organisation->id).size() >= most_items) return base::refuse(ErrorCode::not_allowed, "organisations.items_full");
  item->id = base::make_id(call.business_now, *call.random);
  insert_item(call.db(), organisation->id, *item, call.business_now);
  log_item(call, organisation->id, *item, 1, "create");
  return answer_new(*item, "/api/organisations/" + organisation->id + "/service-items");
}

base::Result<http::Response> Handlers::update_service_item(http::Call& call) {
  const auto organisation = get_own_items(call);
  if (!organisation) return base::refuse(organisation.error());
  const auto present = find_item(call.db(), organisation->id, call.path_at("item_id"));
  if (!present) return base::refuse(ErrorCode::not_found, "organisations.item_not_found");
  const auto expected = read_version(call);
  if (!expected) return base::refuse(expected.error());
  auto item = read_item_input(call.body);
  if (!item) return base::refuse(item.error());
  item->id = present->id;
  const auto version = update_item(call.db(), organisation->id, *item, *expected);
  if (!version) return base::refuse(ErrorCode::stale, "organisations.stale");
  item->version = *version;
  log_item(call, organisation->id, *item, *version, "update");
  return answer_row(*item);
}

base::Result<http::Response> Handlers::remove_service_item(http::Call& call) {
  const auto organisation = get_own_items(call);
  if (!organisation) return base::refuse(organisation.error());
  const auto present = find_item(call.db(), organisation->id, call.path_at("item_id"));
  const auto version = remove_item(call.db(), organisation->id, call.path_at("item_id"));
  if (!present || !version) return base::refuse(ErrorCode::not_found, "organisations.item_not_found");
  log_item(call, organisation->id, *present, *version, "remove");
  return http::no_content();
}

}  // namespace zhidian::organisations
