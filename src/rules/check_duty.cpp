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

}  // namespace

void check_duty(const Procedure& procedure, Findings& findings) {
  if (procedure.duty) check_days(procedure, findings);
  for (const std::string& id : procedure.granted_by) {
    const Procedure* grant = findings.library().find_procedure(procedure.act_id, id);
    const bool is_grant = grant != nullptr && grant->grants && grant->grants->status == procedure.concerns;
    if (!is_grant) findings.add("unknown_reference", procedure.file, "granted_by", sentences::unknown_reference(id));
  }
}

}  // namespace zhidian::rules
