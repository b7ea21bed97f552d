#include "search/stored_values.hpp"

#include <algorithm>

#include "search/fts5_tokenizer.hpp"

namespace zhidian::search {
namespace {

constexpr char field_border = '\x1e';

std::string join(const query::Document& document, std::string_view field) {
  const auto found = document.values.find(field);
  if (found == document.values.end()) return {};
  std::string text;
  bool is_first = true;
  for (std::string value : found->second) {
    std::ranges::replace_if(value, [](char byte) { return byte == value_border || byte == field_border || byte == '\0'; }, ' ');
    if (!is_first) text += value_border;
    is_first = false;
    text += value;
  }
  // One empty value is kept as two, so that it is not taken for none.
  return text.empty() && !found->second.empty() ? std::string(1, value_border) : text;
}

std::vector<std::string> split(std::string_view text, char border) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(border, begin), text.size());
    parts.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

}  // namespace

std::string join_values(const query::Document& document, std::string_view field) { return join(document, field); }

std::vector<std::string> split_values(std::string_view text) {
  if (text.empty()) return {};
  return split(text, value_border);
}

std::string join_numbers(const Layout& layout, const query::Document& document) {
  std::string text;
  for (const query::Field* field : layout.numbers()) text += join(document, field->id) + field_border;
  return text;
}

std::vector<std::string> split_numbers(std::string_view text, std::size_t field) {
  const auto fields = split(text, field_border);
  return field < fields.size() ? split_values(fields[field]) : std::vector<std::string>();
}

}  // namespace zhidian::search
