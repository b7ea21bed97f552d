#pragma once
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/value.hpp"
#include "jobs/back_off.hpp"
#include "jobs/lease.hpp"

namespace zhidian::jobs {

/// What is to reach somebody outside. The channel makes the words when it sends, so that they are said in the recipient's language.
struct Outgoing {
  std::string channel;    // mail, webhook: the name of a Channel
  std::string recipient;  // an address, or what else the channel finds its way by
  std::string subject_kind, subject_id;
  base::Value payload;
  base::Instant not_before;  // business time; see next_sending_time
};

/// Puts it into the outbox inside the caller's transaction: it is sent if and only if that commits. Returns its id, which stays the same
/// however often it is tried. `at` is system time.
std::string enqueue(storage::Connection& connection, const Outgoing& outgoing, base::Instant at, base::Random& ids);

struct OutboxMessage : Outgoing {
  std::string id;             // the message id every attempt carries
  std::string state;          // waiting, failed (is tried again), sent, given_up
  std::int64_t attempts = 0;  // with the one now running
  std::string last_error;
  base::Instant created_at, next_attempt_at;
  std::optional<base::Instant> sent_at;
};

/// What came of one attempt.
struct Sending {
  enum class Outcome { sent, failed, refused, postponed };
  Outcome outcome = Outcome::sent;
  std::string reason = {};
  base::Instant not_before = {};
  static Sending sent() { return {}; }
  /// Tried again later.
  static Sending failed(std::string reason) { return {Outcome::failed, std::move(reason)}; }
  /// Will never be taken: an address that does not exist, an endpoint removed. Given up at once.
  static Sending refused(std::string reason) { return {Outcome::refused, std::move(reason)}; }
  /// Not now, and no attempt: the hour is not one to write at. `not_before` is business time; see next_sending_time.
  static Sending postponed(base::Instant not_before) { return {Outcome::postponed, {}, not_before}; }
};

/// A way to the outside. Called outside any transaction, so it may take its time; an exception counts as failed.
class Channel {
 public:
  virtual ~Channel() = default;
  virtual std::string name() const = 0;
  /// Within half a minute: an attempt that lasts longer than the pause after it could be repeated while it runs. At least once, not exactly once: a
  /// crash between the sending and its record sends again with the same `message.id`, by which the receiving side may tell it apart.
  virtual Sending send(const OutboxMessage& message) = 0;
};

/// Sends what is due. Threads: one.
class Outbox {
 public:
  explicit Outbox(storage::Database& database, BackOff back_off = {}) : database_(database), back_off_(back_off) {}
  /// The channel must outlive this; what waits for a channel nobody added stays waiting.
  void add_channel(Channel& channel) { channels_[channel.name()] = &channel; }
  /// One round of a message per channel: claims it under the fence in a short transaction, sends it outside any, records the outcome in another.
  /// A claim sets the time of the next attempt first, so that a crash in between means a later repetition and never a hot loop.
  /// Returns how many were tried; 0 means there is nothing more to do now.
  /// Asked to stop, it does so after the message it is sending.
  std::int64_t deliver(const Fence& fence, base::Instant business_now, base::Instant system_now, const std::stop_token& stop = {});

 private:
  bool claim(const Fence& fence, OutboxMessage& message, base::Instant system_now);
  void record(const OutboxMessage& message, const Sending& sending, base::Instant system_now);

  storage::Database& database_;
  BackOff back_off_;
  std::map<std::string, Channel*, std::less<>> channels_;
};

/// Everything about one subject, oldest first: the proof of what was delivered.
std::vector<OutboxMessage> list_sendings(storage::Connection& connection, std::string_view subject_kind, std::string_view subject_id);

}  // namespace zhidian::jobs
