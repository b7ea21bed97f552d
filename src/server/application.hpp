#pragma once
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "capabilities/accounts/accounts_http.hpp"
#include "capabilities/accounts/accounts_service.hpp"
#include "capabilities/accounts/accounts_session.hpp"
#include "capabilities/calendars/calendars_http.hpp"
#include "capabilities/cases/cases_http.hpp"
#include "capabilities/certificates/certificates_http.hpp"
#include "capabilities/changes/changes_http.hpp"
#include "capabilities/classifications/classifications_http.hpp"
#include "capabilities/complaints/complaints_http.hpp"
#include "capabilities/delivery/delivery_http.hpp"
#include "capabilities/demonstration/demonstration.hpp"
#include "capabilities/demonstration/demonstration_http.hpp"
#include "capabilities/directory/directory.hpp"
#include "capabilities/directory/directory_http.hpp"
#include "capabilities/divisions/divisions_http.hpp"
#include "capabilities/duties/daily_round.hpp"
#include "capabilities/duties/duties_http.hpp"
#include "capabilities/evidence/evidence_http.hpp"
#include "capabilities/ip_search/ip_search_http.hpp"
#include "capabilities/ip_sources/ip_sources_http.hpp"
#include "capabilities/jobs_desk/jobs_desk_http.hpp"
#include "capabilities/messages/messages_http.hpp"
#include "capabilities/network_nodes/network_nodes_http.hpp"
#include "capabilities/notices/notices.hpp"
#include "capabilities/notices/notices_http.hpp"
#include "capabilities/organisations/organisations_http.hpp"
#include "capabilities/recommendations/recommendations_http.hpp"
#include "capabilities/regulations/regulations_http.hpp"
#include "capabilities/renewals/renewal_round.hpp"
#include "capabilities/renewals/renewals.hpp"
#include "capabilities/reviews/reviews_http.hpp"
#include "capabilities/rulemaking/rulemaking_http.hpp"
#include "capabilities/sanctions/sanctions_http.hpp"
#include "capabilities/services/services_http.hpp"
#include "capabilities/supports/supports_http.hpp"
#include "capabilities/windows/windows_http.hpp"
#include "http/http.hpp"
#include "server/store.hpp"

namespace zhidian::server {

/// True while nobody has an account here.
bool store_is_empty(storage::Database& database);

/// All capabilities over one store, wired in their order: the only place that knows everybody.
class Application {
 public:
  struct Mode {
    bool is_demonstration = false;
    std::string regulations = {};                                 // folder with further acts to bring into force
    std::string synonyms = {};                                    // file with further synonyms
    std::shared_ptr<const outbound::Service> search_engine = {};  // instead of index files
  };
  Application(Store& store, base::Random& random, const Mode& mode);

  const http::Routes& routes() const { return routes_; }
  http::Authenticator& authenticator() { return authenticator_; }
  const base::Clock& clock() const { return clock_; }
  /// Business time as the database has it now, also where another process moved it.
  base::Instant business_now();
  const regulations::Registry& registry() const { return *registry_; }
  const regulations::ActiveRegistry& active_registry() const { return registry_; }
  cases::Service& cases() { return cases_; }
  ip_search::IndexKeeper& index_keeper() { return index_keeper_; }
  ip_search::MarkKeeper& mark_keeper() { return mark_keeper_; }

  /// The address people use, which the QR codes of certificates lead to; before the first request.
  void use_public_address(const std::string& address) { certificates_.use_public_address(address); }

  /// Rounds of the background jobs older than this are shown as late; before the first request.
  void use_alarm_after(std::chrono::milliseconds alarm_after) { jobs_desk_handlers_.use_alarm_after(alarm_after); }

  /// The hosts webhooks may lead to; before the first request.
  void use_webhook_hosts(outbound::AllowList hosts) { delivery_handlers_.use_allowed(std::move(hosts)); }

  /// Fills the empty store with the demonstration network and sets the business clock to its present.
  void build_demonstration(int institutions);
  /// Shows the store as a demonstration: its password on the sign-in page, its business clock at a present.
  void present_demonstration(base::Instant present);
  /// Loads what another process activated.
  void follow_activations();
  /// Writes what sessions were seen, forgets what has expired.
  void keep_house();

 private:
  Store& store_;
  base::Random& random_;
  regulations::ActiveRegistry registry_;
  divisions::DivisionTree divisions_;
  demonstration::DatabaseClock clock_;
  accounts::Service accounts_;
  accounts::Authenticator authenticator_;
  cases::Service cases_;
  notices::Observer notices_observer_;
  reviews::Service reviews_;
  reviews::Observer reviews_observer_;
  calendars::Service calendars_;
  directory::Observer directory_observer_;
  divisions::Handlers divisions_handlers_;
  delivery::Handlers delivery_handlers_;
  messages::Handlers messages_handlers_;
  jobs_desk::Handlers jobs_desk_handlers_;
  accounts::Handlers accounts_handlers_;
  changes::Watcher watcher_;
  organisations::Handlers organisations_handlers_;
  regulations::Handlers regulations_handlers_;
  windows::Handlers windows_handlers_;
  cases::Handlers cases_handlers_;
  recommendations::Observer recommendations_observer_;
  recommendations::Handlers recommendations_handlers_;
  notices::Handlers notices_handlers_;
  reviews::Handlers reviews_handlers_;
  calendars::Handlers calendars_handlers_;
  directory::Handlers directory_handlers_;
  changes::Observer changes_observer_;
  changes::Handlers changes_handlers_;
  renewals::Observer renewals_observer_;
  sanctions::Observer sanctions_observer_;
  sanctions::Handlers sanctions_handlers_;
  complaints::Handlers complaints_handlers_;
  network_nodes::Observer network_observer_;
  network_nodes::Handlers network_handlers_;
  services::Handlers services_handlers_;
  supports::Handlers supports_handlers_;
  duties::Handlers duties_handlers_;
  certificates::Service certificates_;
  certificates::Handlers certificates_handlers_;
  rulemaking::Service rulemaking_;
  rulemaking::Handlers rulemaking_handlers_;
  evidence::Handlers evidence_handlers_;
  classifications::Handlers classifications_handlers_;
  ip_search::IndexKeeper index_keeper_;
  ip_search::MarkKeeper mark_keeper_;
  query::Synonyms synonyms_;
  ip_search::Handlers ip_search_handlers_;
  ip_sources::Handlers ip_sources_handlers_;
  demonstration::Handlers demonstration_handlers_;
  http::Routes routes_;
};

/// Calls follow_activations every two seconds and keep_house every five minutes until destroyed.
class Housekeeping {
 public:
  explicit Housekeeping(Application& application);
  ~Housekeeping();

 private:
  std::mutex mutex_;
  std::condition_variable condition_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace zhidian::server
