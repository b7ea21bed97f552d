#include "base/text.hpp"
#include "http/http.hpp"

namespace zhidian::http {

namespace {

using Params = std::map<std::string, std::string>;

base::ErrorDetail finding(std::string_view name, std::string id, Params params = {}) {
  base::ErrorDetail detail;
  detail.field = name;
  detail.id = std::move(id);
  detail.params = std::move(params);
  return detail;
}

}  // namespace

BodyReader::BodyReader(const base::Value& body) : body_(body) {
  if (!body.is_null() && !body.is_map()) findings_.push_back(finding("", "http.not_a_map"));
}

std::string BodyReader::required_text(std::string_view name, std::size_t max_characters) {
  std::string text = optional_text(name, max_characters);
  const auto& value = body_.at(name);
  if (value.is_null() || (value.is_text() && base::is_blank(value.as_text()))) findings_.push_back(finding(name, "http.missing_field"));
  return text;
}

std::string BodyReader::optional_text(std::string_view name, std::size_t max_characters) {
  known_.emplace(name);
  return read_text(name, body_.at(name), max_characters);
}

std::string BodyReader::read_text(std::string_view name, const base::Value& value, std::size_t max_characters) {
  if (value.is_null()) return {};
  if (!value.is_text()) {
    findings_.push_back(finding(name, "http.not_text"));
    return {};
  }
  const auto& text = value.as_text();
  if (text.size() > max_characters && base::count_characters(text) > max_characters) {
    findings_.push_back(finding(name, "http.text_too_long", {{"limit", std::to_string(max_characters)}}));
    return {};
  }
  if (base::has_hidden_characters(text)) findings_.push_back(finding(name, "http.text_is_disguised"));
  return text;
}

std::optional<std::int64_t> BodyReader::optional_integer(std::string_view name, std::int64_t least, std::int64_t most) {
  known_.emplace(name);
  const auto& value = body_.at(name);
  if (value.is_null()) return std::nullopt;
  if (value.is_integer() && value.as_integer() >= least && value.as_integer() <= most) return value.as_integer();
  findings_.push_back(finding(name, "http.out_of_range", {{"least", std::to_string(least)}, {"most", std::to_string(most)}}));
  return std::nullopt;
}

std::int64_t BodyReader::required_integer(std::string_view name, std::int64_t least, std::int64_t most) {
  if (body_.at(name).is_null()) findings_.push_back(finding(name, "http.missing_field"));
  return optional_integer(name, least, most).value_or(least);
}

bool BodyReader::optional_bool(std::string_view name, bool otherwise) {
  known_.emplace(name);
  const auto& value = body_.at(name);
  if (value.is_bool()) return value.as_bool();
  if (!value.is_null()) findings_.push_back(finding(name, "http.not_a_boolean"));
  return otherwise;
}

std::optional<base::Date> BodyReader::optional_date(std::string_view name) {
  known_.emplace(name);
  const auto& value = body_.at(name);
  if (value.is_null()) return std::nullopt;
  const auto date = value.is_text() ? base::parse_date(value.as_text()) : std::nullopt;
  if (!date) findings_.push_back(finding(name, "http.bad_date"));
  return date;
}

base::Date BodyReader::required_date(std::string_view name) {
  if (body_.at(name).is_null()) findings_.push_back(finding(name, "http.missing_field"));
  return optional_date(name).value_or(base::Date{});
}

base::Value BodyReader::optional_value(std::string_view name) {
  known_.emplace(name);
  return body_.at(name);
}

base::Value::List BodyReader::optional_list(std::string_view name) {
  known_.emplace(name);
  const auto& value = body_.at(name);
  if (value.is_list()) return value.as_list();
  if (!value.is_null()) findings_.push_back(finding(name, "http.not_a_list"));
  return {};
}

std::vector<std::string> BodyReader::optional_texts(std::string_view name, std::size_t max_characters) {
  std::vector<std::string> texts;
  for (const base::Value& item : optional_list(name)) {
    if (item.is_text())
      texts.push_back(read_text(name, item, max_characters));
    else
      findings_.push_back(finding(name, "http.not_text"));
  }
  return texts;
}

base::Result<void> BodyReader::finish() {
  if (body_.is_map()) {
    for (const auto& [name, value] : body_.as_map()) {
      if (!known_.contains(name)) findings_.push_back(finding(name, "http.unknown_field", {{"name", name}}));
    }
  }
  if (findings_.empty()) return {};
  base::Error error{base::ErrorCode::invalid, "http.invalid_body", {{"count", std::to_string(findings_.size())}}, {}, {}};
  error.details = std::move(findings_);
  findings_.clear();
  return base::refuse(std::move(error));
}

}  // namespace zhidian::http
