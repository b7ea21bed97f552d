#include "capabilities/services/services_http.hpp"

#include "capabilities/cases/cases_call.hpp"
#include "capabilities/directory/directory.hpp"
#include "capabilities/organisations/organisations.hpp"

namespace zhidian::services {
namespace {

using base::ErrorCode;
using base::Value;
using http::Response;

constexpr std::size_t longest_line = 200, longest_text = 4000, longest_reason = 2000;
constexpr std::int64_t most_times = 100'000, most_people = 100'000'000, most_compared = 200;

Hand hand_of(const http::Call& call) { return {call.account_id(), call.arrived_business}; }

Record read_record(http::BodyReader& body) {
  Record record;
  record.kind = body.required_text("kind", http::longest_id);
  record.on = body.required_date("on");
  record.title = body.required_text("title", longest_line);
  record.recipients = body.optional_text("recipients", longest_line);
  record.content = body.optional_text("content", longest_text);
  record.effect = body.optional_text("effect", longest_text);
  record.times = body.required_integer("times", 1, most_times);
  record.people = body.optional_integer("people", 0, most_people);
  return record;
}

/// Errors: http.bad_date.
base::Result<Filter> read_filter(const http::Call& call) {
  auto days = http::read_days(call);
  if (!days) return base::refuse(std::move(days.error()));
  return Filter{call.account_id(), call.query_at("organisation"), call.query_at("kind"), std::move(days->from), std::move(days->until), {}};
}

/// What the path names in the caller's scope. Errors: services.not_found, the same for absent and foreign.
base::Result<Record> find_record_of(http::Call& call) {
  auto found = find_record(call.db(), call.account_id(), call.path_at("service_id"));
  if (!found) return base::refuse(ErrorCode::not_found, "services.not_found");
  return std::move(*found);
}

}  // namespace

base::Result<Response> Handlers::list_service_kinds(http::Call&) {
  Value::List items;
  for (const rules::ListedKind& kind : kinds_) items.push_back(to_value(kind));
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<Response> Handlers::list_services(http::Call& call) {
  auto filter = read_filter(call);
  if (!filter) return base::refuse(std::move(filter.error()));
  auto page = http::read_page(call);
  if (!page) return base::refuse(std::move(page.error()));
  filter->page = *page;
  Value::List items;
  for (const Record& record : list_records(call.db(), *filter)) items.push_back(to_value(record, kinds_));
  return http::ok(http::page_body(std::move(items), *page, [](const Value& item) { return std::pair(item.text_or("on"), item.text_or("id")); }));
}

base::Result<Response> Handlers::record_service(http::Call& call) {
  http::BodyReader body(call.body);
  Record wanted = read_record(body);
  if (auto good = body.finish(); !good) return base::refuse(std::move(good.error()));
  wanted.organisation_id = call.path_at("organisation_id");
  const auto recorded = record(call.db(), kinds_, std::move(wanted), hand_of(call), *call.random);
  if (!recorded) return base::refuse(recorded.error());
  return cases::with_version(http::created(to_value(*recorded, kinds_), "/api/services/" + recorded->id), recorded->version);
}

base::Result<Response> Handlers::get_service(http::Call& call) {
  const auto found = find_record_of(call);
  if (!found) return base::refuse(found.error());
  Value value = to_value(*found, kinds_);
  value.set("versions", versions_value(call.db(), *found, kinds_));
  return cases::with_version(http::ok(std::move(value)), found->version);
}

base::Result<Response> Handlers::correct_service(http::Call& call) {
  const auto found = find_record_of(call);
  if (!found) return base::refuse(found.error());
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

base::Result<Response> Handlers::withdraw_service(http::Call& call) {
  const auto found = find_record_of(call);
  if (!found) return base::refuse(found.error());
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  http::BodyReader body(call.body);
  const std::string reason = body.required_text("reason", longest_reason);
  if (auto good = body.finish(); !good) return base::refuse(std::move(good.error()));
  const auto withdrawn = withdraw(call.db(), *found, reason, *version, hand_of(call), *call.random);
  if (!withdrawn) return base::refuse(withdrawn.error());
  return cases::with_version(http::ok(to_value(*withdrawn, kinds_)), withdrawn->version);
}

base::Result<Response> Handlers::count_services(http::Call& call) {
  auto filter = read_filter(call);
  if (!filter) return base::refuse(std::move(filter.error()));
  filter->organisation_id = call.path_at("organisation_id");
  if (!organisations::is_visible(call.db(), call.account_id(), filter->organisation_id))
    return base::refuse(ErrorCode::not_found, "organisations.not_found");
  return http::ok(to_value(count_records(call.db(), kinds_, *filter), kinds_));
}

base::Result<Response> Handlers::compare_services(http::Call& call) {
  const auto filter = read_filter(call);
  if (!filter) return base::refuse(filter.error());
  const auto label = [&](const std::string& status, const std::string& act_id) {
    return regulations::to_value(directory::status_label(*registry_, status, act_id));
  };
  Value::List items, statuses;
  for (const Compared& each : compare_outlets(call.db(), *filter, call.query_at("status"), most_compared)) {
    items.emplace_back(Value::Map{{"organisation_id", each.organisation_id},
                                  {"organisation_name", each.organisation_name},
                                  {"division_name", each.division_name},
                                  {"status", each.status},
                                  {"status_label", label(each.status, each.act_id)},
                                  {"kinds", each.kinds},
                                  {"records", each.records},
                                  {"times", each.times},
                                  {"people", each.people}});
  }
  for (const auto& [act_id, status] : list_compared_statuses(call.db(), call.account_id()))
    statuses.emplace_back(Value::Map{{"status", status}, {"label", label(status, act_id)}});
  return http::ok(Value::Map{{"items", std::move(items)}, {"statuses", std::move(statuses)}});
}

base::Result<Response> Handlers::export_services(http::Call& call) {
  auto filter = read_filter(call);
  if (!filter) return base::refuse(std::move(filter.error()));
  filter->page.limit = http::most_rows;
  const auto records = list_records(call.db(), *filter);
  if (auto good = http::check_rows(records.size()); !good) return base::refuse(std::move(good.error()));
  return http::download(export_workbook(records, kinds_), http::workbook_type, "services.xlsx");
}

}  // namespace zhidian::services
