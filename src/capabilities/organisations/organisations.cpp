#include "capabilities/organisations/organisations.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "capabilities/organisations/organisations_events.hpp"
#include "capabilities/organisations/organisations_store.hpp"

namespace zhidian::organisations {
namespace {

using base::ErrorCode;
using base::Value;

std::string join(std::string_view one, std::string_view separator, std::string_view other) {
  std::string joined(one);
  if (!one.empty() && !other.empty()) joined += separator;
  return joined += other;
}

/// What a form's field `prefill: organisation.…` names.
Value::Map describe(const Organisation& organisation) {
  Value::Map known{{"name", organisation.name},
                   {"credit_code", organisation.credit_code},
                   {"kind", word_of("kind", organisation.kind)},
                   {"nature", word_of("nature", organisation.nature)},
                   {"address", organisation.address},
                   {"principal", join(organisation.principal_name, "，", organisation.principal_post)},
                   {"registered_division", organisation.registered_division},
                   {"principal_name", organisation.principal_name},
                   {"principal_post", organisation.principal_post},
                   {"department", organisation.department},
                   {"telephone", organisation.telephone},
                   {"email", organisation.email},
                   {"website", join(organisation.website_name, " ", organisation.website)},
                   {"website_address", organisation.website},
                   {"website_name", organisation.website_name},
                   {"wechat", organisation.wechat},
                   {"service_recipients", organisation.service_recipients}};
  if (organisation.headcount > 0) known["headcount"] = organisation.headcount;
  return known;
}

Value::Map describe_team(storage::Connection& connection, std::string_view organisation_id) {
  Value::List members;
  for (const auto& member : list_members(connection, organisation_id))
    members.push_back(Value::Map{{"name", member.name},
                                 {"post", member.post},
                                 {"employment", member.employment},
                                 {"is_principal", member.is_principal},
                                 {"education", member.education},
                                 {"certificates", base::list_value(member.certificates)},
                                 {"skills", base::list_value(member.skills)},
                                 {"history", member.history}});
  const TeamCounts counts = count_team(connection, organisation_id);
  Value overview;
  if (!members.empty())
    overview = http::sentence(http::Language::zh, "organisations.team_overview",
                              {{"full_time", std::to_string(counts.full_time)}, {"part_time", std::to_string(counts.part_time)}});
  return {{"members", std::move(members)}, {"overview", std::move(overview)}};
}

Value::Map describe_items(storage::Connection& connection, std::string_view organisation_id) {
  Value::List list;
  std::string text;
  for (const auto& item : list_items(connection, organisation_id)) {
    list.push_back(Value::Map{{"name", item.name},
                              {"kind", item.kind},
                              {"ip_categories", base::list_value(item.ip_categories)},
                              {"channels", base::list_value(item.channels)},
                              {"fee", item.fee},
                              {"price_note", item.price_note},
                              {"description", item.description}});
    text += (text.empty() ? "" : "\n") + http::sentence(http::Language::zh, "organisations.item_" + item.fee, {{"name", item.name}});
  }
  return {{"list", std::move(list)}, {"text", std::move(text)}};
}

}  // namespace

Value::Map collect_facts(storage::Connection& connection, std::string_view organisation_id) {
  const auto organisation = find_organisation(connection, organisation_id);
  if (!organisation) return {};
  const TeamCounts team = count_team(connection, organisation_id);
  const auto items = list_items(connection, organisation_id);
  std::vector<std::string> categories;
  for (const auto& item : items)
    for (const auto& category : item.ip_categories)
      if (std::ranges::find(categories, category) == categories.end()) categories.push_back(category);
  std::ranges::sort(categories);
  Value::Map facts{{"registered_division", organisation->registered_division},
                   {"organisation.kind", organisation->kind},
                   {"team.full_time", team.full_time},
                   {"team.part_time", team.part_time},
                   {"service_items.count", items.size()},
                   {"service_items.public_interest",
                    std::ranges::count_if(items, [](const ServiceItem& item) { return item.fee == "free" || item.fee == "low_cost"; })},
                   {"service_items.categories", base::list_value(categories)},
                   {"node_kinds", base::list_value(organisation->node_kinds)}};
  if (!organisation->nature.empty()) facts["organisation.nature"] = organisation->nature;
  if (organisation->headcount > 0) facts["organisation.headcount"] = organisation->headcount;
  if (const auto ban = find_recorded_ban(connection, organisation_id)) facts["banned_until"] = base::print_date(*ban);
  return facts;
}

Value collect_prefill(storage::Connection& connection, std::string_view organisation_id) {
  const auto organisation = find_organisation(connection, organisation_id);
  if (!organisation) return Value::Map{};
  return Value::Map{{"organisation", describe(*organisation)},
                    {"team", describe_team(connection, organisation_id)},
                    {"service_items", describe_items(connection, organisation_id)}};
}

base::Result<void> check_division(storage::Connection& connection, std::string_view code) {
  const auto children = find_division_children(connection, code);
  if (!children) return base::refuse(ErrorCode::invalid, "organisations.unknown_division");
  if (*children > 0) return base::refuse(ErrorCode::invalid, "organisations.division_too_wide");
  return {};
}

base::Result<std::string> add_organisation(storage::Connection& connection, const Organisation& organisation, base::Instant now,
                                           base::Random& random) {
  if (auto good = check_division(connection, organisation.registered_division); !good) return base::refuse(good.error());
  const std::string id = base::make_id(now, random);
  if (!insert_row(connection, id, organisation, now)) return base::refuse(ErrorCode::conflict, "organisations.code_taken");
  return id;
}

void log_added_organisation(storage::Connection& connection, std::string_view id, const Organisation& organisation, std::string_view actor_id,
                            base::Instant now, base::Random& random) {
  append_event(connection, {"organisation", id, 1, "create", actor_id, now}, public_part(organisation), personal_part(organisation), random);
}

void log_removed_organisation(storage::Connection& connection, std::string_view id, std::string_view actor_id, base::Instant now,
                              base::Random& random) {
  append_event(connection, {"organisation", id, 2, "remove", actor_id, now}, Value::Map{}, {}, random);
}

base::Result<std::string> insert_organisation(storage::Connection& connection, const Organisation& organisation, std::string_view actor_id,
                                              base::Instant now, base::Random& random) {
  auto id = add_organisation(connection, organisation, now, random);
  if (id) log_added_organisation(connection, *id, organisation, actor_id, now, random);
  return id;
}

std::string word_of(std::string_view list, const std::string& value, http::Language language) {
  const std::string id = fmt::format("organisations.{}_{}", list, value);
  const std::string word = value.empty() ? "" : http::sentence(language, id, {});
  return word == id ? value : word;
}

}  // namespace zhidian::organisations
