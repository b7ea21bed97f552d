#pragma once
#include "capabilities/cases/cases_dossier.hpp"

namespace zhidian::changes {

/// One record a report puts something in the place of. `before` and `after`: a text, or the list of service items.
struct Proposed {
  std::string section;
  const rules::Field* field = nullptr;
  base::Value before, after;
};

/// The action by which a report takes effect, or null where the procedure is none.
const rules::Action* find_recording(const rules::Procedure& procedure);
/// Every record of the ticked items, changed or not, in the order of the form.
std::vector<Proposed> list_proposed(storage::Connection& connection, const cases::Dossier& dossier);
/// The changed ones as organisations::record_change takes them.
base::Value values_of(const std::vector<Proposed>& proposed);
/// A report can be made of what has happened and differs from the record. Errors: changes.incomplete (details: changes.nothing_changed per
/// ticked section, changes.not_yet), and those of organisations::check_change.
base::Result<void> check_proposal(storage::Connection& connection, const cases::Dossier& dossier);
/// How prompt the report was, by each term the form's date starts. Shape: schema Change, `prompt`.
base::Value::List list_prompt(const cases::Dossier& dossier, const rules::Calendar& calendar);

}  // namespace zhidian::changes
