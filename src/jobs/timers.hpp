#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/value.hpp"
#include "jobs/back_off.hpp"
#include "jobs/lease.hpp"

namespace zhidian::jobs {

/// What is to happen, to what, and when. `due_at` is business time: the end of 8 October is start_of(9 October).
struct Appointment {
  std::string kind;  // of a Handler; what follows a colon tells timers of one handler apart, as in reminder:notices.ended
  std::string subject_kind, subject_id;
  base::Instant due_at;
  base::Value params = {};
};

struct Timer : Appointment {
  std::string id;
  std::string state;  // due, fired, cancelled
  std::int64_t attempts = 0;
  std::string last_error;
  std::optional<base::Instant> retry_at;  // system time; a due timer that failed
  std::optional<base::Instant> fired_at;  // business time
  std::int64_t epoch = 0;                 // of the lease it fired under
};

/// A refusal as it is noted: its id, and its parameters as JSON behind a blank.
std::string reason_of(const base::Error& error);
/// Sets a timer inside the caller's transaction. The same (kind, subject, due_at) twice is one timer; one that was cancelled is set again;
/// one that has fired stays so. Returns whether anything was set. `at` makes its id.
bool set_timer(storage::Connection& connection, const Appointment& appointment, base::Instant at, base::Random& ids);
/// Cancels what is still due of this kind (empty: of every kind) about the subject. Returns how many.
std::int64_t cancel_timers(storage::Connection& connection, std::string_view kind, std::string_view subject_kind, std::string_view subject_id);
/// Moves what is still due about the subject at one instant to another; what is due there already stands for both. Returns how many.
std::int64_t move_timers(storage::Connection& connection, std::string_view subject_kind, std::string_view subject_id, base::Instant from,
                         base::Instant to);
/// Every timer about the subject, by due_at.
std::vector<Timer> list_timers_of(storage::Connection& connection, std::string_view subject_kind, std::string_view subject_id);

/// When the next timer falls due, by business time; empty where none waits.
std::optional<base::Instant> find_next_due(storage::Connection& connection);

/// What happens when timers of a kind fall due.
class Handler {
 public:
  virtual ~Handler() = default;
  virtual std::string kind() const = 0;
  /// Runs inside the firing transaction, so that its effect and `fired` stand or fall together. Returns how many rows it touched, at most
  /// effects_per_transaction: more is done by setting a further timer. A refusal or exception undoes this timer alone, which stays due and is
  /// shown to the system administrator. `now` is business time, which may be long after due_at.
  virtual base::Result<std::int64_t> fire(storage::Connection& connection, const Timer& timer, base::Instant now) = 0;
};

constexpr std::int64_t effects_per_transaction = 200;

/// Fires what is due, each exactly once. Threads: one.
class Timers {
 public:
  explicit Timers(storage::Database& database, BackOff back_off = {}) : database_(database), back_off_(back_off) {}
  /// The handler must outlive this. A timer of a kind nobody handles stays due, with that for its reason.
  void add_handler(Handler& handler) { handlers_[handler.kind()] = &handler; }
  /// One round: what is due at `business_now`, in one transaction under the fence; where one of them fails, each in its own. Returns how many
  /// fired or failed; 0 means there is nothing more to do now. Errors: Failure where the database is away.
  std::int64_t sweep(const Fence& fence, base::Instant business_now, base::Instant system_now);

 private:
  struct Round;
  base::Result<std::int64_t> fire(storage::Connection& connection, const Round& round, const Timer& timer);
  std::int64_t fire_together(const Round& round, const std::vector<Timer>& due);
  std::int64_t fire_one_by_one(const Round& round, const std::vector<Timer>& due);
  bool fire_alone(const Round& round, const Timer& timer);
  void record_failure(const Round& round, const Timer& timer, std::string_view reason);

  storage::Database& database_;
  BackOff back_off_;
  std::map<std::string, Handler*, std::less<>> handlers_;
};

}  // namespace zhidian::jobs
