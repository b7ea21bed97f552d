#include "server/demonstration_desk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace zhidian::server {
namespace {

[[noreturn]] void refuse_demonstration(const DemonstrationDesk::Request& request, const base::Error& error) {
  std::string findings;
  for (const base::ErrorDetail& detail : error.details)
    findings += fmt::format(" [{}{} {}{}]", detail.field, detail.condition, detail.id, detail.message_en);
  throw std::logic_error(
      fmt::format("demonstration: {} refused with {}{} for {}", request.operation, error.id, findings, base::print_json(request.body)));
}

}  // namespace

base::Result<http::Response> DemonstrationDesk::ask(const http::Principal* who, const Request& request, std::optional<files::Incoming> incoming,
                                                    const std::string& name, base::Instant at) {
  const auto& routes = routes_.all();
  const auto route = std::ranges::find(routes, request.operation, [](const auto& entry) { return std::string(entry.first.id); });
  if (route == routes.end()) throw std::logic_error("demonstration: no operation " + request.operation);
  http::Call call;
  call.path = request.path;
  call.query = request.query;
  call.body = request.body;
  call.upload = std::move(incoming);
  call.upload_name = name;
  if (request.version) call.if_match = fmt::format("v{}", *request.version);
  call.client_address = "127.0.0.1";
  call.principal = who;
  call.business_now = call.system_now = call.arrived_business = at;
  call.random = &random_;
  const auto transaction = database_.write();
  call.connection = &transaction->connection();
  base::Result<http::Response> response = route->second(call);
  if (response) transaction->commit();
  return response;
}

http::Response DemonstrationDesk::answer(const http::Principal* who, const Request& request, std::optional<files::Incoming> incoming,
                                         const std::string& name, base::Instant at) {
  base::Result<http::Response> response = ask(who, request, std::move(incoming), name, at);
  if (!response) refuse_demonstration(request, response.error());
  return std::move(*response);
}

base::Result<base::Value> DemonstrationDesk::try_call(const http::Principal* who, const Request& request, base::Instant at) {
  base::Result<http::Response> response = ask(who, request, std::nullopt, "", at);
  if (!response) return base::refuse(std::move(response.error()));
  if (auto* value = std::get_if<base::Value>(&response->body)) return std::move(*value);
  return base::Value();
}

base::Value DemonstrationDesk::call(const http::Principal* who, const Request& request, base::Instant at) {
  http::Response response = answer(who, request, std::nullopt, "", at);
  if (auto* value = std::get_if<base::Value>(&response.body)) return std::move(*value);
  return nullptr;
}

std::string DemonstrationDesk::download(const http::Principal* who, const Request& request, base::Instant at) {
  http::Response response = answer(who, request, std::nullopt, "", at);
  return std::get<std::string>(std::move(response.body));
}

base::Value DemonstrationDesk::upload(const http::Principal* who, const Request& request, const std::string& bytes, const std::string& name,
                                      base::Instant at) {
  auto started = files_.begin(std::int64_t{1} << 26);
  if (!started) refuse_demonstration(request, started.error());
  if (auto appended = (*started)->append(bytes); !appended) refuse_demonstration(request, appended.error());
  auto incoming = (*started)->finish();
  if (!incoming) refuse_demonstration(request, incoming.error());
  http::Response response = answer(who, request, std::move(*incoming), name, at);
  return std::get<base::Value>(std::move(response.body));
}

}  // namespace zhidian::server
