#pragma once
#include <atomic>
#include <optional>
#include <set>
#include <string>

#include "base/id.hpp"
#include "http/assets.hpp"
#include "http/http.hpp"
#include "http/idempotency.hpp"
#include "http/message.hpp"
#include "http/metrics.hpp"
#include "http/rate_limits.hpp"
#include "http/rendering.hpp"
#include "http/router.hpp"

namespace zhidian::http {

/// Everything the server is made of, without the connections.
struct Surroundings {
  storage::Database& database;
  files::Store& files;
  Authenticator& authenticator;
  const base::Clock& clock;
  base::Random& random;
};

/// Leads each request through routing, the checks before its body, who may, the transaction and the answer.
/// Threads: safe to call from several.
class Dispatcher : public Application {
 public:
  /// `options` and `routes` must outlive it.
  Dispatcher(const ServerOptions& options, const Routes& routes, Surroundings surroundings, Metrics& metrics);
  std::unique_ptr<Exchange> begin(Request request) override;
  Reply refuse(int status, std::string_view id) override;
  base::Instant business_now() const override { return surroundings_.clock.business_now(); }

 private:
  friend class RoutedExchange;
  friend class PlainExchange;
  std::string client_of(const Request& request) const;
  /// True once in a while: then old answers are purged in the transaction at hand.
  bool is_purge_due() { return keyed_requests_.fetch_add(1) % 500 == 499; }

  const ServerOptions& options_;
  Surroundings surroundings_;
  Metrics& metrics_;
  Rendering rendering_;
  Router router_;
  Assets assets_;
  RateLimits rate_limits_;
  RunningKeys running_keys_;
  std::set<std::string, std::less<>> trusted_proxies_;
  std::atomic<std::uint64_t> keyed_requests_{0};
};

/// The code and sentence for a refusal of the protocol, which has a status but no error code of its own.
base::Error protocol_error(int status, std::string_view id);

}  // namespace zhidian::http
