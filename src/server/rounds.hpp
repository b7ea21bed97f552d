#pragma once
#include "capabilities/calendars/reissue_round.hpp"
#include "capabilities/directory/inclusion.hpp"
#include "capabilities/messages/reminders.hpp"
#include "capabilities/notices/unlinked_evidence.hpp"
#include "jobs/outbox.hpp"
#include "jobs/timers.hpp"
#include "server/application.hpp"

namespace zhidian::server {

/// What the program does without a request, one round at a time: whoever calls says when and under which lease.
struct Rounds {
  /// `store`, `application` and `ids` must outlive it.
  Rounds(Store& store, Application& application, base::Random& ids);

  messages::ReminderHandler reminders;
  notices::UnlinkedEvidence unlinked_evidence;
  jobs::Timers timers;
  duties::DailyRound duties;
  renewals::RenewalRound renewals;
  directory::InclusionRound inclusion;
  calendars::ReissueRound reissue;
};

}  // namespace zhidian::server
