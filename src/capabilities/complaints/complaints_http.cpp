#include "capabilities/complaints/complaints_http.hpp"

#include "capabilities/cases/cases_call.hpp"
#include "capabilities/complaints/complaints_store.hpp"

namespace zhidian::complaints {
namespace {

using base::ErrorCode;
using base::Value;
using http::Response;

constexpr std::size_t longest_name = 100, longest_contact = 200, longest_statement = 10000, longest_text = 4000, longest_reason = 500;

base::Result<ComplaintInput> read_complaint(const http::Call& call) {
  http::BodyReader reader(call.body);
  ComplaintInput input;
  input.outlet_id = call.path_at("outlet_id");
  input.ground = reader.required_text("ground", http::longest_id);
  input.statement = reader.required_text("statement", longest_statement);
  input.is_anonymous = reader.optional_bool("is_anonymous", false);
  input.name = reader.optional_text("name", longest_name);
  input.contact = reader.optional_text("contact", longest_contact);
  input.evidence = reader.optional_texts("evidence", http::longest_id);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  return input;
}

/// Who asks, having read which version. A stranger is refused before anything of the request is looked at.
base::Result<Officer> read_officer(const http::Call& call) {
  if (!find_complaint(call.db(), call.account_id(), call.path_at("complaint_id"))) return base::refuse(ErrorCode::not_found, "complaints.not_found");
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  return Officer{call.account_id(), *version, call.arrived_business};
}

Response not_kept(Response response) {
  response.headers["Cache-Control"] = "no-store";
  return response;
}

rules::Text state_label(const Complaint& complaint) {
  const std::string id = "complaints.state_" + (complaint.finding.empty() ? complaint.state : complaint.finding);
  return {http::sentence(http::Language::zh, id, {}), http::sentence(http::Language::en, id, {})};
}

}  // namespace

base::Result<Response> Handlers::answer(http::Call& call, const std::string& id) const {
  const auto complaint = find_complaint(call.db(), call.account_id(), id);
  if (!complaint) return base::refuse(ErrorCode::not_found, "complaints.not_found");
  return cases::with_version(http::ok(to_value(call.db(), cases_, *complaint, call.account_id(), call.today())), complaint->version);
}

base::Result<Response> Handlers::get_complaint_form(http::Call& call) {
  const auto outlet = directory::find_outlet(call.db(), call.path_at("outlet_id"));
  if (!outlet) return base::refuse(ErrorCode::not_found, "directory.not_found");
  const auto authority = find_recipient(call.db(), cases_.registry(), *outlet);
  if (!authority) return base::refuse(authority.error());
  Value::List grounds;
  for (const Ground& ground : list_grounds(call.db(), cases_.registry(), outlet->act_id, outlet->status))
    grounds.push_back(to_value(ground, outlet->act_id));
  return http::ok(Value::Map{{"outlet_id", outlet->id},
                             {"outlet_name", outlet->name},
                             {"act_id", outlet->act_id},
                             {"status_label", regulations::to_value(directory::status_label(cases_.registry(), outlet->status, outlet->act_id))},
                             {"authority_name", authority->name},
                             {"authority_telephone", authority->telephone},
                             {"grounds", std::move(grounds)}});
}

base::Result<Response> Handlers::lodge_complaint(http::Call& call) {
  const auto input = read_complaint(call);
  if (!input) return base::refuse(input.error());
  const auto receipt = lodge(call.db(), cases_.registry(), *input, {call.arrived_business, call.system_now}, *call.random);
  if (!receipt) return base::refuse(receipt.error());
  return not_kept({201,
                   Value(Value::Map{{"receipt", receipt->receipt}, {"secret", receipt->secret}, {"authority_name", receipt->authority_name}}),
                   {},
                   {},
                   {},
                   {}});
}

base::Result<Response> Handlers::follow_complaint(http::Call& call) {
  http::BodyReader reader(call.body);
  const std::string receipt = reader.required_text("receipt", http::longest_id), secret = reader.required_text("secret", http::longest_id);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  const auto complaint = follow(call.db(), receipt, secret);
  if (!complaint) return base::refuse(complaint.error());
  return not_kept(http::ok(Value::Map{{"receipt", complaint->receipt},
                                      {"state", complaint->state},
                                      {"state_label", regulations::to_value(state_label(*complaint))},
                                      {"received_at", complaint->received_at},
                                      {"concluded_at", complaint->concluded_at ? Value(*complaint->concluded_at) : Value()},
                                      {"result", complaint->concluded_at ? Value(complaint->answer) : Value()},
                                      {"organisation_name", complaint->outlet_name},
                                      {"authority_name", complaint->authority_name},
                                      {"authority_telephone", complaint->authority_telephone}}));
}

base::Result<Response> Handlers::list_complaint_grounds(http::Call& call) {
  Value::List items;
  for (const Ground& ground : list_common_grounds(call.db())) items.push_back(to_value(ground, ""));
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<Response> Handlers::list_complaints(http::Call& call) {
  const auto page = http::read_page(call);
  if (!page) return base::refuse(page.error());
  const Filter filter{call.account_id(),
                      call.query_at("state"),
                      call.query_at("ground"),
                      call.query_at("handler"),
                      call.query_at("q"),
                      call.query_at("case_id"),
                      page->after,
                      page->after_id,
                      page->limit};
  if (filter.words.size() > longest_text) return base::refuse(ErrorCode::invalid, "directory.query_too_long", {{"most", "100"}});
  Value::List items;
  for (const Complaint& complaint : complaints::list_complaints(call.db(), filter))
    items.push_back(summary_value(call.db(), cases_.registry(), complaint, call.account_id(), call.today()));
  return http::ok(
      http::page_body(std::move(items), *page, [](const Value& item) { return std::pair(item.text_or("received_at"), item.text_or("id")); }));
}

base::Result<Response> Handlers::get_complaint(http::Call& call) { return answer(call, call.path_at("complaint_id")); }

base::Result<Response> Handlers::take_on_complaint(http::Call& call) {
  const auto officer = read_officer(call);
  if (!officer) return base::refuse(officer.error());
  auto done = take_on(call.db(), call.path_at("complaint_id"), *officer, *call.random);
  if (!done) return base::refuse(std::move(done.error()));
  return answer(call, call.path_at("complaint_id"));
}

base::Result<Response> Handlers::add_complaint_note(http::Call& call) {
  const auto officer = read_officer(call);
  if (!officer) return base::refuse(officer.error());
  http::BodyReader reader(call.body);
  const std::string text = reader.required_text("text", longest_text);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  auto done = add_note(call.db(), call.path_at("complaint_id"), text, *officer, *call.random);
  if (!done) return base::refuse(std::move(done.error()));
  return answer(call, call.path_at("complaint_id"));
}

base::Result<Response> Handlers::link_complaint_case(http::Call& call) {
  const auto officer = read_officer(call);
  if (!officer) return base::refuse(officer.error());
  http::BodyReader reader(call.body);
  const std::string case_id = reader.required_text("case_id", http::longest_id);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  auto done = link_case(call.db(), cases_, call.path_at("complaint_id"), case_id, *officer, *call.random);
  if (!done) return base::refuse(std::move(done.error()));
  return answer(call, call.path_at("complaint_id"));
}

base::Result<Response> Handlers::conclude_complaint(http::Call& call) {
  const auto officer = read_officer(call);
  if (!officer) return base::refuse(officer.error());
  http::BodyReader reader(call.body);
  Conclusion conclusion;
  conclusion.finding = reader.required_text("finding", http::longest_id);
  conclusion.answer = reader.required_text("answer", longest_text);
  conclusion.summary = reader.required_text("summary", longest_text);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  auto done = conclude(call.db(), call.path_at("complaint_id"), conclusion, *officer, *call.random);
  if (!done) return base::refuse(std::move(done.error()));
  return answer(call, call.path_at("complaint_id"));
}

base::Result<Response> Handlers::read_complaint_identity(http::Call& call) {
  const auto officer = read_officer(call);
  if (!officer) return base::refuse(officer.error());
  http::BodyReader reader(call.body);
  const std::string reason = reader.required_text("reason", longest_reason);
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  const auto identity = unmask(call.db(), call.path_at("complaint_id"), reason, *officer, *call.random);
  if (!identity) return base::refuse(identity.error());
  return not_kept(http::ok(Value::Map{{"name", identity->name}, {"contact", identity->contact}, {"version", officer->expected_version + 1}}));
}

base::Result<Response> Handlers::download_complaint_file(http::Call& call) {
  const auto complaint = find_complaint(call.db(), call.account_id(), call.path_at("complaint_id"));
  if (!complaint) return base::refuse(ErrorCode::not_found, "complaints.not_found");
  const std::string wanted = call.path_at("file_id");
  for (const EvidenceFile& file : list_files(call.db(), complaint->id)) {
    if (file.id != wanted) continue;
    Response response{200, http::FileBody{cases_.files().path_of(file.sha256)}, "application/octet-stream", {}, {}, {}};
    response.headers["Content-Disposition"] = files::content_disposition(file.name);
    return response;
  }
  return base::refuse(ErrorCode::not_found, "complaints.file_not_found");
}

}  // namespace zhidian::complaints
