#include "http/idempotency.hpp"

#include <stdexcept>

#include "base/id.hpp"
#include "http/encoding.hpp"
#include "http/sealed_text.hpp"
#include "http/sql.hpp"

namespace zhidian::http {

namespace {

constexpr std::chrono::days kept_for{7};

std::string stored_key(const KeyedRequest& request) { return base::sha256_hex(request.key); }
std::string secret_of(const KeyedRequest& request) { return request.principal + "\n" + request.key; }

struct Row {
  std::string route, body_hash, body;
  std::int64_t status;
};

base::Value print_headers(const Response& response) {
  base::Value::Map headers;
  for (const auto& [name, value] : response.headers) headers.emplace(name, value);
  return headers;
}

/// The answer as one text; a byte body stands as base64url.
std::string print_answer(const Response& response) {
  base::Value answer;
  answer.set("headers", print_headers(response));
  answer.set("content_type", response.content_type);
  if (response.etag) answer.set("etag", *response.etag);
  if (const auto* value = std::get_if<base::Value>(&response.body)) answer.set("value", *value);
  if (const auto* bytes = std::get_if<std::string>(&response.body)) answer.set("bytes", to_base64url(*bytes));
  return base::print_json(answer);
}

Response read_answer(std::int64_t status, const std::string& text) {
  const auto answer = base::parse_json(text, {.depth = 64});
  if (!answer) throw std::runtime_error("a stored answer is damaged");
  Response response;
  response.status = static_cast<int>(status);
  response.content_type = answer->text_or("content_type");
  for (const auto& [name, value] : answer->at("headers").as_map()) response.headers.emplace(name, value.as_text());
  if (answer->at("etag").is_text()) response.etag = answer->text_or("etag");
  if (answer->as_map().contains("value")) response.body = answer->at("value");
  if (answer->at("bytes").is_text()) response.body = from_base64url(answer->text_or("bytes")).value_or("");
  return response;
}

}  // namespace

base::Result<std::optional<Response>> find_answer(storage::Connection& connection, const KeyedRequest& request) {
  const auto row = connection.find(sql::http::find_answer, {request.principal, stored_key(request)}, [](const storage::Row& found) {
    return Row{found.text("route"), found.text("body_hash"), found.text("body"), found.integer("status")};
  });
  if (!row) return std::nullopt;
  if (row->route != request.route || row->body_hash != request.body_hash) {
    return base::refuse(base::ErrorCode::mismatch, "http.idempotency_mismatch");
  }
  const auto text = open_text(row->body, secret_of(request));
  if (!text) throw std::runtime_error("a stored answer is damaged");
  return read_answer(row->status, *text);
}

base::Result<std::optional<Response>> claim_key(storage::Connection& connection, const KeyedRequest& request, base::Instant now) {
  const auto key = stored_key(request);
  const auto at = base::print_instant(now);
  if (connection.execute(sql::http::claim_key, {request.principal, key, request.route, request.body_hash, at}) == 1) return std::nullopt;
  auto answer = find_answer(connection, request);
  if (answer && !*answer) throw storage::Failure(storage::Failure::Kind::serialization, "the claim of a key vanished");
  return answer;
}

void store_answer(storage::Connection& connection, const KeyedRequest& request, const Response& response) {
  const auto sealed = seal_text(print_answer(response), secret_of(request));
  connection.execute(sql::http::store_answer, {request.principal, stored_key(request), response.status, "", sealed});
}

void purge_answers(storage::Connection& connection, base::Instant now) {
  const auto oldest = base::print_instant(now - kept_for);
  connection.execute(sql::http::purge_answers, {oldest});
}

RunningKeys::Hold::~Hold() {
  if (!keys_) return;
  {
    const std::lock_guard lock(keys_->mutex_);
    keys_->running_.erase(name_);
  }
  keys_->released_.notify_all();
}

std::optional<RunningKeys::Hold> RunningKeys::hold(const KeyedRequest& request, std::chrono::milliseconds patience) {
  std::pair name(request.principal, request.key);
  std::unique_lock lock(mutex_);
  if (!released_.wait_for(lock, patience, [&] { return !running_.contains(name); })) return std::nullopt;
  running_.insert(name);
  return std::optional<Hold>(std::in_place, *this, std::move(name));
}

}  // namespace zhidian::http
