#include "jobs/outbox.hpp"

#include "jobs/sql.hpp"
#include "jobs/stored_values.hpp"

namespace zhidian::jobs {
namespace {

constexpr std::int64_t most_per_round = 1;  // and channel: the lease is renewed between rounds

Sending send(Channel& channel, const OutboxMessage& message) {
  try {
    return channel.send(message);
  } catch (const std::exception& failure) {
    return Sending::failed(failure.what());
  }
}

}  // namespace

std::string enqueue(storage::Connection& connection, const Outgoing& outgoing, base::Instant at, base::Random& ids) {
  auto id = base::make_id(at, ids);
  connection.execute(sql::jobs::insert_outbox_message,
                     {id, outgoing.channel, outgoing.recipient, outgoing.subject_kind, outgoing.subject_id, base::print_json(outgoing.payload),
                      base::print_instant(outgoing.not_before), base::print_instant(at)});
  return id;
}

std::int64_t Outbox::deliver(const Fence& fence, base::Instant business_now, base::Instant system_now, const std::stop_token& stop) {
  std::int64_t tried = 0;
  for (const auto& [name, channel] : channels_) {
    auto due = database_.read()->connection().list(
        sql::jobs::list_due_outbox, {name, base::print_instant(business_now), base::print_instant(system_now), most_per_round}, read_outbox_message);
    for (auto& message : due) {
      if (stop.stop_requested() || !claim(fence, message, system_now)) return tried;
      record(message, send(*channel, message), system_now);
      ++tried;
    }
  }
  return tried;
}

bool Outbox::claim(const Fence& fence, OutboxMessage& message, base::Instant system_now) {
  const auto transaction = database_.write();
  auto& connection = transaction->connection();
  if (!fence.holds(connection)) return false;
  const auto next = base::print_instant(system_now + back_off_.after(message.attempts + 1));
  if (connection.execute(sql::jobs::claim_outbox_message, {message.id, next, message.attempts}) != 1) return false;
  transaction->commit();
  ++message.attempts;
  return true;
}

/// That it was sent is true whoever holds the lease by now; that it was not counts only for the attempt that says so.
void Outbox::record(const OutboxMessage& message, const Sending& sending, base::Instant system_now) {
  const auto transaction = database_.write();
  auto& connection = transaction->connection();
  if (sending.outcome == Sending::Outcome::sent) {
    connection.execute(sql::jobs::record_sent, {message.id, base::print_instant(system_now)});
  } else if (sending.outcome == Sending::Outcome::postponed) {
    connection.execute(sql::jobs::postpone_outbox_message,
                       {message.id, base::print_instant(sending.not_before), base::print_instant(system_now), message.attempts});
  } else {
    const bool is_over = sending.outcome == Sending::Outcome::refused || message.attempts >= back_off_.most_attempts;
    connection.execute(sql::jobs::record_not_sent, {message.id, is_over ? "given_up" : "failed", shorten(sending.reason),
                                                    base::print_instant(system_now + back_off_.after(message.attempts)), message.attempts});
  }
  transaction->commit();
}

std::vector<OutboxMessage> list_sendings(storage::Connection& connection, std::string_view subject_kind, std::string_view subject_id) {
  return connection.list(sql::jobs::list_sendings, {subject_kind, subject_id}, read_outbox_message);
}

}  // namespace zhidian::jobs
