#include "capabilities/renewals/renewals.hpp"

#include <algorithm>

#include "capabilities/notices/notices.hpp"
#include "rules/limits.hpp"

namespace zhidian::renewals {
namespace {

directory::TermStep step_of(const cases::Performed& performed, std::string word) {
  const cases::Case& target = performed.after;
  return {target.outlet_id, std::move(word), target.id, performed.doer.account_id, regulations::version_name(target.act_id, target.act_version),
          performed.doer.at};
}

/// Ended without a further term: the present one runs on to its last day; where that has passed, the line leaves the active list today.
void close(storage::Connection& connection, const regulations::Registry& registry, const cases::Performed& performed, const directory::Outlet& outlet,
           base::Random& random) {
  const base::Date today = base::civil_date(performed.doer.at);
  const bool is_over = outlet.valid_until && *outlet.valid_until < today;
  directory::TermStep step = step_of(performed, is_over ? "expired" : "");
  step.listed_until = is_over ? today - std::chrono::days(1) : outlet.valid_until;
  directory::take_term_step(connection, registry, step, random);
}

}  // namespace

base::Result<void> Observer::extend(storage::Connection& connection, const cases::Performed& performed) {
  const cases::Case& target = performed.after;
  const auto outlet = directory::hold_outlet(connection, target.outlet_id);
  const rules::Procedure* granting = cases_.registry().law.find_granting(target.act_id, performed.procedure.concerns);
  if (!outlet || !outlet->valid_until || !granting) return base::refuse(base::ErrorCode::conflict, "directory.line_ended");
  // The next term follows on the last day of this one, however early or late it is decided (A9).
  const auto valid_until = rules::count_validity(*granting->grants, *outlet->valid_until, cases_.registry().calendar);
  if (!valid_until) return base::refuse(valid_until.error());
  directory::TermStep step = step_of(performed, "renewed");
  step.valid_until = *valid_until;
  if (!directory::take_term_step(connection, cases_.registry(), step, random_))
    return base::refuse(base::ErrorCode::conflict, "directory.line_ended");
  if (performed.procedure.publish.contains("notice")) notices::publish_filed_list(connection, cases_.registry(), target, performed.doer, random_);
  return {};
}

base::Result<void> Observer::on_action(storage::Connection& connection, const cases::Performed& performed) {
  if (!performed.procedure.renewal) return {};
  if (performed.action.effect == "extend_status") return extend(connection, performed);
  const auto outlet = directory::hold_outlet(connection, performed.after.outlet_id);
  if (!outlet || outlet->ended_on) return {};
  if (performed.after.is_final && outlet->renewal == "renewing") close(connection, cases_.registry(), performed, *outlet, random_);
  const bool is_handed_in = !performed.after.is_final && performed.after.is_submitted && outlet->renewal != "renewing";
  if (is_handed_in) directory::take_term_step(connection, cases_.registry(), step_of(performed, "renewing"), random_);
  return {};
}

}  // namespace zhidian::renewals
