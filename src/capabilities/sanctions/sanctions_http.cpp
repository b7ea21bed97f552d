#include "capabilities/sanctions/sanctions_http.hpp"

#include "base/text.hpp"
#include "capabilities/cases/cases_call.hpp"

namespace zhidian::sanctions {
namespace {

using base::ErrorCode;
using base::Value;
using http::Response;

constexpr std::size_t longest_reason = 2000;

}  // namespace

base::Result<Response> Handlers::answer(http::Call& call, std::string organisation_id) const {
  const auto page = http::read_page(call);
  if (!page) return base::refuse(page.error());
  Value::List items;
  for (const Sanction& sanction : sanctions::list_sanctions(call.db(), {call.account_id(), std::move(organisation_id), *page}))
    items.push_back(to_value(sanction, *registry_, call.today()));
  return http::ok(
      http::page_body(std::move(items), *page, [](const Value& item) { return std::pair(item.text_or("decided_on"), item.text_or("id")); }));
}

base::Result<Response> Handlers::list_sanctions(http::Call& call) { return answer(call, ""); }

base::Result<Response> Handlers::list_sanctions_of(http::Call& call) { return answer(call, call.path_at("organisation_id")); }

base::Result<Response> Handlers::list_public_sanctions(http::Call& call) {
  const auto page = http::read_page(call);
  if (!page) return base::refuse(page.error());
  Value::List items;
  for (const Sanction& sanction : sanctions::list_public_sanctions(call.db(), call.today(), *page))
    items.push_back(public_value(sanction, *registry_));
  return http::ok(
      http::page_body(std::move(items), *page, [](const Value& item) { return std::pair(item.text_or("decided_on"), item.text_or("id")); }));
}

base::Result<Response> Handlers::get_public_sanction(http::Call& call) {
  const auto sanction = find_public_sanction(call.db(), call.path_at("sanction_id"));
  const bool is_shown = sanction && (sanction->annulled_on || sanction->is_told_on(call.today()));
  if (!is_shown) return base::refuse(ErrorCode::not_found, "sanctions.not_public");
  return http::ok(public_value(*sanction, *registry_));
}

base::Result<Response> Handlers::list_bans_elsewhere(http::Call& call) {
  const auto visible = cases_.find_visible(call.db(), call.account_id(), call.path_at("case_id"));
  if (!visible) return base::refuse(ErrorCode::not_found, "cases.not_found");
  Value::List items;
  if (visible->stands_for("recommender") || visible->stands_for("filing_body")) {
    for (const Sanction& sanction : sanctions::list_bans_elsewhere(call.db(), visible->target, call.today()))
      items.push_back(to_value(sanction, *registry_, call.today()));
  }
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<Response> Handlers::annul_sanction(http::Call& call) {
  const auto sanction = find_visible_sanction(call.db(), call.account_id(), call.path_at("sanction_id"));
  if (!sanction) return base::refuse(ErrorCode::not_found, "sanctions.not_found");
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  http::BodyReader reader(call.body);
  const std::string reason = reader.required_text("reason", longest_reason);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  if (base::is_blank(reason)) return base::refuse(ErrorCode::invalid, "sanctions.reason_missing");
  if (*version != sanction->version) return base::refuse(ErrorCode::stale, "sanctions.stale");
  auto done = annul(call.db(), *registry_, *sanction, {call.account_id(), reason, *version, call.arrived_business}, *call.random);
  if (!done) return base::refuse(std::move(done.error()));
  const auto annulled = find_visible_sanction(call.db(), call.account_id(), sanction->id);
  return cases::with_version(http::ok(to_value(*annulled, *registry_, call.today())), *version + 1);
}

}  // namespace zhidian::sanctions
