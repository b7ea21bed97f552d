#include "capabilities/certificates/certificates_http.hpp"

#include "files/files.hpp"

namespace zhidian::certificates {
namespace {

using base::ErrorCode;
using base::Value;
using http::Response;

constexpr std::size_t longest_certificate = 20'000;  // characters; a real one has less than a tenth

Response download(std::string body, const char* type, const std::string& name) {
  return {200, std::move(body), type, {{"Content-Disposition", files::content_disposition(name)}, {"Cache-Control", "no-store"}}, {}, {}};
}

}  // namespace

base::Result<Response> Handlers::issue_certificate(http::Call& call) {
  const auto issued = service_.issue(call.db(), call.path_at("outlet_id"), {call.account_id(), call.business_now}, *call.random);
  if (!issued) return base::refuse(issued.error());
  Value body = to_value(issued->certificate, call.today());
  if (!issued->is_new) return http::ok(std::move(body));
  return http::created(std::move(body), "/api/certificates/" + issued->certificate.number);
}

base::Result<Response> Handlers::list_certifiable_outlets(http::Call& call) {
  auto items = service_.list_outlets(call.db(), call.path_at("organisation_id"), {call.account_id(), call.business_now});
  if (!items) return base::refuse(items.error());
  return http::ok(Value::Map{{"items", std::move(*items)}});
}

base::Result<Response> Handlers::get_certificate_status_list(http::Call& call) {
  return Response{200,
                  service_.pack_status_list(call.db(), call.business_now),
                  "application/json",
                  {{"Cache-Control", "no-cache"}, {"Content-Encoding", "gzip"}},
                  {},
                  {}};
}

base::Result<Response> Handlers::check_certificate(http::Call& call) {
  http::BodyReader reader(call.body);
  const std::string certificate = reader.required_text("certificate", longest_certificate);
  if (const auto good = reader.finish(); !good) return base::refuse(good.error());
  const auto answer = service_.check(call.db(), certificate, call.business_now);
  if (!answer) return base::refuse(answer.error());
  return http::ok(to_value(*answer));
}

base::Result<Response> Handlers::get_certificate(http::Call& call) {
  const auto number = read_number(call.path_at("number"));
  if (!number) return base::refuse(number.error());
  const auto found = find_certificate(call.db(), *number);
  if (!found) return base::refuse(ErrorCode::not_found, "certificates.not_found");
  Value value = to_value(*found, call.today());
  const auto outlet = directory::find_outlet(call.db(), found->outlet_id);
  value.set("present_name", outlet && outlet->name != value.text_or("name") ? Value(outlet->name) : Value());
  return http::ok(std::move(value));
}

base::Result<Response> Handlers::download_certificate_json(http::Call& call) {
  const auto found = service_.find_for(call.db(), call.path_at("number"), call.account_id());
  if (!found) return base::refuse(found.error());
  return download(found->document + "\n", "application/json", found->number + ".json");
}

base::Result<Response> Handlers::download_certificate_pdf(http::Call& call) {
  const std::string asked = call.query_at("language");
  if (!asked.empty() && asked != "zh" && asked != "en") return base::refuse(ErrorCode::invalid, "certificates.bad_language");
  const auto found = service_.find_for(call.db(), call.path_at("number"), call.account_id());
  if (!found) return base::refuse(found.error());
  auto bytes = print_pdf(*found, asked == "en" ? http::Language::en : http::Language::zh);
  if (!bytes) return base::refuse(bytes.error());
  return download(std::move(*bytes), "application/pdf", found->number + ".pdf");
}

}  // namespace zhidian::certificates
