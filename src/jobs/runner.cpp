#include "jobs/runner.hpp"

namespace zhidian::jobs {

Runner::Runner(storage::Database& database, std::string holder, std::vector<Job> jobs, Options options)
    : database_(database), holder_(std::move(holder)), jobs_(std::move(jobs)), options_(std::move(options)) {
  for (const auto& job : jobs_) threads_.emplace_back([this, &job](const std::stop_token& stop) { run(job, stop); });
}

void Runner::run(const Job& job, const std::stop_token& stop) {
  Lease lease(database_, job.name, holder_, job.lease_length);
  Time kept;
  const auto attempt = [&](const auto& step) {
    try {
      step();
    } catch (const std::exception& failure) {
      if (options_.tell_failure) options_.tell_failure(job.name, failure.what());
      return false;
    }
    return true;
  };
  do {
    attempt([&] { watch(job); });
    // Another process may do better.
    if (!attempt([&] { work(job, lease, kept, stop); })) attempt([&] { lease.give_up(); });
  } while (wait(stop));
  attempt([&] { lease.give_up(); });
}

/// Rounds until there is nothing more to do. The lease is renewed and the good round noted when a third of its length has passed.
void Runner::work(const Job& job, Lease& lease, Time& kept, const std::stop_token& stop) {
  if (lease.epoch() == 0) {
    if (!lease.keep()) return;
    kept = {};
  }
  for (std::int64_t done = 1; done > 0 && !stop.stop_requested();) {
    done = job.round(lease, stop);
    const auto now = std::chrono::steady_clock::now();
    if (now - kept < job.lease_length / 3) continue;
    if (!lease.record_sweep()) return;
    kept = now;
  }
}

/// Tells an outage, whoever caused it: nobody held the lease, or its holder's rounds failed.
void Runner::watch(const Job& job) {
  const auto lease = find_lease(database_.read()->connection(), job.name);
  if (!lease || lease->is_alarmed || lease->since_sweep < options_.alarm_after) return;
  const auto transaction = database_.write();
  auto& connection = transaction->connection();
  if (!mark_alarm(connection, job.name, lease->swept_at)) return;
  if (options_.tell_outage) options_.tell_outage(connection, *lease);
  transaction->commit();
}

/// False where it is time to stop.
bool Runner::wait(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  condition_.wait_for(lock, stop, options_.interval, [] { return false; });
  return !stop.stop_requested();
}

}  // namespace zhidian::jobs
