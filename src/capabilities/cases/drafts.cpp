#include "capabilities/cases/drafts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "capabilities/cases/cases_dossier.hpp"

namespace zhidian::cases {
namespace {

using base::ErrorCode;

void remark_field(const rules::Field& field, const base::Value& value, const std::string& path, std::vector<FieldRemark>& remarks) {
  if (value.is_list()) {
    const auto& items = value.as_list();
    for (std::size_t index = 0; index < items.size(); ++index) {
      for (const rules::Field& part : field.item) remark_field(part, items[index].at(part.id), fmt::format("{}.{}.{}", path, index, part.id), remarks);
    }
    return;
  }
  if (field.target_words == 0 || !value.is_text() || base::trim(value.as_text()).empty()) return;
  const auto words = static_cast<std::int64_t>(base::count_words(value.as_text()));
  if (words * 100 >= field.target_words * 80 && words * 100 <= field.target_words * 120) return;
  const std::string_view id = words < field.target_words ? "cases.words_few" : "cases.words_many";
  remarks.push_back({path, both_languages(id, {{"words", std::to_string(words)}, {"target", std::to_string(field.target_words)}})});
}

}  // namespace

std::vector<FieldRemark> remark_words(const rules::Section& section, const base::Value& answers) {
  std::vector<FieldRemark> remarks;
  for (const rules::Field& field : section.fields) remark_field(field, answers.at(field.id), fmt::format("{}.{}", section.id, field.id), remarks);
  return remarks;
}

rules::Text both_languages(std::string_view id, const std::map<std::string, std::string>& params) {
  return {http::sentence(http::Language::zh, id, params), http::sentence(http::Language::en, id, params)};
}

base::Result<std::int64_t> Service::save_section(storage::Connection& connection, const Case& target, std::string_view section_id, const base::Value& answers,
                                                 std::int64_t expected_version, const Doer& doer) {
  const rules::Form* form = form_of(target);
  const auto is_named = [&](const rules::Section& section) { return section.id == section_id && section.filled_by == applicant; };
  if (!form || std::none_of(form->sections.begin(), form->sections.end(), is_named)) return base::refuse(ErrorCode::not_found, "cases.unknown_section");
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
