#include "server/rounds.hpp"

namespace zhidian::server {

Rounds::Rounds(Store& store, Application& application, base::Random& ids)
    : reminders(ids),
      unlinked_evidence(*store.files, ids),
      timers(*store.database),
      duties(*store.database, application.active_registry(), ids),
      renewals(*store.database, application.cases(), ids),
      inclusion(*store.database, application.active_registry(), ids),
      reissue(*store.database, application.active_registry(), ids) {
  timers.add_handler(reminders);
  timers.add_handler(unlinked_evidence);
}

}  // namespace zhidian::server
