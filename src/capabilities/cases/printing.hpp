#pragma once
#include "capabilities/cases/cases_dossier.hpp"
#include "documents/documents.hpp"

namespace zhidian::cases {

/// What is printed: answers with the opinions given so far in the authorities' sections, and cover and catalogue.
struct PrintedForm {
  std::optional<rules::Form> form;  // with the sections that are asked
  base::Value answers;
  documents::FormContext context;
};

/// The applicant's draft while the applicant holds the case, else what was submitted; `round` (0: the present one) chooses an
/// earlier submission. Errors: cases.no_form, cases.unknown_round.
base::Result<PrintedForm> prepare_print(storage::Connection& connection, const Service& service, const VisibleCase& visible, std::int64_t round,
                                        base::Date today);

}  // namespace zhidian::cases
