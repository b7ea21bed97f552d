#include "capabilities/cases/drafts.hpp"

#include <algorithm>

#include "capabilities/cases/cases_dossier.hpp"

namespace zhidian::cases {
namespace {

using base::ErrorCode;

/// Said already by missing_fields.
bool is_about_absence(const base::ErrorDetail& detail) { return detail.id == "rules.field_required" || detail.id == "rules.too_few"; }

}  // namespace

FieldRemark to_remark(const base::ErrorDetail& detail) { return {detail.field, both_languages(detail.id, detail.params)}; }

std::vector<FieldRemark> remark_words(const rules::Section& section, const base::Value& answers) {
  std::vector<FieldRemark> remarks;
  for (const base::ErrorDetail& detail : rules::word_remarks(section.fields, answers, section.id)) remarks.push_back(to_remark(detail));
  return remarks;
}

std::vector<base::ErrorDetail> check_final_answers(const rules::Form& form, const base::Value& answers) {
  std::vector<base::ErrorDetail> details;
  for (const rules::Section& section : form.sections) {
    if (section.filled_by != applicant || !rules::is_asked(form, section, answers)) continue;
    for (base::ErrorDetail& detail : rules::check_answers(section.fields, answers.at(section.id), section.id, true)) {
      if (!is_about_absence(detail)) details.push_back(std::move(detail));
    }
  }
  return details;
}

rules::Text both_languages(std::string_view id, const std::map<std::string, std::string>& params) {
  return {http::sentence(http::Language::zh, id, params), http::sentence(http::Language::en, id, params)};
}

base::Result<std::int64_t> Service::save_section(storage::Connection& connection, const Case& target, std::string_view section_id,
                                                 const base::Value& answers, std::int64_t expected_version, const Doer& doer) {
  const rules::Form* form = form_of(target);
  const auto is_named = [&](const rules::Section& section) { return section.id == section_id && section.filled_by == applicant; };
  if (!form || std::none_of(form->sections.begin(), form->sections.end(), is_named))
    return base::refuse(ErrorCode::not_found, "cases.unknown_section");
  if (!names(doer.parties, applicant)) return base::refuse(ErrorCode::forbidden, "cases.not_your_section");
  if (target.holder != applicant) return base::refuse(ErrorCode::not_allowed, "cases.not_editable");
  const rules::Section& section = *std::find_if(form->sections.begin(), form->sections.end(), is_named);
  base::Error error{ErrorCode::invalid, "cases.invalid_answers", {}, {}, {}};
  if (!answers.is_map()) return base::refuse(std::move(error));
  error.details = rules::check_answers(section.fields, answers, section.id, false);
  if (!error.details.empty()) return base::refuse(std::move(error));
  if (!save_draft(connection, target.id, section.id, expected_version, answers, doer.account_id, doer.at)) {
    const auto stored = find_draft(connection, target.id, section.id);
    return base::refuse(ErrorCode::stale, "cases.stale_section", {{"version", std::to_string(stored ? stored->version : 0)}});
  }
  return expected_version + 1;
}

}  // namespace zhidian::cases
