#include "capabilities/organisations/organisations_http.hpp"

#include <algorithm>
#include <charconv>

#include "base/social_credit_code.hpp"
#include "base/text.hpp"
#include "capabilities/organisations/organisations_events.hpp"
#include "capabilities/organisations/organisations_input.hpp"

namespace zhidian::organisations {
namespace {

using base::ErrorCode;
using base::ErrorDetail;
using base::Value;

std::string_view print_check(base::CodeCheck check) {
  switch (check) {
    case base::CodeCheck::good: return "good";
    case base::CodeCheck::wrong_check_digit: return "wrong_check_digit";
    case base::CodeCheck::malformed: break;
  }
  return "malformed";
}

constexpr std::size_t longest_words = 100;

}  // namespace

std::string print_version(std::int64_t version) { return "v" + std::to_string(version); }

base::Result<std::int64_t> read_version(const http::Call& call) {
  const std::string text = call.if_match.value_or("");
  std::int64_t version = 0;
  const auto [end, failure] = std::from_chars(text.data() + std::min<std::size_t>(1, text.size()), text.data() + text.size(), version);
  if (!text.starts_with('v') || failure != std::errc() || end != text.data() + text.size())
    return base::refuse(ErrorCode::malformed, "http.bad_if_match");
  return version;
}

base::Result<Organisation> get_visible(const http::Call& call) {
  const std::string id = call.path_at("organisation_id");
  if (list_relations(call.db(), call.account_id(), id).empty()) return base::refuse(ErrorCode::not_found, "organisations.not_found");
  auto organisation = find_organisation(call.db(), id);
  if (!organisation) return base::refuse(ErrorCode::not_found, "organisations.not_found");
  return std::move(*organisation);
}

base::Result<Organisation> get_own(const http::Call& call) {
  auto organisation = get_visible(call);
  if (!organisation) return organisation;
  const auto relations = list_relations(call.db(), call.account_id(), organisation->id);
  if (std::ranges::find(relations, "member") == relations.end()) return base::refuse(ErrorCode::forbidden, "organisations.not_member");
  return organisation;
}

Value to_value(const Organisation& organisation, const divisions::DivisionTree& tree) {
  const Organisation& o = organisation;
  return Value::Map{{"id", o.id},
                    {"credit_code", o.credit_code},
                    {"is_code_confirmed", o.is_code_confirmed},
                    {"code_check", print_check(base::check_social_credit_code(o.credit_code))},
                    {"name", o.name},
                    {"kind", o.kind},
                    {"nature", o.nature},
                    {"registered_division", o.registered_division},
                    {"division_name", tree.full_name(o.registered_division)},
                    {"address", o.address},
                    {"principal_name", o.principal_name},
                    {"principal_post", o.principal_post},
                    {"headcount", o.headcount > 0 ? Value(o.headcount) : Value()},
                    {"department", o.department},
                    {"telephone", o.telephone},
                    {"email", o.email},
                    {"website", o.website},
                    {"website_name", o.website_name},
                    {"wechat", o.wechat},
                    {"service_recipients", o.service_recipients},
                    {"legal_person_name", o.legal_person_name},
                    {"legal_person_code", o.legal_person_code},
                    {"node_kinds", base::list_value(o.node_kinds)},
                    {"banned_until", base::date_value(o.banned_until)},
                    {"state", o.state},
                    {"version", o.version}};
}

Value to_value(const TeamMember& member) {
  return Value::Map{{"id", member.id},
                    {"name", member.name},
                    {"employment", member.employment},
                    {"is_principal", member.is_principal},
                    {"post", member.post},
                    {"education", member.education},
                    {"certificates", base::list_value(member.certificates)},
                    {"skills", base::list_value(member.skills)},
                    {"history", member.history},
                    {"is_counted_elsewhere", member.is_counted_elsewhere},
                    {"version", member.version}};
}

Value to_value(const ServiceItem& item) {
  return Value::Map{{"id", item.id},
                    {"name", item.name},
                    {"kind", item.kind},
                    {"ip_categories", base::list_value(item.ip_categories)},
                    {"channels", base::list_value(item.channels)},
                    {"fee", item.fee},
                    {"price_note", item.price_note},
                    {"description", item.description},
                    {"version", item.version}};
}

http::Response Handlers::answer(const Organisation& organisation) const {
  http::Response response = http::ok(to_value(organisation, tree_));
  response.etag = print_version(organisation.version);
  return response;
}

base::Result<http::Response> Handlers::list_organisations(http::Call& call) {
  const auto page = http::read_page(call);
  if (!page) return base::refuse(page.error());
  const Filter filter{base::trim(call.query_at("q")), call.query_at("division")};
  if (base::count_characters(filter.words) > longest_words) return base::refuse(ErrorCode::invalid, "organisations.query_too_long");
  Value::List items;
  for (const auto& organisation : list_visible(call.db(), call.account_id(), filter, *page)) items.push_back(to_value(organisation, tree_));
  return http::ok(http::page_body(std::move(items), *page,
                                  [](const Value& item) { return std::pair(base::sort_key(item.text_or("name")), item.text_or("id")); }));
}

base::Result<http::Response> Handlers::get_organisation(http::Call& call) {
  const auto organisation = get_visible(call);
  if (!organisation) return base::refuse(organisation.error());
  return answer(*organisation);
}

/// What a status obliges to report is not changed here.
base::Result<void> Handlers::check_reported(storage::Connection& connection, const Organisation& present, const Organisation& wanted) const {
  base::Error error{ErrorCode::not_allowed, "organisations.report_change", {}, {}, {}};
  for (const std::string& path : watcher_.list_reported(connection, present.id)) {
    if (text_of(present, path) == text_of(wanted, path)) continue;
    ErrorDetail detail;
    detail.field = path.substr(path.find('.') + 1);
    detail.id = "organisations.report_field";
    error.details.push_back(std::move(detail));
  }
  if (!error.details.empty()) return base::refuse(std::move(error));
  return {};
}

base::Result<http::Response> Handlers::update_organisation(http::Call& call) {
  const auto present = get_own(call);
  if (!present) return base::refuse(present.error());
  const auto expected = read_version(call);
  if (!expected) return base::refuse(expected.error());
  auto wanted = read_organisation_input(call.body);
  if (!wanted) return base::refuse(wanted.error());
  wanted->id = present->id;
  if (auto good = check_division(call.db(), wanted->registered_division); !good) return base::refuse(good.error());
  if (const auto holder = find_by_code(call.db(), wanted->credit_code); holder && *holder != present->id)
    return base::refuse(ErrorCode::conflict, "organisations.code_taken");
  if (!present->legal_person_code.empty() && wanted->legal_person_code != present->legal_person_code)
    return base::refuse(base::field_error("legal_person_code", "organisations.legal_person_fixed", ErrorCode::not_allowed));
  if (auto good = check_reported(call.db(), *present, *wanted); !good) return base::refuse(std::move(good.error()));
  const auto version = update_row(call.db(), *wanted, *expected, call.business_now);
  if (!version) return base::refuse(ErrorCode::stale, "organisations.stale");
  watcher_.on_update(call.db(), *present, *wanted, call.business_now);
  append_event(call.db(), {"organisation", present->id, *version, "update", call.account_id(), call.business_now}, public_part(*wanted),
               personal_part(*wanted), *call.random);
  return answer(*find_organisation(call.db(), present->id));
}

base::Result<http::Response> Handlers::update_registry_facts(http::Call& call) {
  const auto present = get_visible(call);
  if (!present) return base::refuse(present.error());
  if (!is_officer_for(call.db(), call.account_id(), present->id)) return base::refuse(ErrorCode::forbidden, "organisations.not_officer");
  const auto expected = read_version(call);
  if (!expected) return base::refuse(expected.error());
  const auto facts = read_facts_input(call.body);
  if (!facts) return base::refuse(facts.error());
  Organisation wanted = *present;
  if (facts->node_kinds) wanted.node_kinds = *facts->node_kinds;
  if (facts->has_ban) wanted.banned_until = facts->banned_until;
  if (facts->has_legal_person) {
    wanted.legal_person_name = facts->legal_person_name;
    wanted.legal_person_code = facts->legal_person_code;
  }
  if (wanted.legal_person_code == wanted.credit_code)
    return base::refuse(base::field_error("legal_person_code", "organisations.legal_person_is_itself"));
  if (auto good = check_node_kinds(call.db(), *present, wanted.node_kinds); !good) return base::refuse(std::move(good.error()));
  const auto version = update_facts(call.db(), wanted, *expected, call.business_now);
  if (!version) return base::refuse(ErrorCode::stale, "organisations.stale");
  Value content = facts_part(wanted);
  content.set("reason", facts->reason);
  append_event(call.db(), {"organisation", present->id, *version, "update_registry_facts", call.account_id(), call.business_now}, std::move(content),
               {}, *call.random);
  return answer(*find_organisation(call.db(), present->id));
}

}  // namespace zhidian::organisations
