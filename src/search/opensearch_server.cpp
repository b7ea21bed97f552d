#include "search/opensearch_server.hpp"

#include <fmt/format.h>

namespace zhidian::search {

namespace json = boost::json;
using base::ErrorCode;

namespace {

constexpr std::size_t most_answer_bytes = 64 << 20;

base::Error unreachable(const base::Error& error) {
  if (error.id == "outbound.too_large") return {ErrorCode::unavailable, "search.engine_unreadable", {}, {}, {}};
  return {ErrorCode::unavailable, "search.engine_unreachable", {{"reason", error.id}}, {}, {}};
}

base::Error refused(int status, const json::value& body) {
  if (status == 429 || (status >= 502 && status <= 504))
    return {ErrorCode::unavailable, "search.engine_busy", {{"status", fmt::to_string(status)}}, {}, {}};
  const std::string reason = text_of(member(member(body, "error"), "type"));
  if (reason == "index_not_found_exception") return {ErrorCode::unavailable, "search.index_damaged", {{"reason", reason}}, {}, {}};
  return {ErrorCode::unavailable, "search.engine_refused", {{"status", fmt::to_string(status)}, {"reason", reason.empty() ? "-" : reason}}, {}, {}};
}

bool is_accepted(int status, OpenSearchServer::Accepted accepted) {
  if (status >= 200 && status < 300) return true;
  return (status == 404 && accepted == OpenSearchServer::Accepted::absent) || (status == 409 && accepted == OpenSearchServer::Accepted::conflict);
}

}  // namespace

base::Result<OpenSearchServer::Answer> OpenSearchServer::ask(const outbound::Request& request, std::chrono::milliseconds most_time,
                                                             Accepted accepted) const {
  outbound::Limits limits;
  limits.connect = std::min(limits.connect, most_time);
  limits.total = most_time;
  limits.answer_bytes = most_answer_bytes;
  auto answer = service_->ask(request, limits);
  if (!answer) return base::refuse(unreachable(answer.error()));
  boost::system::error_code code;
  Answer read{answer->status, answer->body.empty() ? json::value() : json::parse(answer->body, code)};
  if (is_accepted(read.status, accepted) && code) return base::refuse(ErrorCode::unavailable, "search.engine_unreadable");
  if (!is_accepted(read.status, accepted)) return base::refuse(refused(read.status, code ? json::value() : read.body));
  return read;
}

const json::value& member(const json::value& value, std::string_view name) {
  static const json::value none;
  const json::object* object = value.if_object();
  const json::value* found = object ? object->if_contains(name) : nullptr;
  return found ? *found : none;
}

double number_of(const json::value& value) {
  boost::system::error_code code;
  const auto number = value.to_number<double>(code);
  return code ? 0 : number;
}

std::uint64_t count_of(const json::value& value) {
  boost::system::error_code code;
  const auto number = value.to_number<std::uint64_t>(code);
  return code ? 0 : number;
}

std::string text_of(const json::value& value) {
  const json::string* text = value.if_string();
  return text ? std::string(text->data(), text->size()) : std::string();
}

}  // namespace zhidian::search
