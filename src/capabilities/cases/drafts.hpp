#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "rules/model.hpp"

namespace zhidian::cases {

/// A remark that never blocks: which field, what about it.
struct FieldRemark {
  std::string field;  // dotted path
  rules::Text message;
};

/// Word counts of one section outside the band of 左右. Source: synthesis D1, form_note_5.
std::vector<FieldRemark> remark_words(const rules::Section& section, const base::Value& answers);
/// What is wrong with the applicant's answers as a submission, apart from what is still empty.
std::vector<base::ErrorDetail> check_final_answers(const rules::Form& form, const base::Value& answers);

FieldRemark to_remark(const base::ErrorDetail& detail);
/// A sentence of the locales in both languages.
rules::Text both_languages(std::string_view id, const std::map<std::string, std::string>& params = {});

}  // namespace zhidian::cases
