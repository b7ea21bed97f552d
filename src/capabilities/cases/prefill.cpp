#include "capabilities/cases/prefill.hpp"

#include <algorithm>

#include "rules/engine.hpp"

namespace zhidian::cases {
namespace {

using base::Value;

bool has_option(const rules::Field& field, const Value& value) {
  return value.is_text() &&
         std::any_of(field.options.begin(), field.options.end(), [&](const auto& option) { return option.first == value.as_text(); });
}

/// Known lists of words (certificates) stand in a text field joined by the Chinese enumeration comma.
Value fit_text(const Value& value) {
  if (value.is_integer()) return std::to_string(value.as_integer());
  if (value.is_text()) return value.as_text().empty() ? Value() : value;
  if (!value.is_list()) return {};
  std::string joined;
  for (const Value& word : value.as_list()) {
    if (!word.is_text()) return {};
    joined += (joined.empty() ? "" : "、") + word.as_text();
  }
  return joined.empty() ? Value() : Value(joined);
}

Value fit(const rules::Field& field, const Value& value);

Value fit_list(const rules::Field& field, const Value& value) {
  Value::List items;
  if (!value.is_list()) return {};
  for (const Value& known : value.as_list()) {
    Value::Map item;
    for (const rules::Field& part : field.item) {
      Value fitted = fit(part, known.at(part.id));
      if (!fitted.is_null()) item[part.id] = std::move(fitted);
    }
    if (!item.empty()) items.emplace_back(std::move(item));
  }
  return items.empty() ? Value() : Value(std::move(items));
}

Value fit_choices(const rules::Field& field, const Value& value) {
  Value::List chosen;
  if (!value.is_list()) return {};
  for (const Value& option : value.as_list()) {
    if (has_option(field, option)) chosen.push_back(option);
  }
  return chosen.empty() ? Value() : Value(std::move(chosen));
}

Value fit(const rules::Field& field, const Value& value) {
  if (value.is_null()) return {};
  if (field.type == "list") return fit_list(field, value);
  if (field.type == "choices") return fit_choices(field, value);
  if (field.type == "choice") return has_option(field, value) ? value : Value();
  if (field.type == "integer") return value.is_integer() ? value : Value();
  if (field.type == "boolean") return value.is_bool() ? value : Value();
  return fit_text(value);
}

}  // namespace

std::map<std::string, Value> prefill_form(const rules::Form& form, const Value& known, const Value& earlier) {
  std::map<std::string, Value> sections;
  for (const rules::Section& section : form.sections) {
    Value::Map answers;
    for (const rules::Field& field : section.fields) {
      if (section.filled_by != "applicant") continue;
      Value value = field.prefill.empty() ? Value() : fit(field, known.find_path(field.prefill));
      if (value.is_null()) value = fit(field, earlier.at(section.id).at(field.id));
      if (value.is_null() || !rules::check_answers({field}, Value::Map{{field.id, value}}, section.id, false).empty()) continue;
      answers[field.id] = std::move(value);
    }
    if (!answers.empty()) sections[section.id] = std::move(answers);
  }
  return sections;
}

}  // namespace zhidian::cases
