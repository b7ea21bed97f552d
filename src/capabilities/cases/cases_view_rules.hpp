#pragma once
#include "capabilities/cases/cases_dossier.hpp"

namespace zhidian::cases {

/// Schema Finding. A condition a person judges takes the answer given so far; the applicant is not shown it while it is pending.
base::Value finding_value(const Dossier& dossier, const rules::Finding& finding, bool is_judgement_shown);
/// Every condition of the act in its order.
base::Value::List finding_values(const Dossier& dossier, const VisibleCase& visible);
/// Schema Verdict, allowed ones first.
base::Value::List verdict_values(const Dossier& dossier, const VisibleCase& visible);
/// Schema Need, of one verdict.
base::Value::List need_values(const Dossier& dossier, const rules::Verdict& verdict, const VisibleCase& visible);

}  // namespace zhidian::cases
