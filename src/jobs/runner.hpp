#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "jobs/lease.hpp"

namespace zhidian::jobs {

/// Work done in rounds by whichever process holds its lease.
struct Job {
  std::string name;                        // of its lease: timers, outbox
  std::chrono::milliseconds lease_length;  // a round that lasts longer keeps its fence
  /// Does some of the work and returns how much; 0 means there is nothing more to do now.
  std::function<std::int64_t(Fence& fence, std::stop_token stop)> round;
};

/// Runs each job on a thread of its own, so that a slow mail server holds up no deadline, until destroyed.
class Runner {
 public:
  struct Options {
    std::chrono::milliseconds interval = std::chrono::seconds(1);
    std::chrono::milliseconds alarm_after = std::chrono::minutes(5);
    /// Inside a transaction, once per outage, by one of all processes: no round went well for `alarm_after`.
    std::function<void(storage::Connection& connection, const LeaseState& lease)> tell_outage;
    /// A round that failed; the next one comes after the interval. Threads: called from several.
    std::function<void(std::string_view job, std::string_view what)> tell_failure;
  };
  /// `holder` names this process.
  Runner(storage::Database& database, std::string holder, std::vector<Job> jobs, Options options);
  /// Ends after the round at hand and gives up the leases.
  ~Runner() = default;

 private:
  using Time = std::chrono::steady_clock::time_point;
  void run(const Job& job, const std::stop_token& stop);
  void work(const Job& job, Lease& lease, Time& kept, const std::stop_token& stop);
  void watch(const Job& job);
  bool wait(const std::stop_token& stop);

  storage::Database& database_;
  std::string holder_;
  std::vector<Job> jobs_;
  Options options_;
  std::mutex mutex_;
  std::condition_variable_any condition_;
  std::vector<std::jthread> threads_;
};

}  // namespace zhidian::jobs
