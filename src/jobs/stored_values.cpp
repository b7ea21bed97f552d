#include "jobs/stored_values.hpp"

#include "base/text.hpp"

namespace zhidian::jobs {
namespace {

constexpr std::size_t longest_reason = 500;

}  // namespace

base::Instant read_instant(std::string_view text) {
  const auto instant = base::parse_instant(text);
  if (!instant) throw storage::Failure(storage::Failure::Kind::broken, "jobs: no instant: " + std::string(text));
  return *instant;
}

Timer read_timer(const storage::Row& row) {
  Timer timer;
  timer.id = row.text("id");
  timer.kind = row.text("kind");
  timer.subject_kind = row.text("subject_kind");
  timer.subject_id = row.text("subject_id");
  timer.due_at = read_instant(row.view("due_at"));
  timer.params = base::parse_json(row.view("params")).value_or(base::Value());
  timer.state = row.text("state");
  timer.attempts = row.integer("attempts");
  timer.last_error = row.text("last_error");
  if (!row.view("retry_at").empty()) timer.retry_at = read_instant(row.view("retry_at"));
  if (!row.is_null("fired_at")) timer.fired_at = read_instant(row.view("fired_at"));
  timer.epoch = row.integer("epoch");
  return timer;
}

OutboxMessage read_outbox_message(const storage::Row& row) {
  OutboxMessage message;
  message.id = row.text("id");
  message.channel = row.text("channel");
  message.recipient = row.text("recipient");
  message.subject_kind = row.text("subject_kind");
  message.subject_id = row.text("subject_id");
  message.payload = base::parse_json(row.view("payload")).value_or(base::Value());
  message.not_before = read_instant(row.view("not_before"));
  message.state = row.text("state");
  message.attempts = row.integer("attempts");
  message.next_attempt_at = read_instant(row.view("next_attempt_at"));
  message.last_error = row.text("last_error");
  message.created_at = read_instant(row.view("created_at"));
  if (!row.is_null("sent_at")) message.sent_at = read_instant(row.view("sent_at"));
  return message;
}

std::string shorten(std::string_view reason) {
  std::string kept(reason.substr(0, longest_reason));
  kept.resize(base::valid_utf8_length(kept));
  std::erase(kept, '\0');
  return kept;
}

}  // namespace zhidian::jobs
