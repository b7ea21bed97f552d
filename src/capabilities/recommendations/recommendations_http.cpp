#include "capabilities/recommendations/recommendations_http.hpp"

#include <algorithm>

#include "capabilities/cases/cases_call.hpp"

namespace zhidian::recommendations {
namespace {

using base::Value;
using http::Response;

/// Recommending is the work of either officer of a bureau; experts and administrators are none.
Reader reader_of(const http::Call& call) {
  Reader reader{call.account_id(), {}, call.arrived_business};
  if (!call.principal) return reader;
  for (const http::Grant& grant : call.principal->grants) {
    const bool is_officer = grant.role == "recommender_officer" || grant.role == "authority_officer";
    if (is_officer && !grant.authority_id.empty()) reader.authority_ids.push_back(grant.authority_id);
  }
  return reader;
}

bool is_mine(const Tally& tally, const Reader& reader) {
  return std::ranges::find(reader.authority_ids, tally.authority_id) != reader.authority_ids.end();
}

}  // namespace

base::Result<Response> Handlers::list_recommendations(http::Call& call) {
  const Reader reader = reader_of(call);
  const auto tallies = list_tallies(call.db(), *registry_, call.path_at("window_id"), reader);
  if (!tallies) return base::refuse(tallies.error());
  Value::List items;
  for (const Tally& tally : *tallies) items.push_back(to_value(tally, is_mine(tally, reader)));
  return http::ok(Value::Map{{"items", std::move(items)}, {"cites", list_cites(call.db(), *registry_, call.path_at("window_id"))}});
}

base::Result<Response> Handlers::order_recommendations(http::Call& call) {
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  http::BodyReader body(call.body);
  std::vector<std::string> listed = body.optional_texts("cases", http::longest_id);
  if (auto good = body.finish(); !good) return base::refuse(std::move(good.error()));
  Order order{call.path_at("window_id"), call.path_at("authority_id"), std::move(listed), *version};
  const auto tally = put_in_order(call.db(), *registry_, order, reader_of(call), *call.random);
  if (!tally) return base::refuse(tally.error());
  return cases::with_version(http::ok(to_value(*tally, true)), tally->version);
}

}  // namespace zhidian::recommendations
