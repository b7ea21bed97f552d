#include "capabilities/messages/reminders.hpp"

namespace zhidian::messages {
namespace {

std::string timer_kind(std::string_view message_kind) { return "reminder:" + std::string(message_kind); }

base::Value params_of(const std::vector<Recipient>& recipients, const Message& message) {
  base::Value::List list;
  for (const auto& recipient : recipients) list.emplace_back(base::Value::Map{{"kind", recipient.kind}, {"id", recipient.id}});
  base::Value::Map words;
  for (const auto& [name, text] : message.params) words.emplace(name, text);
  return base::Value::Map{{"recipients", std::move(list)}, {"params", std::move(words)}, {"link", message.link}, {"is_urgent", message.is_urgent}};
}

Message message_of(const jobs::Timer& timer) {
  Message message;
  message.kind = timer.kind.substr(timer.kind.find(':') + 1);
  message.subject_kind = timer.subject_kind;
  message.subject_id = timer.subject_id;
  message.link = timer.params.text_or("link");
  message.is_urgent = timer.params.bool_or("is_urgent", false);
  if (timer.params.at("params").is_map()) {
    for (const auto& [name, text] : timer.params.at("params").as_map()) message.params.emplace(name, text.is_text() ? text.as_text() : "");
  }
  return message;
}

}  // namespace

bool set_reminder(storage::Connection& connection, base::Instant due_at, const std::vector<Recipient>& recipients, const Message& message,
                  base::Instant at, base::Random& ids) {
  return jobs::set_timer(connection, {timer_kind(message.kind), message.subject_kind, message.subject_id, due_at, params_of(recipients, message)}, at,
                         ids);
}

std::int64_t cancel_reminders(storage::Connection& connection, std::string_view message_kind, std::string_view subject_kind,
                              std::string_view subject_id) {
  return jobs::cancel_timers(connection, timer_kind(message_kind), subject_kind, subject_id);
}

base::Result<std::int64_t> ReminderHandler::fire(storage::Connection& connection, const jobs::Timer& timer, base::Instant now) {
  const auto unreadable = [] { return base::refuse(base::ErrorCode::invalid, "messages.bad_reminder"); };
  const auto& recipients = timer.params.at("recipients");
  if (!recipients.is_list() || timer.kind.find(':') == std::string::npos) return unreadable();
  const auto message = message_of(timer);
  std::int64_t told = 0;
  for (const auto& recipient : recipients.as_list()) {
    const auto kind = recipient.text_or("kind"), id = recipient.text_or("id");
    if (kind == "account") {
      told += tell_account(connection, id, message, now, ids_);
    } else if (kind == "organisation") {
      told += tell_organisation(connection, id, message, now, ids_);
    } else if (kind == "authority") {
      told += tell_authority(connection, id, message, now, ids_);
    } else {
      return unreadable();
    }
  }
  return told;
}

}  // namespace zhidian::messages
