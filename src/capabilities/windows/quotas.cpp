#include <algorithm>

#include "capabilities/messages/messages.hpp"
#include "capabilities/windows/windows_change.hpp"
#include "capabilities/windows/windows_store.hpp"

namespace zhidian::windows {

using base::ErrorCode;
using base::Value;

std::optional<std::int64_t> Quotas::of(const std::string& authority_id) const {
  const auto found = own.find(authority_id);
  return found == own.end() ? each : std::optional(found->second);
}

Value to_value(const Quotas& quotas) {
  Value::List authorities;
  for (const auto& [authority_id, number] : quotas.own) authorities.emplace_back(Value::Map{{"authority_id", authority_id}, {"number", number}});
  return Value::Map{{"each", quotas.each ? Value(*quotas.each) : Value()}, {"authorities", std::move(authorities)}};
}

Quotas quotas_in(const Value& value) {
  Quotas quotas;
  if (!value.is_map()) return quotas;
  if (const Value& each = value.at("each"); !each.is_null()) quotas.each = each.as_integer();
  for (const Value& own : value.at("authorities").as_list()) quotas.own[own.text_or("authority_id")] = own.integer_or("number", 0);
  return quotas;
}

std::vector<accounts::Authority> list_recommenders(storage::Connection& connection, const regulations::Registry& registry, const Window& window) {
  const rules::Procedure* procedure = registry.law.find_procedure(window.act_id, window.procedure_id);
  const rules::Body* body = procedure ? procedure->find_body("recommender") : nullptr;
  return body ? list_below(connection, window.authority_id, body->level) : std::vector<accounts::Authority>{};
}

base::Result<void> check_quotas(storage::Connection& connection, const regulations::Registry& registry, const Window& window) {
  if (window.quotas == Quotas{}) return {};
  const auto known = list_recommenders(connection, registry, window);
  if (known.empty()) return base::refuse(base::field_error("quotas", "windows.nobody_recommends"));
  for (const auto& [authority_id, number] : window.quotas.own) {
    if (std::ranges::find(known, authority_id, &accounts::Authority::id) == known.end())
      return base::refuse(base::field_error("quotas", "windows.unknown_recommender"));
  }
  return {};
}

std::optional<Window> hold_window(storage::Connection& connection, std::string_view id) {
  hold_row(connection, id);
  return find_window(connection, id);
}

namespace {

/// Tells every recommender whose number changed.
void tell_recommenders(storage::Connection& connection, const regulations::Registry& registry, const Window& window, const Quotas& before,
                       const std::string& reason, const Officer& officer, base::Random& random) {
  for (const accounts::Authority& authority : list_recommenders(connection, registry, window)) {
    const auto quota = window.quotas.of(authority.id);
    if (quota == before.of(authority.id)) continue;
    messages::Message message{quota ? "windows.quotas_set" : "windows.quotas_lifted",
                              {{"title", window.title}, {"reason", reason}, {"quota", std::to_string(quota.value_or(0))}},
                              "window",
                              window.id,
                              "/recommendations?window=" + window.id};
    messages::tell_authority(connection, authority.id, message, officer.at, random, officer.account_id);
  }
}

}  // namespace

base::Result<Window> set_quotas(storage::Connection& connection, const regulations::Registry& registry, std::string_view id,
                                const QuotaChange& change, const Officer& officer, base::Random& random) {
  auto window = hold_window(connection, id);  // a recommendation of this moment comes before or after
  if (!window) return base::refuse(ErrorCode::not_found, "windows.not_found");
  if (std::ranges::find(officer.authority_ids, window->authority_id) == officer.authority_ids.end())
    return base::refuse(ErrorCode::forbidden, "windows.not_filing_body");
  if (window->version != change.expected_version) return base::refuse(ErrorCode::stale, "windows.stale");
  if (window->closes_on < base::civil_date(officer.at)) return base::refuse(ErrorCode::not_allowed, "windows.quotas_closed");
  if (change.reason.empty()) return base::refuse(base::field_error("reason", "windows.quotas_reason_required"));
  if (window->quotas == change.quotas) return base::refuse(base::field_error("quotas", "windows.quotas_unchanged"));
  const Quotas before = window->quotas;
  window->quotas = change.quotas;
  if (auto good = check_quotas(connection, registry, *window); !good) return base::refuse(good.error());
  if (!update_quotas(connection, *window)) return base::refuse(ErrorCode::stale, "windows.stale");
  window->version += 1;
  tell_recommenders(connection, registry, *window, before, change.reason, officer, random);
  const Value content(Value::Map{{"quotas", to_value(window->quotas)}, {"before", to_value(before)}, {"reason", change.reason}});
  const rules::Act* act = registry.law.find_act(window->act_id);
  audit::append(connection, event_of(*window, "set_quotas", act ? regulations::version_name(act->id, act->version) : "", content, officer), random);
  return *window;
}

}  // namespace zhidian::windows
