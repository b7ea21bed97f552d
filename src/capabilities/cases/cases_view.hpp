#pragma once
#include "capabilities/cases/cases_dossier.hpp"

namespace zhidian::cases {

/// Who reads, when, in which language: what a view of a case depends on.
struct Reader {
  const VisibleCase& visible;
  std::string account_id;
  base::Date today;
  http::Language language;
};

/// Schema CaseSummary.
base::Value summary_value(storage::Connection& connection, const Service& service, const Summary& summary, base::Date today);
/// Schema Case.
base::Value case_value(storage::Connection& connection, const Service& service, const Reader& reader);
/// Schema CheckReport.
base::Value check_report(storage::Connection& connection, const Service& service, const Reader& reader);
/// Schema Material; older than the form where it was signed under other answers than `form_hash`.
base::Value material_value(const rules::Procedure& procedure, const StoredMaterial& material, std::string_view form_hash);

}  // namespace zhidian::cases
