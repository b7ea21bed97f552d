#pragma once
#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <string>

#include "http/dispatcher.hpp"

namespace zhidian::http {

/// One request to an operation of the route table.
class RoutedExchange : public Exchange {
 public:
  RoutedExchange(Dispatcher& dispatcher, Request request, Match match, std::string query);
  ~RoutedExchange() override;
  bool is_upload() const override { return operation_.is_upload; }
  bool may_block() const override { return true; }
  std::int64_t body_limit() const override { return operation_.body_limit; }
  std::optional<Reply> open() override;
  bool append(std::string_view bytes) override;
  Reply finish(std::string body, base::Instant arrived) override;
  Reply refuse(int status, std::string_view id) override;

 private:
  bool is_unsafe() const { return operation_.method != "GET"; }
  base::Result<void> check_before_body() const;
  base::Result<void> check_media_type() const;
  void read_credentials();
  base::Result<void> admit();
  base::Result<void> check_rate();
  base::Result<void> check_policy() const;
  base::Result<void> read_headers();
  base::Result<void> read_body(const std::string& body);
  base::Result<void> begin_upload();
  base::Result<void> finish_upload();
  base::Result<void> require_idempotency_key();
  base::Result<Response> perform();
  base::Result<Response> perform_keyed();
  base::Result<Response> perform_once();
  base::Result<Response> perform_in_transaction();
  base::Result<Response> perform_alone();
  KeyedRequest keyed_request() const;

  /// Runs `step`; what it throws becomes an answer here and nowhere else.
  template <class Step>
  Reply answer(Step step);
  Reply refuse_with(const base::Error& error);
  Reply refuse_failure(const storage::Failure& failure);
  Reply incident(std::string_view what);
  /// What its pieces throw is told with the operation, which the connection does not know.
  void watch_pieces(Reply& reply) const;
  Reply finished(Reply reply);

  Dispatcher& dispatcher_;
  Request request_;
  Match match_;
  const Operation& operation_;
  std::string query_;
  Language language_;
  std::chrono::steady_clock::time_point began_;
  std::string token_;
  bool has_cookie_ = false;
  std::optional<Principal> principal_;
  std::unique_ptr<storage::Reader> reader_;
  std::unique_ptr<files::Upload> upload_;
  std::optional<base::Error> upload_refusal_;
  std::exception_ptr upload_failure_;
  std::string idempotency_key_;
  std::string body_hash_;
  Call call_;
};

/// /healthz, /metrics, /api/openapi.json, the web application, and what is not found.
class PlainExchange : public Exchange {
 public:
  /// `reason` refuses at once; without one the path is answered.
  PlainExchange(Dispatcher& dispatcher, Request request, std::optional<std::vector<std::string>> segments, std::string allow);
  bool is_upload() const override { return false; }
  bool may_block() const override { return segments_ && !segments_->empty() && (segments_->front() == "healthz" || segments_->front() == "metrics"); }
  std::int64_t body_limit() const override { return 0; }
  std::optional<Reply> open() override;
  bool append(std::string_view) override { return false; }
  Reply finish(std::string body, base::Instant arrived) override;
  Reply refuse(int status, std::string_view id) override;

 private:
  Reply answer();
  base::Value further_health(std::string_view state) const;
  Reply health() const;
  Reply metrics() const;
  Reply count(std::string_view operation, Reply reply) const;

  Dispatcher& dispatcher_;
  Request request_;
  std::optional<std::vector<std::string>> segments_;  // empty: the path is not well formed
  std::string allow_;                                 // methods of a route that has not this one
  Language language_;
  std::chrono::steady_clock::time_point began_;
};

}  // namespace zhidian::http
