#include "http/sentences.hpp"

#include <algorithm>

#include "base/date.hpp"
#include "http/http.hpp"

namespace zhidian::http {

namespace {

/// A day as the language writes it: 2024年10月8日; anything else as it is.
std::string as_written(const std::string& value, Language language) {
  const auto day = language == Language::zh ? base::parse_date(value) : std::nullopt;
  return day ? base::print_chinese_date(*day) : value;
}

/// The text with each `{name}` replaced; a name without a value stays as it is.
std::string fill_in(std::string_view text, const std::map<std::string, std::string>& params, Language language) {
  std::string filled;
  while (!text.empty()) {
    const auto open = text.find('{');
    const auto close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) break;
    const auto found = params.find(std::string(text.substr(open + 1, close - open - 1)));
    filled += text.substr(0, open);
    filled += found == params.end() ? std::string(text.substr(open, close - open + 1)) : as_written(found->second, language);
    text.remove_prefix(close + 1);
  }
  return filled += text;
}

}  // namespace

std::string sentence(Language language, std::string_view id, const std::map<std::string, std::string>& params) {
  const auto sentences = embedded_sentences();
  const auto found = std::lower_bound(sentences.begin(), sentences.end(), id, [](const Sentence& row, std::string_view key) { return row.id < key; });
  if (found == sentences.end() || found->id != id) return std::string(id);
  const auto wanted = language == Language::zh ? found->zh : found->en;
  const auto other = language == Language::zh ? found->en : found->zh;
  return fill_in(wanted.empty() ? other : wanted, params, language);
}

}  // namespace zhidian::http
