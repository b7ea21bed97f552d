#include <fmt/format.h>

#include "base/text.hpp"
#include "base/value.hpp"
#include "storage/storage.hpp"

namespace zhidian::storage {

base::Date Row::date(std::string_view column) const {
  const auto date = base::parse_date(view(column));
  if (!date) throw Failure(Failure::Kind::broken, fmt::format("column {} holds no date", column));
  return *date;
}

base::Value Row::json(std::string_view column) const {
  auto value = base::parse_json(view(column));
  if (!value) throw Failure(Failure::Kind::broken, fmt::format("column {} holds no JSON: {}", column, value.error().id));
  return std::move(*value);
}

std::vector<std::string> Row::texts(std::string_view column) const {
  if (view(column).empty()) return {};
  const base::Value list = json(column);
  if (!list.is_list()) throw Failure(Failure::Kind::broken, fmt::format("column {} holds no list", column));
  std::vector<std::string> texts;
  for (const base::Value& text : list.as_list()) texts.push_back(text.as_text());
  return texts;
}

std::string like_pattern(std::string_view words) {
  const std::string folded = base::fold(words);
  if (folded.empty()) return "";
  std::string pattern = "%";
  for (const char character : folded) {
    if (character == '%' || character == '_' || character == '!') pattern += '!';
    pattern += character;
  }
  return pattern + "%";
}

std::optional<std::string> or_null(std::string_view text) { return text.empty() ? std::nullopt : std::optional(std::string(text)); }

}  // namespace zhidian::storage
