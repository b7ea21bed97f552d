#pragma once
#include "capabilities/ip_sources/import_round.hpp"
#include "http/http.hpp"
#include "jobs/runner.hpp"
#include "server/rounds.hpp"

namespace zhidian::server {

/// What the program does without a request: fires timers, empties the outbox, tells an outage. Begins when made, ends when destroyed.
class Background {
 public:
  struct Options {
    std::chrono::milliseconds interval = std::chrono::seconds(1);
    std::chrono::milliseconds lease_length = std::chrono::seconds(15);
    std::chrono::milliseconds alarm_after = std::chrono::minutes(5);
  };
  /// `store` and `application` must outlive it.
  Background(Store& store, Application& application, std::vector<std::unique_ptr<jobs::Channel>> channels, const Options& options);

 private:
  std::vector<jobs::Job> jobs(Application& application, const Options& options);
  jobs::Runner::Options runner_options(Store& store, Application& application, const Options& options);

  Rounds rounds_;
  ip_sources::ImportRound imports_;
  std::vector<std::unique_ptr<jobs::Channel>> channels_;
  jobs::Outbox outbox_;
  std::unique_ptr<jobs::Runner> runner_;
};

/// What /healthz and /metrics say of it.
void tell_of_background(http::ServerOptions& server, Store& store, Application& application, const Background::Options& options);

}  // namespace zhidian::server
