#include "server/background.hpp"

#include <fmt/format.h>

#include "http/request_log.hpp"
#include "jobs/overview.hpp"
#include "server/collections.hpp"
#include "server/invented.hpp"

namespace zhidian::server {
namespace {

/// A channel has half a minute for a message.
constexpr std::chrono::seconds outbox_lease_length{90};

/// The time of day in Asia/Shanghai: 2026-11-21 09:05.
std::string print_time(base::Instant instant) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(instant - base::start_of(base::civil_date(instant))).count();
  return fmt::format("{} {:02}:{:02}", base::print_date(base::civil_date(instant)), minutes / 60, minutes % 60);
}

/// What a job is called where its outage is told.
rules::Text name_of(std::string_view job) {
  if (job == "timers") return {"到期事项", "timers"};
  if (job == "renewals") return {"续期和复审", "renewals"};
  if (job == "calendar") return {"日期顺延", "dates of a changed calendar"};
  if (job == "imports") return {"数据导入", "imports of records"};
  if (job == "inclusion") return {"自动纳入", "inclusion"};
  return job == "duties" ? rules::Text{"每日提醒", "daily reminders"} : rules::Text{"对外通知", "outbox"};
}

messages::Message outage_of(const jobs::LeaseState& lease) {
  const rules::Text name = name_of(lease.name);
  return {"jobs.outage", {{"job_zh", name.zh}, {"job_en", name.en}, {"since", print_time(lease.swept_at)}}, "job", lease.name, "/jobs", true};
}

}  // namespace

Background::Background(Store& store, Application& application, std::vector<std::unique_ptr<jobs::Channel>> channels, const Options& options)
    : rounds_(store, application, *store.random),
      imports_({*store.database, collections(), *store.files, imports_folder(store), record_makers(), system_now, *store.random}),
      channels_(std::move(channels)),
      outbox_(*store.database) {
  for (const auto& channel : channels_) outbox_.add_channel(*channel);
  runner_ = std::make_unique<jobs::Runner>(*store.database, base::make_token(*store.random, 16), jobs(application, options),
                                           runner_options(store, application, options));
}

std::vector<jobs::Job> Background::jobs(Application& application, const Options& options) {
  return {
      {"timers", options.lease_length,
       [this, &application](const jobs::Fence& fence, const std::stop_token&) {
         return rounds_.timers.sweep(fence, application.business_now(), application.clock().system_now());
       }},
      {"duties", options.lease_length,
       [this, &application](const jobs::Fence& fence, const std::stop_token&) { return rounds_.duties.work(fence, application.business_now()); }},
      {"renewals", options.lease_length,
       [this, &application](const jobs::Fence& fence, const std::stop_token&) { return rounds_.renewals.work(fence, application.business_now()); }},
      {"inclusion", options.lease_length,
       [this, &application](const jobs::Fence& fence, const std::stop_token&) { return rounds_.inclusion.work(fence, application.business_now()); }},
      {"calendar", options.lease_length,
       [this, &application](const jobs::Fence& fence, const std::stop_token&) { return rounds_.reissue.work(fence, application.business_now()); }},
      {"imports", options.lease_length, [this](jobs::Fence& fence, const std::stop_token& stop) { return imports_.work(fence, stop); }},
      {"outbox", std::max<std::chrono::milliseconds>(options.lease_length, outbox_lease_length),
       [this, &application](const jobs::Fence& fence, const std::stop_token& stop) {
         return outbox_.deliver(fence, application.business_now(), application.clock().system_now(), stop);
       }}};
}

jobs::Runner::Options Background::runner_options(Store& store, Application& application, const Options& options) {
  return {options.interval, options.alarm_after,
          [&store, &application](storage::Connection& connection, const jobs::LeaseState& lease) {
            messages::tell_role(connection, "system_administrator", outage_of(lease), application.clock().business_now(), *store.random);
          },
          [](std::string_view job, std::string_view what) { http::log_incident("-", fmt::format("job {}", job), what); }};
}

void tell_of_background(http::ServerOptions& server, Store& store, Application& application, const Background::Options& options) {
  application.use_alarm_after(options.alarm_after);
  auto& database = *store.database;
  server.health = [&database, alarm_after = options.alarm_after] {
    return base::Value(base::Value::Map{{"jobs", jobs::health_of(database.read()->connection(), alarm_after)}});
  };
  server.more_metrics = [&database, &clock = application.clock()] {
    return jobs::print_metrics(database.read()->connection(), clock.business_now());
  };
}

}  // namespace zhidian::server
