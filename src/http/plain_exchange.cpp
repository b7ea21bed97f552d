#include "http/exchange.hpp"
#include "http/request_log.hpp"
#include "http/request_parts.hpp"
#include "http/sql.hpp"

namespace zhidian::http {

namespace {

Reply text_reply(std::string_view content_type, decltype(Reply::body) body) {
  Reply reply;
  reply.headers = {{"Content-Type", std::string(content_type)}};
  reply.body = std::move(body);
  return reply;
}

/// True where the request comes from this machine itself, not through a proxy on it.
bool is_local(const Request& request) {
  return is_loopback(request.client_address) && !request.find("x-forwarded-for") && !request.find("forwarded");
}

/// What the database can do now: ok, read_only or unavailable.
std::string_view probe(storage::Database& database) {
  try {
    const auto reader = database.read();
    reader->connection().query(sql::http::check_reachable, {}, [](const storage::Row&) {});
  } catch (const storage::Failure&) {
    return "unavailable";
  }
  try {
    const auto transaction = database.write();
    transaction->connection().execute(sql::http::check_writable);  // rolled back: nothing is written
  } catch (const storage::Failure&) {
    return "read_only";
  }
  return "ok";
}

}  // namespace

PlainExchange::PlainExchange(Dispatcher& dispatcher, Request request, std::optional<std::vector<std::string>> segments, std::string allow)
    : dispatcher_(dispatcher),
      request_(std::move(request)),
      segments_(std::move(segments)),
      allow_(std::move(allow)),
      language_(choose_language(request_)),
      began_(std::chrono::steady_clock::now()) {}

std::optional<Reply> PlainExchange::open() {
  if (!segments_) return refuse(400, "http.bad_path");
  const bool is_read = request_.method == "GET" || request_.method == "HEAD";
  const bool is_api = !segments_->empty() && segments_->front() == "api";
  const bool is_document = is_api && segments_->size() == 2 && segments_->back() == "openapi.json";
  if (is_api && allow_.empty() && !is_document) return refuse(404, "http.not_found");
  if (!allow_.empty() || !is_read) {
    auto error = protocol_error(405, "http.method_not_allowed");
    error.params["allow"] = allow_.empty() ? "GET, HEAD" : allow_;
    return count("not_routed", dispatcher_.rendering_.refuse(error, language_, 405));
  }
  if (request_.has_body()) return refuse(400, "http.body_not_expected");
  return std::nullopt;
}

Reply PlainExchange::refuse(int status, std::string_view id) {
  return count("not_routed", dispatcher_.rendering_.refuse(protocol_error(status, id), language_, status));
}

Reply PlainExchange::finish(std::string, base::Instant) {
  try {
    return answer();
  } catch (const std::exception& broken) {
    const auto incident = base::make_token(dispatcher_.surroundings_.random, 4);
    log_incident(incident, "plain", broken.what());
    return count("plain",
                 dispatcher_.rendering_.refuse({base::ErrorCode::unavailable, "http.incident", {{"incident", incident}}, {}, {}}, language_, 500));
  }
}

Reply PlainExchange::answer() {
  const auto& segments = *segments_;
  const auto& rendering = dispatcher_.rendering_;
  if (segments.size() == 2 && segments[0] == "api") {
    return count("openapi", rendering.secure(text_reply("application/json", std::string_view(dispatcher_.options_.openapi_json))));
  }
  if (segments.size() == 1 && segments[0] == "healthz") return count("healthz", rendering.secure(health()));
  if (segments.size() == 1 && segments[0] == "metrics") {
    if (!dispatcher_.options_.public_metrics && !is_local(request_)) return refuse(404, "http.not_found");
    return count("metrics", rendering.secure(metrics()));
  }
  if (auto asset = dispatcher_.assets_.find(request_, segments)) return count("asset", rendering.secure(std::move(*asset)));
  return refuse(404, "http.not_found");
}

/// What the rest of the program says of itself; nothing where the database cannot be read.
base::Value PlainExchange::further_health(std::string_view state) const {
  const auto& more = dispatcher_.options_.health;
  if (!more || state == "unavailable") return {};
  try {
    return more();
  } catch (const storage::Failure&) {
    return {};
  }
}

Reply PlainExchange::health() const {
  const auto state = probe(dispatcher_.surroundings_.database);
  base::Value body = further_health(state);
  body.set("status", state);
  body.set("version", dispatcher_.options_.version);
  auto reply = text_reply("application/json", base::print_json(body));
  if (state == "unavailable") reply.status = 503;
  return reply;
}

Reply PlainExchange::metrics() const {
  auto text = dispatcher_.metrics_.print();
  if (const auto& more = dispatcher_.options_.more_metrics) {
    try {
      text += more();
    } catch (const storage::Failure&) {
      // The database is away: the server's own lines still stand.
    }
  }
  return text_reply("text/plain; version=0.0.4; charset=utf-8", std::move(text));
}

Reply PlainExchange::count(std::string_view operation, Reply reply) const {
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began_);
  dispatcher_.metrics_.count(operation, reply.status, took);
  if (dispatcher_.options_.access_log) log_request(request_.method, operation, reply.status, took);
  return reply;
}

}  // namespace zhidian::http
