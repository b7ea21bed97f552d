#include "http/cross_site.hpp"
#include "http/encoding.hpp"
#include "http/exchange.hpp"
#include "http/gzip.hpp"
#include "http/problem.hpp"
#include "http/request_log.hpp"
#include "http/request_parts.hpp"

namespace zhidian::http {

using base::ErrorCode;

RoutedExchange::RoutedExchange(Dispatcher& dispatcher, Request request, Match match, std::string query)
    : dispatcher_(dispatcher),
      request_(std::move(request)),
      match_(std::move(match)),
      operation_(*match_.operation),
      query_(std::move(query)),
      language_(choose_language(request_)),
      began_(std::chrono::steady_clock::now()) {
  call_.language = language_;
  call_.client_address = request_.client_address;
  call_.path = match_.parameters;
  call_.random = &dispatcher_.surroundings_.random;
}

RoutedExchange::~RoutedExchange() = default;

std::optional<Reply> RoutedExchange::open() {
  if (const auto refusal = check_media_type(); !refusal) return finished(dispatcher_.rendering_.refuse(refusal.error(), language_, 415));
  read_credentials();
  if (const auto outcome = check_before_body(); !outcome) return finished(refuse_with(outcome.error()));
  if (!is_upload()) return std::nullopt;
  auto reply = answer([&]() -> base::Result<Response> {
    auto admitted = admit();
    if (admitted) admitted = read_headers();
    if (admitted) admitted = begin_upload();
    if (!admitted) return base::refuse(admitted.error());
    return no_content();
  });
  if (!upload_) return finished(std::move(reply));
  return std::nullopt;
}

base::Result<void> RoutedExchange::check_media_type() const {
  const std::string wanted = is_upload() ? "application/octet-stream" : "application/json";
  const bool is_asked = is_upload() || (request_.has_body() && operation_.method != "GET" && operation_.method != "DELETE");
  if (!is_asked || is_media_type(request_.at("content-type"), wanted)) return {};
  return base::refuse(ErrorCode::malformed, "http.unsupported_media_type", {{"wanted", wanted}});
}

void RoutedExchange::read_credentials() {
  const auto authorization = request_.at("authorization");
  if (to_lower(authorization.substr(0, 7)) == "bearer ") {
    token_ = trim_spaces(authorization.substr(7));
  } else {
    token_ = find_cookie(request_, dispatcher_.rendering_.session_cookie_name());
    has_cookie_ = !token_.empty();
  }
  call_.session_cookie = token_;
}

base::Result<void> RoutedExchange::check_before_body() const {
  const bool takes_body = operation_.method != "GET" && operation_.method != "DELETE";
  if (!takes_body && request_.has_body()) return base::refuse(ErrorCode::malformed, "http.body_not_expected");
  if (request_.content_length.value_or(0) > operation_.body_limit) {
    return base::refuse(ErrorCode::too_large, "http.body_too_large", {{"limit", std::to_string(operation_.body_limit)}});
  }
  const bool is_bearer = !token_.empty() && !has_cookie_;
  if (is_unsafe() && !is_bearer) return check_same_site(request_, has_cookie_, dispatcher_.options_.public_url);
  return {};
}

base::Result<void> RoutedExchange::admit() {
  const auto now = dispatcher_.surroundings_.clock.system_now();
  const bool reads = !is_unsafe() && operation_.opens_transaction;
  if (reads || !token_.empty()) reader_ = dispatcher_.surroundings_.database.read();
  if (!token_.empty()) principal_ = dispatcher_.surroundings_.authenticator.authenticate(reader_->connection(), token_, now);
  if (!reads) reader_.reset();
  call_.principal = principal_ ? &*principal_ : nullptr;
  if (const auto rate = check_rate(); !rate) return rate;
  return check_policy();
}

base::Result<void> RoutedExchange::check_rate() {
  if (!dispatcher_.options_.rate_limits) return {};
  const bool by_account = principal_ && operation_.limit_class != "sign_in";
  const auto subject = by_account ? "account:" + principal_->account_id : network_of(request_.client_address);
  const auto wait = dispatcher_.rate_limits_.take(operation_.limit_class, subject, std::chrono::steady_clock::now());
  if (wait) return base::refuse(ErrorCode::too_many, "http.too_many_requests", {{"seconds", std::to_string(*wait)}});
  return {};
}

base::Result<void> RoutedExchange::check_policy() const {
  if (!has_word(operation_.roles, "visitor")) {
    if (!principal_) return base::refuse(ErrorCode::unauthenticated, "http.not_signed_in");
    bool is_admitted = false;
    for (const auto& grant : principal_->grants) is_admitted = is_admitted || has_word(operation_.roles, grant.role);
    if (!is_admitted) return base::refuse(ErrorCode::forbidden, "http.wrong_role");
    if (principal_->must_change_password && operation_.id != "change_password") {
      return base::refuse(ErrorCode::forbidden, "accounts.must_change_password");
    }
  }
  if (operation_.needs_reauthentication && !(principal_ && principal_->is_reauthenticated)) {
    return base::refuse(ErrorCode::forbidden, "http.reauthentication_required");
  }
  return {};
}

base::Result<void> RoutedExchange::read_headers() {
  auto parameters = parse_query(query_, operation_.query_parameters);
  if (!parameters) return base::refuse(parameters.error());
  call_.query = std::move(*parameters);
  if (const auto* tag = request_.find("if-match")) {
    auto read = read_entity_tag(*tag);
    if (!read) return base::refuse(read.error());
    call_.if_match = std::move(*read);
  } else if (operation_.needs_if_match) {
    return base::refuse(ErrorCode::precondition_missing, "http.if_match_required");
  }
  return is_unsafe() ? require_idempotency_key() : base::Result<void>();
}

base::Result<void> RoutedExchange::require_idempotency_key() {
  if (operation_.limit_class == "sign_in" || operation_.limit_class == "read") return {};  // nothing that a second time would do again
  const auto* key = request_.find("idempotency-key");
  if (key && !is_idempotency_key(*key)) return base::refuse(ErrorCode::malformed, "http.bad_idempotency_key");
  if (!key && operation_.method == "POST") return base::refuse(ErrorCode::malformed, "http.idempotency_key_required");
  if (key) idempotency_key_ = *key;
  return {};
}

base::Result<void> RoutedExchange::begin_upload() {
  const auto name = percent_decode(request_.at("x-file-name"));
  if (!name || name->empty() || name->size() > 4000) return base::refuse(ErrorCode::malformed, "http.bad_file_name");
  call_.upload_name = *name;
  auto upload = dispatcher_.surroundings_.files.begin(operation_.body_limit);
  if (!upload) return base::refuse(upload.error());
  upload_ = std::move(*upload);
  return {};
}

bool RoutedExchange::append(std::string_view bytes) {
  try {
    auto appended = upload_->append(bytes);
    if (!appended) upload_refusal_ = appended.error();
  } catch (...) {
    upload_failure_ = std::current_exception();
  }
  return !upload_refusal_ && !upload_failure_;
}

base::Result<void> RoutedExchange::finish_upload() {
  if (upload_failure_) std::rethrow_exception(upload_failure_);
  if (upload_refusal_) return base::refuse(*upload_refusal_);
  auto incoming = upload_->finish();
  upload_.reset();
  if (!incoming) return base::refuse(incoming.error());
  body_hash_ = base::sha256_hex(incoming->sha256 + "\n" + call_.upload_name);
  call_.upload = std::move(*incoming);
  return {};
}

base::Result<void> RoutedExchange::read_body(const std::string& body) {
  if (!idempotency_key_.empty()) body_hash_ = base::sha256_hex(body);
  if (body.empty()) return {};
  auto value = base::parse_json(body);
  if (!value) return base::refuse(value.error());
  call_.body = std::move(*value);
  return {};
}

Reply RoutedExchange::finish(std::string body, base::Instant arrived) {
  const auto& clock = dispatcher_.surroundings_.clock;
  call_.arrived_business = arrived;
  call_.business_now = clock.business_now();
  call_.system_now = clock.system_now();
  auto reply = answer([&]() -> base::Result<Response> {
    base::Result<void> step;
    if (!is_upload()) step = admit();
    if (step && !is_upload()) step = read_headers();
    if (step) step = is_upload() ? finish_upload() : read_body(body);
    if (!step) return base::refuse(step.error());
    return perform();
  });
  reader_.reset();
  if (call_.upload) dispatcher_.surroundings_.files.discard(*call_.upload);  // a kept file has another name by now
  return finished(std::move(reply));
}

template <class Step>
Reply RoutedExchange::answer(Step step) {
  try {
    auto result = step();
    if (!result) return refuse_with(result.error());
    Reply reply = dispatcher_.rendering_.render(std::move(*result));
    negotiate_encoding(reply, request_.at("accept-encoding"));
    watch_pieces(reply);
    return reply;
  } catch (const storage::Failure& failure) {
    return refuse_failure(failure);
  } catch (const std::exception& broken) {
    return incident(broken.what());
  }
}

void RoutedExchange::watch_pieces(Reply& reply) const {
  auto* pieces = std::get_if<PieceBody>(&reply.body);
  if (!pieces) return;
  pieces->next = [next = std::move(pieces->next), operation = operation_.id] {
    try {
      return next();
    } catch (const std::exception& broken) {
      log_incident("-", operation, broken.what());
      throw;
    }
  };
}

Reply RoutedExchange::refuse(int status, std::string_view id) {
  auto error = protocol_error(status, id);
  if (status == 413) error.params["limit"] = std::to_string(operation_.body_limit);
  return finished(dispatcher_.rendering_.refuse(error, language_, status));
}

Reply RoutedExchange::refuse_with(const base::Error& error) { return dispatcher_.rendering_.refuse(error, language_); }

Reply RoutedExchange::refuse_failure(const storage::Failure& failure) {
  using Kind = storage::Failure::Kind;
  switch (failure.kind()) {
    case Kind::unavailable:
    case Kind::serialization:
      log_incident("-", operation_.id, failure.what());
      return refuse_with({ErrorCode::unavailable, "http.unavailable", {}, {}, {}});
    case Kind::storage_full:
      log_incident("-", operation_.id, failure.what());
      return refuse_with({ErrorCode::storage_full, "http.storage_full", {}, {}, {}});
    case Kind::commit_unknown:
      log_incident("-", operation_.id, failure.what());
      return refuse_with({ErrorCode::unavailable, "http.outcome_unknown", {}, {}, {}});
    case Kind::constraint:
    case Kind::broken: break;
  }
  return incident(failure.what());
}

Reply RoutedExchange::incident(std::string_view what) {
  const auto number = base::make_token(dispatcher_.surroundings_.random, 4);
  log_incident(number, operation_.id, what);
  return dispatcher_.rendering_.refuse({ErrorCode::unavailable, "http.incident", {{"incident", number}}, {}, {}}, language_, 500);
}

Reply RoutedExchange::finished(Reply reply) {
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began_);
  dispatcher_.metrics_.count(operation_.id, reply.status, took);
  if (dispatcher_.options_.access_log) log_request(request_.method, operation_.id, reply.status, took);
  return reply;
}

}  // namespace zhidian::http
