#include <fmt/format.h>

#include <charconv>

#include "capabilities/notices/notices_http.hpp"
#include "capabilities/notices/objections.hpp"

namespace zhidian::notices {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::size_t longest_name = 100, longest_contact = 200, longest_grounds = 10000, longest_reasons = 4000;

base::Result<ObjectionInput> read_objection(const http::Call& call) {
  http::BodyReader reader(call.body);
  ObjectionInput input;
  input.notice_id = call.path_at("notice_id");
  input.case_id = reader.required_text("case_id", http::longest_id);
  input.grounds = reader.required_text("grounds", longest_grounds);
  input.is_anonymous = reader.optional_bool("is_anonymous", false);
  input.name = reader.optional_text("name", longest_name);
  input.contact = reader.optional_text("contact", longest_contact);
  input.evidence = reader.optional_texts("evidence", http::longest_id);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  return input;
}

std::int64_t version_in(const std::optional<std::string>& if_match) {
  std::int64_t version = 0;
  if (!if_match || !if_match->starts_with("v")) return 0;
  const char* end = if_match->data() + if_match->size();
  const auto read = std::from_chars(if_match->data() + 1, end, version);
  return read.ec == std::errc{} && read.ptr == end ? version : 0;
}

http::Response answer_objection(http::Call& call, const Objection& objection) {
  http::Response response = http::ok(to_value(objection, list_evidence(call.db(), objection.id)));
  response.etag = fmt::format("v{}", objection.version);
  return response;
}

/// The label of the child case's state; a late one never became a case.
rules::Text state_label(storage::Connection& connection, const cases::Service& service, const Objection& objection) {
  const auto child = objection.case_id.empty() ? std::nullopt : service.find(connection, objection.case_id);
  const rules::State* state = child ? service.procedure_of(*child).find_state(child->state) : nullptr;
  if (state) return state->label;
  return {http::sentence(http::Language::zh, "notices.state_late", {}), http::sentence(http::Language::en, "notices.state_late", {})};
}

}  // namespace

base::Result<http::Response> Handlers::object_to_notice(http::Call& call) {
  const auto input = read_objection(call);
  if (!input) return base::refuse(input.error());
  const auto receipt = object(call.db(), cases_, *input, {call.arrived_business, call.system_now}, *call.random);
  if (!receipt) return base::refuse(receipt.error());
  http::Response response{
      201, Value(Value::Map{{"receipt", receipt->receipt}, {"secret", receipt->secret}, {"is_late", receipt->is_late}}), {}, {}, {}, {}};
  response.headers["Cache-Control"] = "no-store";
  return response;
}

base::Result<http::Response> Handlers::upload_objection_evidence(http::Call& call) {
  if (!call.upload) return base::refuse(ErrorCode::malformed, "notices.upload_gone");
  const auto id = add_upload(call.db(), *call.upload, call.upload_name, {call.business_now, call.system_now}, *call.random);
  if (!id) return base::refuse(id.error());
  if (auto kept = files_.keep(*call.upload); !kept) return base::refuse(kept.error());
  return http::Response{
      201, Value(Value::Map{{"upload_id", *id}, {"name", files::safe_name(call.upload_name)}, {"size", call.upload->size}}), {}, {}, {}, {}};
}

base::Result<http::Response> Handlers::follow_objection(http::Call& call) {
  http::BodyReader reader(call.body);
  const std::string receipt = reader.required_text("receipt", http::longest_id), secret = reader.required_text("secret", http::longest_id);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  const auto objection = follow(call.db(), receipt, secret);
  if (!objection) return base::refuse(objection.error());
  http::Response response = http::ok(Value::Map{{"receipt", objection->receipt},
                                                {"state", objection->state},
                                                {"state_label", regulations::to_value(state_label(call.db(), cases_, *objection))},
                                                {"received_at", objection->received_at},
                                                {"result", objection->decided_at ? Value(objection->result) : Value()},
                                                {"organisation_name", objection->organisation_name},
                                                {"notice_title", objection->notice_title}});
  response.headers["Cache-Control"] = "no-store";
  return response;
}

base::Result<http::Response> Handlers::list_objections(http::Call& call) {
  const auto page = http::read_page(call);
  if (!page) return base::refuse(page.error());
  Value::List items;
  for (const Objection& objection :
       notices::list_objections(call.db(), {call.account_id(), call.query_at("state"), page->after, page->after_id, page->limit})) {
    items.push_back(to_value(objection, list_evidence(call.db(), objection.id)));
  }
  return http::ok(
      http::page_body(std::move(items), *page, [](const Value& item) { return std::pair(item.text_or("received_at"), item.text_or("id")); }));
}

base::Result<http::Response> Handlers::get_objection(http::Call& call) {
  const auto objection = find_objection(call.db(), call.account_id(), call.path_at("objection_id"));
  if (!objection) return base::refuse(ErrorCode::not_found, "notices.objection_not_found");
  return answer_objection(call, *objection);
}

base::Result<http::Response> Handlers::decide_objection(http::Call& call) {
  http::BodyReader reader(call.body);
  const std::string outcome = reader.required_text("outcome", http::longest_id), reasons = reader.required_text("reasons", longest_reasons);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  const auto objection = decide(call.db(), cases_, call.path_at("objection_id"), version_in(call.if_match), outcome, reasons,
                                {call.account_id(), {}, call.business_now, false}, *call.random);
  if (!objection) return base::refuse(objection.error());
  return answer_objection(call, *objection);
}

base::Result<http::Response> Handlers::download_objection_file(http::Call& call) {
  const auto objection = find_objection(call.db(), call.account_id(), call.path_at("objection_id"));
  if (!objection) return base::refuse(ErrorCode::not_found, "notices.objection_not_found");
  const std::string wanted = call.path_at("file_id");
  for (const EvidenceFile& file : list_evidence(call.db(), objection->id)) {
    if (file.id != wanted) continue;
    http::Response response{200, http::FileBody{files_.path_of(file.sha256)}, "application/octet-stream", {}, {}, {}};
    response.headers["Content-Disposition"] = files::content_disposition(file.name);
    return response;
  }
  return base::refuse(ErrorCode::not_found, "notices.file_not_found");
}

}  // namespace zhidian::notices
