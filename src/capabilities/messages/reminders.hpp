#pragma once
#include <vector>

#include "capabilities/messages/messages.hpp"
#include "jobs/timers.hpp"

namespace zhidian::messages {

/// Who is reminded: an account, or everybody who then stands for an organisation or authority.
struct Recipient {
  std::string kind;  // account, organisation, authority
  std::string id;
};

/// Has a message said at an instant of business time, inside the caller's transaction. The same message about the same subject at the same
/// instant is one reminder, whoever sets it again. Returns whether it was set. `at` is the present.
bool set_reminder(storage::Connection& connection, base::Instant due_at, const std::vector<Recipient>& recipients, const Message& message,
                  base::Instant at, base::Random& ids);
/// Cancels the reminders of this message about the subject that are still due. Returns how many.
std::int64_t cancel_reminders(storage::Connection& connection, std::string_view message_kind, std::string_view subject_kind,
                              std::string_view subject_id);

/// Says the message when a reminder falls due: one in-site message for each person. Threads: safe to call from several.
class ReminderHandler final : public jobs::Handler {
 public:
  explicit ReminderHandler(base::Random& ids) : ids_(ids) {}
  std::string kind() const override { return "reminder"; }
  /// Errors: messages.bad_reminder.
  base::Result<std::int64_t> fire(storage::Connection& connection, const jobs::Timer& timer, base::Instant now) override;

 private:
  base::Random& ids_;
};

}  // namespace zhidian::messages
