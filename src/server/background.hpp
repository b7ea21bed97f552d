#pragma once
#include "capabilities/directory/inclusion.hpp"
#include "capabilities/messages/reminders.hpp"
#include "capabilities/notices/unlinked_evidence.hpp"
#include "http/http.hpp"
#include "jobs/outbox.hpp"
#include "jobs/runner.hpp"
#include "jobs/timers.hpp"
#include "server/application.hpp"

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

  messages::ReminderHandler reminders_;
  notices::UnlinkedEvidence unlinked_evidence_;
  jobs::Timers timers_;
  std::vector<std::unique_ptr<jobs::Channel>> channels_;
  jobs::Outbox outbox_;
  duties::DailyRound duties_;
  renewals::RenewalRound renewals_;
  directory::InclusionRound inclusion_;
  std::unique_ptr<jobs::Runner> runner_;
};

/// What /healthz and /metrics say of it.
void tell_of_background(http::ServerOptions& server, Store& store, Application& application, const Background::Options& options);

}  // namespace zhidian::server
