#pragma once
#include <chrono>
#include <optional>
#include <string>

#include "storage/storage.hpp"

namespace zhidian::jobs {

/// Says inside an effect's transaction whether its maker may still act. Where it says no, the transaction is dropped.
class Fence {
 public:
  virtual ~Fence() = default;
  /// On PostgreSQL nobody can take over until the transaction has ended; on SQLite there is one writer anyway.
  virtual bool holds(storage::Connection& connection) const = 0;
  virtual std::int64_t epoch() const = 0;
  /// For a round longer than a lease: renews it. False where it is another's by now.
  virtual bool keep() = 0;
};

/// One job run by one process at a time, by the time of the database. A process that was paused past its lease finds another's epoch
/// and can do nothing. Threads: one.
class Lease final : public Fence {
 public:
  /// `holder` names this process; no two live ones may share it. `length` is an hour at most.
  Lease(storage::Database& database, std::string name, std::string holder, std::chrono::milliseconds length);
  /// True where the job is ours for `length` from now: renewed, or taken because nobody held it; taking raises the epoch.
  bool keep() override;
  /// For others to take at once. Nothing where it is not ours.
  void give_up();
  bool holds(storage::Connection& connection) const override;
  std::int64_t epoch() const override { return epoch_; }
  const std::string& name() const { return name_; }
  /// Renews it and notes that a round went well, which ends an outage. False where it is not ours any more.
  bool record_sweep();

 private:
  bool is_taken();

  storage::Database& database_;
  std::string name_, holder_;
  std::string length_;  // seconds
  std::int64_t epoch_ = 0;
};

/// A lease as it stands in the database.
struct LeaseState {
  std::string name, holder;
  std::int64_t epoch = 0;
  std::string until;  // empty: given up
  std::string now;    // by the database
  base::Instant swept_at;
  std::chrono::milliseconds since_sweep{0};
  bool is_alarmed = false;
};
std::vector<LeaseState> list_leases(storage::Connection& connection);
std::optional<LeaseState> find_lease(storage::Connection& connection, std::string_view name);
/// True for the one who marks the outage of this lease: its last good round was at `swept_at`, and nobody has been told yet.
bool mark_alarm(storage::Connection& connection, std::string_view name, base::Instant swept_at);

}  // namespace zhidian::jobs
