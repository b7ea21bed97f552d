// How an admitted request is carried out: its transaction, its idempotency key, its retry.
#include "http/exchange.hpp"
#include "http/request_log.hpp"
#include "http/request_parts.hpp"

namespace zhidian::http {

namespace {

constexpr std::chrono::milliseconds patience_for_duplicates{5000};

Response replayed(Response response) {
  response.headers["Idempotency-Replayed"] = "true";
  return response;
}

bool is_refusal(const base::Result<Response>& result) { return !result || result->status >= 400; }

}  // namespace

KeyedRequest RoutedExchange::keyed_request() const {
  const auto principal = principal_ ? principal_->account_id : "anonymous:" + base::sha256_hex(network_of(request_.client_address));
  return {principal, idempotency_key_, std::string(operation_.id) + " " + request_.target, body_hash_};
}

base::Result<Response> RoutedExchange::perform() {
  if (is_unsafe()) return idempotency_key_.empty() ? perform_once() : perform_keyed();
  call_.connection = reader_ ? &reader_->connection() : nullptr;
  return (*match_.handler)(call_);
}

base::Result<Response> RoutedExchange::perform_keyed() {
  const auto hold = dispatcher_.running_keys_.hold(keyed_request(), patience_for_duplicates);
  if (!hold) return base::refuse(base::ErrorCode::conflict, "http.idempotency_running");
  return perform_once();
}

base::Result<Response> RoutedExchange::perform_once() {
  if (!operation_.opens_transaction) return perform_alone();
  try {
    return perform_in_transaction();
  } catch (const storage::Failure& failure) {
    if (failure.kind() != storage::Failure::Kind::serialization) throw;
  }
  return perform_in_transaction();
}

base::Result<Response> RoutedExchange::perform_in_transaction() {
  const auto transaction = dispatcher_.surroundings_.database.write();
  Call call = call_;
  call.connection = &transaction->connection();
  const bool is_keyed = !idempotency_key_.empty();
  if (is_keyed) {
    auto stored = claim_key(call.db(), keyed_request(), call.system_now);
    if (!stored) return base::refuse(stored.error());
    if (*stored) return replayed(std::move(**stored));
  }
  auto result = (*match_.handler)(call);
  if (is_refusal(result)) return result;  // everything is rolled back, the claim too
  if (is_keyed) {
    store_answer(call.db(), keyed_request(), *result);
    if (dispatcher_.is_purge_due()) purge_answers(call.db(), call.system_now);
  }
  transaction->commit();
  return result;
}

/// The handler opens its own transactions; its answer is kept in one of ours afterwards.
base::Result<Response> RoutedExchange::perform_alone() {
  auto& database = dispatcher_.surroundings_.database;
  if (!idempotency_key_.empty()) {
    auto stored = find_answer(database.read()->connection(), keyed_request());
    if (!stored) return base::refuse(stored.error());
    if (*stored) return replayed(std::move(**stored));
  }
  auto result = (*match_.handler)(call_);
  if (is_refusal(result) || idempotency_key_.empty()) return result;
  try {
    const auto transaction = database.write();
    if (const auto claimed = claim_key(transaction->connection(), keyed_request(), call_.system_now); claimed && !*claimed) {
      store_answer(transaction->connection(), keyed_request(), *result);
      transaction->commit();
    }
  } catch (const storage::Failure& failure) {
    log_incident("-", operation_.id, failure.what());  // it was carried out: the person is told so
  }
  return result;
}

}  // namespace zhidian::http
