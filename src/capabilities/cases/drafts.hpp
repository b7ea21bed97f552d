#pragma once
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

/// Word counts outside the band of 左右 (80–120 %; an empty field is not remarked on). Source: synthesis D1, form_note_5.
std::vector<FieldRemark> remark_words(const rules::Section& section, const base::Value& answers);

/// A sentence of the locales in both languages.
rules::Text both_languages(std::string_view id, const std::map<std::string, std::string>& params = {});

}  // namespace zhidian::cases
