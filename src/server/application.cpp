#include "server/application.hpp"

#include "capabilities/accounts/accounts_store.hpp"
#include "capabilities/demonstration/demonstration_store.hpp"
#include "capabilities/divisions/divisions.hpp"
#include "server/collections.hpp"
#include "server/demonstration_network.hpp"
#include "server/demonstration_stories.hpp"
#include "server/invented.hpp"
#include "server/sources.hpp"

namespace zhidian::server {
namespace {

divisions::DivisionTree load_tree(storage::Database& database) {
  {
    const auto transaction = database.write();
    divisions::load_divisions(transaction->connection(), embedded::divisions().front().bytes);
    transaction->commit();
  }
  const auto reader = database.read();
  return divisions::DivisionTree::read(reader->connection());
}

void keep_password(storage::Database& database) {
  const auto transaction = database.write();
  demonstration::keep_demonstration_password(transaction->connection(), demonstration_password);
  transaction->commit();
}

}  // namespace

bool store_is_empty(storage::Database& database) {
  const auto reader = database.read();
  return !accounts::has_accounts(reader->connection());
}

Application::Application(Store& store, base::Random& random, const Mode& mode)
    : store_(store),
      random_(random),
      registry_(regulations::load_registry(*store.database, regulation_sources(mode.regulations), calendar_sources(""), system_now())),
      divisions_(load_tree(*store.database)),
      clock_(*store.database),
      accounts_(*store.database, {.is_demonstration = mode.is_demonstration}, random),
      cases_(registry_, *store.files, random),
      reviews_(cases_, random),
      reviews_observer_(reviews_),
      calendars_(registry_, random),
      directory_observer_(cases_, random),
      divisions_handlers_(divisions_),
      accounts_handlers_(accounts_),
      watcher_(cases_, random),
      organisations_handlers_(accounts_, divisions_, watcher_),
      regulations_handlers_(registry_),
      windows_handlers_(registry_),
      cases_handlers_(cases_),
      recommendations_observer_(registry_),
      recommendations_handlers_(registry_),
      notices_handlers_(cases_, *store.files),
      reviews_handlers_(reviews_),
      calendars_handlers_(calendars_, registry_, *store.database, calendar_sources("")),
      directory_handlers_(registry_),
      changes_observer_(cases_, random),
      changes_handlers_(cases_, watcher_, divisions_),
      renewals_observer_(cases_, random),
      sanctions_observer_(cases_, random),
      sanctions_handlers_(registry_, cases_),
      complaints_handlers_(cases_),
      network_handlers_(registry_),
      services_handlers_(rules::load_kinds(regulation_sources(mode.regulations), "service_kinds"), registry_),
      supports_handlers_(rules::load_kinds(regulation_sources(mode.regulations), "support_kinds")),
      duties_handlers_(cases_, registry_),
      certificates_(cases_, store.key),
      certificates_handlers_(certificates_),
      rulemaking_(registry_, cases_, random),
      rulemaking_handlers_(rulemaking_, registry_, *store.database, divisions_),
      evidence_handlers_(cases_, store.key),
      classifications_handlers_(classification_tables()),
      index_keeper_(*store.database, collections(), store.data + "/index", mode.search_engine),
      mark_keeper_(*store.database, collections().at("trademarks"), embedded::mark_tables().front().bytes),
      synonyms_(read_synonyms(mode.synonyms)),
      ip_search_handlers_(*store.database, index_keeper_, mark_keeper_, synonyms_, classification_tables()),
      ip_sources_handlers_(index_keeper_, *store.files, imports_folder(store)),
      demonstration_handlers_(clock_, random, mode.is_demonstration) {
  organisations_handlers_.use_on_rejection([this](http::Call& call, std::string_view organisation_id) {
    cases_.discard_begun(call.db(), organisation_id, {call.account_id(), {}, call.business_now});
  });
  cases_.add_observer(recommendations_observer_);
  cases_.add_observer(notices_observer_);
  cases_.add_observer(reviews_observer_);
  cases_.add_observer(directory_observer_);
  cases_.add_observer(changes_observer_);
  cases_.add_observer(renewals_observer_);
  cases_.add_observer(sanctions_observer_);
  cases_.add_observer(network_observer_);
  divisions::mount(routes_, divisions_handlers_);
  delivery::mount(routes_, delivery_handlers_);
  messages::mount(routes_, messages_handlers_);
  jobs_desk::mount(routes_, jobs_desk_handlers_);
  accounts::mount(routes_, accounts_handlers_);
  organisations::mount(routes_, organisations_handlers_);
  regulations::mount(routes_, regulations_handlers_);
  windows::mount(routes_, windows_handlers_);
  cases::mount(routes_, cases_handlers_);
  recommendations::mount(routes_, recommendations_handlers_);
  notices::mount(routes_, notices_handlers_);
  reviews::mount(routes_, reviews_handlers_);
  calendars::mount(routes_, calendars_handlers_);
  directory::mount(routes_, directory_handlers_);
  changes::mount(routes_, changes_handlers_);
  sanctions::mount(routes_, sanctions_handlers_);
  complaints::mount(routes_, complaints_handlers_);
  network_nodes::mount(routes_, network_handlers_);
  services::mount(routes_, services_handlers_);
  supports::mount(routes_, supports_handlers_);
  duties::mount(routes_, duties_handlers_);
  certificates::mount(routes_, certificates_handlers_);
  rulemaking::mount(routes_, rulemaking_handlers_);
  evidence::mount(routes_, evidence_handlers_);
  classifications::mount(routes_, classifications_handlers_);
  ip_search::mount(routes_, ip_search_handlers_);
  ip_sources::mount(routes_, ip_sources_handlers_);
  demonstration::mount(routes_, demonstration_handlers_);
}

void Application::build_demonstration(int institutions) {
  build_demonstration_network({*store_.database, *store_.files, routes_, registry_->law, random_}, institutions);
  present_demonstration(*base::parse_instant(story_present));
}

void Application::present_demonstration(base::Instant present) {
  keep_password(*store_.database);
  clock_.move_to(present);
}

base::Instant Application::business_now() {
  clock_.reload();
  return clock_.business_now();
}

void Application::follow_activations() { regulations::refresh(registry_, *store_.database); }

void Application::keep_house() {
  authenticator_.keep_seen(*store_.database);
  accounts_.tidy(clock_.system_now());
}

namespace {
constexpr auto round_length = std::chrono::seconds(2);
constexpr int rounds_per_house = 150;  // every five minutes
}  // namespace

Housekeeping::Housekeeping(Application& application)
    : thread_([this, &application] {
        std::unique_lock lock(mutex_);
        for (int round = 1; !condition_.wait_for(lock, round_length, [this] { return is_stopping_; }); ++round) {
          try {
            application.follow_activations();
            if (round % rounds_per_house == 0) application.keep_house();
          } catch (const storage::Failure&) {
            // The database is away; the next round tries again, and /healthz says so meanwhile.
          }
        }
      }) {}

Housekeeping::~Housekeeping() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  condition_.notify_all();
  thread_.join();
}

}  // namespace zhidian::server
