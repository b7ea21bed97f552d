#include "capabilities/windows/windows_http.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "capabilities/windows/windows_store.hpp"

namespace zhidian::windows {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::int64_t most_recommended = 9999;

/// The number of an If-Match of the form v7; 0 (never a version) where it is something else.
std::int64_t version_in(const std::optional<std::string>& if_match) {
  std::int64_t version = 0;
  if (!if_match || !if_match->starts_with("v")) return 0;
  const char* end = if_match->data() + if_match->size();
  const auto read = std::from_chars(if_match->data() + 1, end, version);
  return read.ec == std::errc{} && read.ptr == end ? version : 0;
}

/// The quotas of a body: {each, authorities}; unknown members are refused like everywhere. Errors: http.invalid_body.
base::Result<Quotas> read_quotas(const Value& value) {
  Quotas quotas;
  if (value.is_null()) return quotas;
  http::BodyReader reader(value);
  quotas.each = reader.optional_integer("each", 0, most_recommended);
  const Value::List authorities = reader.optional_list("authorities");
  if (const auto read = reader.finish(); !read) return base::refuse(read.error());
  for (const Value& item : authorities) {
    http::BodyReader own(item);
    const std::string authority_id = own.required_text("authority_id", 100);
    const std::int64_t number = own.required_integer("number", 0, most_recommended);
    if (const auto read = own.finish(); !read) return base::refuse(read.error());
    quotas.own[authority_id] = number;
  }
  return quotas;
}

}  // namespace

base::Result<http::Response> Handlers::list_windows(http::Call& call) {
  const bool only_open = call.query_at("open") == "true";
  Value::List items;
  for (const Window& window : windows::list_windows(call.db(), call.query_at("act"), only_open ? std::optional(call.today()) : std::nullopt)) {
    items.push_back(to_value(window, *registry_, call.today()));
  }
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<http::Response> Handlers::open_window(http::Call& call) {
  http::BodyReader body(call.body);
  WindowInput input;
  input.act_id = body.required_text("act_id", 100);
  input.procedure_id = body.required_text("procedure_id", 100);
  input.title = body.required_text("title", 200);
  input.body = body.optional_text("body", 10000);
  input.opens_on = body.required_date("opens_on");
  input.closes_on = body.required_date("closes_on");
  input.reason = body.optional_text("reason", 2000);
  const Value stated = body.optional_value("quotas");
  if (const auto read = body.finish(); !read) return base::refuse(read.error());
  auto quotas = read_quotas(stated);
  if (!quotas) return base::refuse(std::move(quotas.error()));
  input.quotas = std::move(*quotas);
  const auto window = windows::open_window(call.db(), *registry_, input, officer_of(call), *call.random);
  if (!window) return base::refuse(window.error());
  auto response = http::created(to_value(*window, *registry_, call.today()), "/api/windows/" + window->id);
  response.etag = fmt::format("v{}", window->version);
  return response;
}

base::Result<http::Response> Handlers::list_window_procedures(http::Call& call) {
  Value::List items;
  for (const rules::Procedure* procedure : list_procedures(call.db(), *registry_, officer_of(call))) {
    items.push_back(Value::Map{{"act_id", procedure->act_id},
                               {"procedure_id", procedure->id},
                               {"label", regulations::to_value(procedure->label)},
                               {"per_year", procedure->window->per_year},
                               {"cites", regulations::cites_value(procedure->act_id, procedure->window->cites)}});
  }
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<http::Response> Handlers::get_window(http::Call& call) {
  const auto window = find_window(call.db(), call.path_at("window_id"));
  if (!window) return base::refuse(ErrorCode::not_found, "windows.not_found");
  Value value = to_value(*window, *registry_, call.today());
  const Officer officer = officer_of(call);
  if (std::ranges::find(officer.authority_ids, window->authority_id) != officer.authority_ids.end()) {
    Value::Map counts;
    for (const auto& [state, number] : list_counts(call.db(), window->id)) counts[state] = number;
    value.set("counts", std::move(counts));
  }
  auto response = http::ok(std::move(value));
  response.etag = fmt::format("v{}", window->version);
  return response;
}

base::Result<http::Response> Handlers::extend_window(http::Call& call) {
  http::BodyReader body(call.body);
  const base::Date closes_on = body.required_date("closes_on");
  const std::string reason = body.required_text("reason", 2000);
  if (const auto read = body.finish(); !read) return base::refuse(read.error());
  const auto window =
      windows::extend_window(call.db(), call.path_at("window_id"), version_in(call.if_match), closes_on, reason, officer_of(call), *call.random);
  if (!window) return base::refuse(window.error());
  auto response = http::ok(to_value(*window, *registry_, call.today()));
  response.etag = fmt::format("v{}", window->version);
  return response;
}

base::Result<http::Response> Handlers::set_quotas(http::Call& call) {
  http::BodyReader body(call.body);
  const Value stated = body.optional_value("quotas");
  QuotaChange change{{}, body.required_text("reason", 2000), version_in(call.if_match)};
  if (const auto read = body.finish(); !read) return base::refuse(read.error());
  auto quotas = read_quotas(stated);
  if (!quotas) return base::refuse(std::move(quotas.error()));
  change.quotas = std::move(*quotas);
  const auto window = windows::set_quotas(call.db(), *registry_, call.path_at("window_id"), change, officer_of(call), *call.random);
  if (!window) return base::refuse(window.error());
  auto response = http::ok(to_value(*window, *registry_, call.today()));
  response.etag = fmt::format("v{}", window->version);
  return response;
}

}  // namespace zhidian::windows
