#include <algorithm>

#include "rules/calendar.hpp"
#include "rules/check.hpp"
#include "rules/sentences.hpp"

namespace zhidian::rules {

namespace {

bool is_before(const Duty::Day& early, const Duty::Day& late) {
  return early.is_next_year == late.is_next_year ? early.on < late.on : late.is_next_year;
}

void check_days(const Procedure& procedure, Findings& findings) {
  const Duty& duty = *procedure.duty;
  if (procedure.concerns.empty() || procedure.opened_by != "applicant")
    findings.add("duty_unsound", procedure.file, "duty", sentences::duty_of_nobody());
  if (!is_before(duty.opens, duty.due)) findings.add("duty_unsound", procedure.file, "duty.due", sentences::duty_due_before_open());
  if (duty.cites.empty() && duty.decided.empty()) findings.add("uncited_number", procedure.file, "duty", sentences::uncited_number());
  for (const std::string& state : duty.done_in) {
    if (procedure.find_state(state) == nullptr)
      findings.add("unknown_reference", procedure.file, "duty.done_in", sentences::unknown_reference(state));
  }
}

/// Who opens it fits when it opens, and the status has a last day to go beyond.
void check_renewal(const Procedure& procedure, Findings& findings) {
  const Renewal& renewal = *procedure.renewal;
  const Procedure* granting = findings.law().find_granting(procedure.act_id, procedure.concerns);
  const bool has_end = granting != nullptr && !granting->grants->validity.empty();
  if (!has_end || procedure.opened_by != (renewal.is_at_expiry ? "system" : "applicant"))
    findings.add("renewal_unsound", procedure.file, "renewal", sentences::renewal_unsound());
  if (renewal.cites.empty() && renewal.decided.empty()) findings.add("uncited_number", procedure.file, "renewal", sentences::uncited_number());
}

}  // namespace

void check_duty(const Procedure& procedure, Findings& findings) {
  if (procedure.duty) check_days(procedure, findings);
  if (procedure.renewal) check_renewal(procedure, findings);
  for (const std::string& id : procedure.granted_by) {
    const Procedure* grant = findings.law().find_procedure(procedure.act_id, id);
    const bool is_grant = grant != nullptr && grant->grants && grant->grants->status == procedure.concerns;
    if (!is_grant) findings.add("unknown_reference", procedure.file, "granted_by", sentences::unknown_reference(id));
  }
}

}  // namespace zhidian::rules
