#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <thread>

#include "http/request_log.hpp"
#include "server/application.hpp"
#include "server/background.hpp"
#include "server/commands.hpp"
#include "server/demonstration_network.hpp"
#include "server/invented.hpp"
#include "server/outward.hpp"
#include "server/sources.hpp"
#include "server/store.hpp"

namespace zhidian::server {
namespace {

/// Waits for SIGINT or SIGTERM on a thread of its own, then stops the server in an orderly way.
class StopOnSignal {
 public:
  explicit StopOnSignal(http::Server& server) {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    thread_ = std::thread([this, &server] {
      int received = 0;
      sigwait(&signals_, &received);
      server.stop();
    });
  }
  ~StopOnSignal() {
    pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
  }

 private:
  sigset_t signals_{};
  std::thread thread_;
};

std::vector<http::Asset> web_assets() {
  std::vector<http::Asset> assets;
  for (const embedded::File& file : embedded::web()) assets.push_back({file.path, file.bytes});
  return assets;
}

/// Whether the further acts pass the check and their scenarios; says what does not.
bool is_sound(const std::string& folder) {
  RegulationOptions options;
  options.folder = folder;
  return regulation_check(options) == Exit::done && regulation_test(options) == Exit::done;
}

}  // namespace

int demo(const DemoOptions& options) {
  Store store(options.place);
  const auto seeded = base::make_seeded_random(static_cast<std::uint64_t>(options.seed));
  if (!store_is_empty(*store.database)) {
    fmt::print(stderr, "{} 中已有数据；演示网络只能建在空的数据目录中。\n", options.place.url());
    return Exit::finding;
  }
  Application application(store, *seeded, {.is_demonstration = true});
  application.build_demonstration(options.institutions);
  fmt::print("演示网络已建立：{} 家虚构单位。启动：zhidian serve --demo --data {}\n", options.institutions, options.place.data);
  return Exit::done;
}

int serve(const ServeOptions& options) {
  if (!options.regulations.empty() && !is_sound(options.regulations)) return Exit::finding;
  const Outward outward(options.outward);
  Store store(options.place);
  if (options.demo && store_is_empty(*store.database)) {
    fmt::print("正在建立演示网络……\n");
    std::fflush(stdout);
    const auto seeded = base::make_seeded_random(static_cast<std::uint64_t>(DemoOptions{}.seed));
    Application(store, *seeded, {.is_demonstration = true}).build_demonstration(DemoOptions{}.institutions);
  }
  Application application(
      store, *store.random,
      {.is_demonstration = options.demo, .regulations = options.regulations, .synonyms = options.synonyms, .search_engine = outward.search_engine()});
  outward.announce(store, application);
  if (options.demo) order_invented_records(store, options.demo_records);
  http::ServerOptions server_options;
  server_options.listen = options.listen;
  server_options.port = static_cast<unsigned short>(options.port);
  server_options.public_url = options.public_url;
  server_options.version = ZHIDIAN_VERSION;
  server_options.trusted_proxies = options.trusted_proxies;
  server_options.workers = static_cast<unsigned>(options.workers);
  server_options.rate_limits = options.rate_limits;
  server_options.access_log = options.access_log;
  server_options.openapi_json = std::string(embedded::interface().front().bytes);
  server_options.assets = web_assets();
  const Background::Options background_options{std::chrono::milliseconds(options.jobs_interval), std::chrono::milliseconds(options.jobs_lease),
                                               std::chrono::milliseconds(options.jobs_alarm_after)};
  tell_of_background(server_options, store, application, background_options);
  http::Server server(std::move(server_options), application.routes(), *store.database, *store.files, application.authenticator(),
                      application.clock(), *store.random);
  const std::string address = options.public_url.empty() ? fmt::format("http://{}:{}", options.listen, server.port()) : options.public_url;
  application.use_public_address(address);
  const StopOnSignal stop_on_signal(server);
  const Housekeeping housekeeping(application);
  const ip_search::Follower follower(application.index_keeper(), [](std::string_view what) { http::log_incident("-", "index", what); });
  const ip_search::Follower marks_follower(application.mark_keeper(), [](std::string_view what) { http::log_incident("-", "marks", what); });
  const Background background(store, application, outward.channels(store, application, address), background_options);
  fmt::print("http://{}:{}\n", options.listen, server.port());
  std::fflush(stdout);
  server.run();
  return Exit::done;
}

}  // namespace zhidian::server
