#include "capabilities/supports/supports_http.hpp"

#include "capabilities/cases/cases_call.hpp"

namespace zhidian::supports {
namespace {

using base::ErrorCode;
using base::Value;
using http::Response;

constexpr std::size_t longest_text = 4000, longest_document = 500, longest_reason = 2000;
constexpr std::int64_t largest_sum = 100'000'000'000;  // fen

Hand hand_of(const http::Call& call) { return {call.account_id(), call.arrived_business}; }

Record read_record(http::BodyReader& body) {
  Record record;
  record.kind = body.required_text("kind", http::longest_id);
  record.respect = body.optional_text("respect", http::longest_id);
  record.on = body.required_date("on");
  record.content = body.required_text("content", longest_text);
  record.result = body.optional_text("result", longest_text);
  record.document = body.optional_text("document", longest_document);
  record.sum_fen = body.optional_integer("sum_fen", 0, largest_sum);
  return record;
}

/// Errors: http.bad_date.
base::Result<Filter> read_filter(const http::Call& call) {
  auto days = http::read_days(call);
  if (!days) return base::refuse(std::move(days.error()));
  return Filter{call.account_id(),
                call.query_at("organisation"),
                call.query_at("kind"),
                call.query_at("division"),
                std::move(days->from),
                std::move(days->until),
                {}};
}

}  // namespace

base::Result<Response> Handlers::list_support_kinds(http::Call&) {
  Value::List items;
  for (const rules::ListedKind& kind : kinds_) items.push_back(to_value(kind));
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<Response> Handlers::list_supports(http::Call& call) {
  auto filter = read_filter(call);
  if (!filter) return base::refuse(std::move(filter.error()));
  auto page = http::read_page(call);
  if (!page) return base::refuse(std::move(page.error()));
  filter->page = *page;
  Value::List items;
  for (const Record& record : list_records(call.db(), *filter)) items.push_back(to_value(record, kinds_));
  return http::ok(http::page_body(std::move(items), *page, [](const Value& item) { return std::pair(item.text_or("on"), item.text_or("id")); }));
}

base::Result<Response> Handlers::record_support(http::Call& call) {
  http::BodyReader body(call.body);
  Record wanted = read_record(body);
  wanted.request_id = body.optional_text("request_id", http::longest_id);
  if (auto good = body.finish(); !good) return base::refuse(std::move(good.error()));
  wanted.organisation_id = call.path_at("organisation_id");
  const auto recorded = record(call.db(), kinds_, std::move(wanted), hand_of(call), *call.random);
  if (!recorded) return base::refuse(recorded.error());
  return cases::with_version(http::created(to_value(*recorded, kinds_), "/api/supports/" + recorded->id), recorded->version);
}

base::Result<Response> Handlers::get_support(http::Call& call) {
  const auto found = find_record(call.db(), call.account_id(), call.path_at("support_id"));
  if (!found) return base::refuse(ErrorCode::not_found, "supports.not_found");
  Value value = to_value(*found, kinds_);
  value.set("versions", versions_value(call.db(), *found, kinds_));
  return cases::with_version(http::ok(std::move(value)), found->version);
}

base::Result<Response> Handlers::correct_support(http::Call& call) {
  const auto found = find_record(call.db(), call.account_id(), call.path_at("support_id"));
  if (!found) return base::refuse(ErrorCode::not_found, "supports.not_found");
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  http::BodyReader body(call.body);
  Record wanted = read_record(body);
  const std::string reason = body.required_text("reason", longest_reason);
  if (auto good = body.finish(); !good) return base::refuse(std::move(good.error()));
  const auto corrected = correct(call.db(), kinds_, *found, std::move(wanted), reason, *version, hand_of(call), *call.random);
  if (!corrected) return base::refuse(corrected.error());
  return cases::with_version(http::ok(to_value(*corrected, kinds_)), corrected->version);
}

base::Result<Response> Handlers::withdraw_support(http::Call& call) {
  const auto found = find_record(call.db(), call.account_id(), call.path_at("support_id"));
  if (!found) return base::refuse(ErrorCode::not_found, "supports.not_found");
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  http::BodyReader body(call.body);
  const std::string reason = body.required_text("reason", longest_reason);
  if (auto good = body.finish(); !good) return base::refuse(std::move(good.error()));
  const auto withdrawn = withdraw(call.db(), *found, reason, *version, hand_of(call), *call.random);
  if (!withdrawn) return base::refuse(withdrawn.error());
  return cases::with_version(http::ok(to_value(*withdrawn, kinds_)), withdrawn->version);
}

base::Result<Response> Handlers::list_support_requests(http::Call& call) {
  auto page = http::read_page(call);
  if (!page) return base::refuse(std::move(page.error()));
  const Filter filter{call.account_id(), call.query_at("organisation"), {}, {}, {}, {}, *page};
  Value::List items;
  for (const Request& request : list_requests(call.db(), filter, call.query_at("state"))) items.push_back(to_value(request, kinds_));
  return http::ok(
      http::page_body(std::move(items), *page, [](const Value& item) { return std::pair(item.text_or("asked_on"), item.text_or("id")); }));
}

base::Result<Response> Handlers::ask_for_support(http::Call& call) {
  http::BodyReader body(call.body);
  Request wanted;
  wanted.organisation_id = body.required_text("organisation_id", http::longest_id);
  wanted.authority_id = body.required_text("authority_id", http::longest_id);
  wanted.kind = body.required_text("kind", http::longest_id);
  wanted.respect = body.optional_text("respect", http::longest_id);
  wanted.content = body.required_text("content", longest_text);
  if (auto good = body.finish(); !good) return base::refuse(std::move(good.error()));
  const auto asked = ask(call.db(), kinds_, std::move(wanted), hand_of(call), *call.random);
  if (!asked) return base::refuse(asked.error());
  return cases::with_version(http::created(to_value(*asked, kinds_), "/api/support-requests"), asked->version);
}

base::Result<Response> Handlers::close_support_request(http::Call& call) {
  const auto found = find_request(call.db(), call.account_id(), call.path_at("request_id"));
  if (!found) return base::refuse(ErrorCode::not_found, "supports.request_not_found");
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  http::BodyReader body(call.body);
  const Closing closing{body.required_text("as", http::longest_id), body.required_text("answer", longest_reason), *version};
  if (auto good = body.finish(); !good) return base::refuse(std::move(good.error()));
  const auto closed = close(call.db(), *found, closing, hand_of(call), *call.random);
  if (!closed) return base::refuse(closed.error());
  return cases::with_version(http::ok(to_value(*closed, kinds_)), closed->version);
}

base::Result<Response> Handlers::count_supports(http::Call& call) {
  const auto filter = read_filter(call);
  if (!filter) return base::refuse(filter.error());
  Value::List items;
  for (const Count& count : count_records(call.db(), *filter)) {
    items.emplace_back(Value::Map{{"kind", count.kind},
                                  {"division_code", count.division_code},
                                  {"division_name", count.division_name},
                                  {"number", count.number},
                                  {"institutions", count.institutions},
                                  {"sum_fen", count.sum_fen}});
  }
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<Response> Handlers::export_supports(http::Call& call) {
  auto filter = read_filter(call);
  if (!filter) return base::refuse(std::move(filter.error()));
  filter->page.limit = http::most_rows;
  const auto records = list_records(call.db(), *filter);
  if (auto good = http::check_rows(records.size()); !good) return base::refuse(std::move(good.error()));
  return http::download(export_workbook(records, kinds_), http::workbook_type, "supports.xlsx");
}

}  // namespace zhidian::supports
