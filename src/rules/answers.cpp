#include <algorithm>

#include "base/text.hpp"
#include "rules/engine.hpp"

namespace zhidian::rules {

namespace {

using base::ErrorDetail;
using base::Value;

/// Technical bounds where a field states none; not numbers of a law.
std::int64_t default_length(std::string_view type) {
  if (type == "long_text") return 20000;
  if (type == "url") return 500;
  if (type == "email") return 254;
  if (type == "phone") return 50;
  return 200;
}
constexpr std::size_t default_items = 100;

bool is_empty(const Value& value) {
  if (value.is_text()) return base::is_blank(value.as_text());
  return value.is_null() || (value.is_list() && value.as_list().empty());
}

bool is_text_type(std::string_view type) {
  return type == "text" || type == "long_text" || type == "phone" || type == "email" || type == "url" || type == "file" || type == "date" ||
         type == "choice" || type == "division";
}

bool is_phone(std::string_view text) {
  const auto is_digit = [](char character) { return character >= '0' && character <= '9'; };
  const bool is_shape = std::all_of(text.begin(), text.end(), [&](char character) {
    return is_digit(character) || std::string_view("+-() ,;/").find(character) != std::string_view::npos;
  });
  return is_shape && std::count_if(text.begin(), text.end(), is_digit) >= 5;
}

bool is_division(std::string_view text) {
  return text.size() == 6 && std::ranges::all_of(text, [](char character) { return character >= '0' && character <= '9'; });
}

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  if (at == 0 || at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos) return false;
  const auto domain = text.substr(at + 1);
  const auto dot = domain.rfind('.');
  const bool has_space = text.find_first_of(" \t\r\n<>\",;") != std::string_view::npos;
  return !has_space && dot != std::string_view::npos && dot > 0 && dot + 1 < domain.size();
}

/// Walks fields and answers together and collects what is wrong.
class AnswerCheck {
 public:
  explicit AnswerCheck(bool is_final) : is_final_(is_final) {}
  std::vector<ErrorDetail> take() { return std::move(details_); }

  void check_group(const std::vector<Field>& fields, const Value& answers, const std::string& prefix) {
    if (!answers.is_map() && !answers.is_null()) return refuse(prefix, "rules.wrong_type");
    if (answers.is_map()) {
      for (const auto& [name, value] : answers.as_map()) {
        const bool is_known = std::any_of(fields.begin(), fields.end(), [&](const Field& field) { return field.id == name; });
        if (!is_known) refuse(join(prefix, name), "rules.unknown_field");
      }
    }
    for (const Field& field : fields) check_field(field, answers.at(field.id), join(prefix, field.id));
  }

 private:
  static std::string join(const std::string& prefix, const std::string& name) { return prefix.empty() ? name : prefix + "." + name; }

  void refuse(std::string path, std::string id, std::map<std::string, std::string> params = {}) {
    ErrorDetail detail;
    detail.field = std::move(path);
    detail.id = std::move(id);
    detail.params = std::move(params);
    details_.push_back(std::move(detail));
  }

  void check_field(const Field& field, const Value& value, const std::string& path) {
    if (is_empty(value)) {
      if (field.required && is_final_) refuse(path, "rules.field_required");
      const bool is_right_kind = value.is_null() || value.is_text() == is_text_type(field.type);
      if (!is_right_kind) refuse(path, "rules.wrong_type");
      return;
    }
    if (field.type == "list") return check_list(field, value, path);
    if (field.type == "choices") return check_choices(field, value, path);
    if (field.type == "integer") return check_integer(field, value, path);
    if (field.type == "boolean") {
      if (!value.is_bool()) refuse(path, "rules.wrong_type");
      return;
    }
    if (!value.is_text()) return refuse(path, "rules.wrong_type");
    check_text(field, value.as_text(), path);
  }

  void check_text(const Field& field, const std::string& text, const std::string& path) {
    const auto limit = static_cast<std::size_t>(field.max_length > 0 ? field.max_length : default_length(field.type));
    if (text.size() > limit && base::count_characters(text) > limit) refuse(path, "rules.too_long", {{"limit", std::to_string(limit)}});
    const bool has_breaks = field.type != "long_text" && text.find_first_of("\n\r") != std::string::npos;
    if (has_breaks || base::has_hidden_characters(text)) refuse(path, "rules.hidden_characters");
    if (field.type == "date" && !base::parse_date(text)) refuse(path, "rules.bad_date");
    if (field.type == "division" && !is_division(text)) refuse(path, "rules.bad_division");
    if (field.type == "choice" && !is_option(field, text)) refuse(path, "rules.not_an_option");
    if (!is_final_) return;
    if (field.type == "phone" && !is_phone(text)) refuse(path, "rules.bad_phone");
    if (field.type == "email" && !is_email(text)) refuse(path, "rules.bad_email");
    if (field.type == "url" && !base::is_web_address(text)) refuse(path, "rules.bad_url");
  }

  static bool is_option(const Field& field, const std::string& text) {
    return std::any_of(field.options.begin(), field.options.end(), [&](const auto& option) { return option.first == text; });
  }

  void check_integer(const Field& field, const Value& value, const std::string& path) {
    if (!value.is_integer()) return refuse(path, "rules.wrong_type");
    const std::int64_t number = value.as_integer();
    const bool is_open = field.at_least == 0 && field.at_most == 0;
    const bool is_low = number < field.at_least, is_high = field.at_most != 0 && number > field.at_most;
    if (number < 0 || (!is_open && (is_low || is_high))) {
      refuse(path, "rules.out_of_range_number",
             {{"at_least", std::to_string(field.at_least)}, {"at_most", field.at_most == 0 ? "—" : std::to_string(field.at_most)}});
    }
  }

  void check_choices(const Field& field, const Value& value, const std::string& path) {
    if (!value.is_list()) return refuse(path, "rules.wrong_type");
    const Value::List& chosen = value.as_list();
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      const bool is_known = chosen[i].is_text() && is_option(field, chosen[i].as_text());
      const auto here = chosen.begin() + static_cast<std::ptrdiff_t>(i);
      if (!is_known || std::find(chosen.begin(), here, chosen[i]) != here) return refuse(path, "rules.not_an_option");
    }
  }

  void check_list(const Field& field, const Value& value, const std::string& path) {
    if (!value.is_list()) return refuse(path, "rules.wrong_type");
    const Value::List& items = value.as_list();
    const std::size_t most = field.at_most > 0 ? static_cast<std::size_t>(field.at_most) : default_items;
    if (items.size() > most) return refuse(path, "rules.too_many", {{"at_most", std::to_string(most)}});
    if (is_final_ && items.size() < static_cast<std::size_t>(field.at_least))
      refuse(path, "rules.too_few", {{"at_least", std::to_string(field.at_least)}});
    for (std::size_t i = 0; i < items.size(); ++i) {
      const std::string item_path = join(path, std::to_string(i));
      if (!items[i].is_map()) {
        refuse(item_path, "rules.wrong_type");
      } else {
        check_group(field.item, items[i], item_path);
      }
    }
  }

  bool is_final_;
  std::vector<ErrorDetail> details_;
};

void collect_missing(const std::vector<Field>& fields, const Value& answers, const std::string& prefix, std::vector<std::string>& missing) {
  for (const Field& field : fields) {
    const std::string path = prefix + "." + field.id;
    const Value& value = answers.at(field.id);
    if (is_empty(value)) {
      if (field.required) missing.push_back(path);
      continue;
    }
    if (!value.is_list() || field.type != "list") continue;
    if (value.as_list().size() < static_cast<std::size_t>(field.at_least)) missing.push_back(path);
    for (std::size_t i = 0; i < value.as_list().size(); ++i) {
      collect_missing(field.item, value.as_list()[i], path + "." + std::to_string(i), missing);
    }
  }
}

void remark_words(const Field& field, const std::string& text, const std::string& path, std::vector<ErrorDetail>& remarks) {
  const auto count = static_cast<std::int64_t>(base::count_words(text));
  // Source: synthesis D1, the band of 左右.
  const bool is_short = count * 100 < field.target_words * 80, is_long = count * 100 > field.target_words * 120;
  if (!is_short && !is_long) return;
  ErrorDetail remark;
  remark.field = path;
  remark.id = is_short ? "rules.below_target_words" : "rules.above_target_words";
  remark.params = {{"count", std::to_string(count)}, {"target", std::to_string(field.target_words)}};
  remarks.push_back(std::move(remark));
}

}  // namespace

std::vector<ErrorDetail> check_answers(const std::vector<Field>& fields, const Value& answers, std::string_view prefix, bool is_final) {
  AnswerCheck check(is_final);
  check.check_group(fields, answers, std::string(prefix));
  return check.take();
}

bool is_asked(const Form& form, const Section& section, const Value& answers) {
  if (section.asked_for.empty()) return true;
  const std::string path = form.find_choices(section.asked_for);
  const Value ticked = path.empty() ? Value() : answers.find_path(path);
  return ticked.is_list() && std::ranges::any_of(ticked.as_list(), [&](const Value& option) { return option == Value(section.asked_for); });
}

Value asked_answers(const Form& form, const Value& answers) {
  Value asked(Value::Map{});
  for (const Section& section : form.sections) {
    if (!answers.at(section.id).is_null() && is_asked(form, section, answers)) asked.set(section.id, answers.at(section.id));
  }
  return asked;
}

std::vector<std::string> missing_fields(const Form& form, const Value& answers, std::string_view party) {
  std::vector<std::string> missing;
  for (const Section& section : form.sections) {
    if (section.filled_by == party && is_asked(form, section, answers)) collect_missing(section.fields, answers.at(section.id), section.id, missing);
  }
  return missing;
}

std::vector<ErrorDetail> word_remarks(const std::vector<Field>& fields, const Value& answers, std::string_view prefix) {
  std::vector<ErrorDetail> remarks;
  for (const Field& field : fields) {
    const std::string path = prefix.empty() ? field.id : std::string(prefix) + "." + field.id;
    const Value& value = answers.at(field.id);
    if (is_empty(value)) continue;
    if (field.target_words > 0 && value.is_text()) remark_words(field, value.as_text(), path, remarks);
    if (field.type != "list" || !value.is_list()) continue;
    for (std::size_t i = 0; i < value.as_list().size(); ++i) {
      const auto inner = word_remarks(field.item, value.as_list()[i], path + "." + std::to_string(i));
      remarks.insert(remarks.end(), inner.begin(), inner.end());
    }
  }
  return remarks;
}

void add_form_facts(Facts& facts, const Form& form, const Value& answers) {
  for (const Section& section : form.sections) {
    for (const Field& field : section.fields) {
      const Value& value = answers.at(section.id).at(field.id);
      if (!value.is_null()) facts.insert_or_assign("form." + section.id + "." + field.id, value);
    }
  }
}

}  // namespace zhidian::rules
