#include "query/dates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/date.hpp"
#include "base/text.hpp"
#include "query/fold.hpp"

namespace zhidian::query {

namespace {

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size()) text.replace(at, what.size(), with);
}

/// The runs of digits between single signs `-`, `.`, `/`; empty where something else stands.
std::vector<std::string> read_fields(std::string_view text) {
  std::vector<std::string> fields(1);
  for (const char character : text) {
    if (base::is_digit(character)) {
      fields.back() += character;
    } else if (std::string_view("-./").find(character) != std::string_view::npos && !fields.back().empty()) {
      fields.emplace_back();
    } else {
      return {};
    }
  }
  return fields;
}

std::optional<Days> days_of(const std::vector<std::string>& fields) {
  const std::string& year = fields[0];
  if (year.size() != 4 || fields.size() > 3 || year < "1900" || year > "2999") return std::nullopt;
  if (fields.size() == 1) return Days{year + "-01-01", year + "-12-31"};
  if (fields[1].empty() || fields[1].size() > 2) return std::nullopt;
  const std::string month = fmt::format("{}-{:0>2}", year, fields[1]);
  if (fields.size() == 3) {
    const std::string day = fmt::format("{}-{:0>2}", month, fields[2]);
    return base::parse_date(day) ? std::optional(Days{day, day}) : std::nullopt;
  }
  const auto first = base::parse_date(month + "-01");
  if (!first) return std::nullopt;
  return Days{base::print_date(*first), day_before(base::print_date(base::add_months(*first, 1)))};
}

}  // namespace

std::optional<Days> read_days(std::string_view utf8) {
  std::string text = fold(utf8);
  for (const auto& [sign, ascii] : {std::pair("年", "-"), std::pair("月", "-"), std::pair("日", ""), std::pair(" ", "")})
    replace_all(text, sign, ascii);
  if (text.ends_with('-')) text.pop_back();
  const bool is_run = !text.empty() && text.size() <= 8 && std::ranges::all_of(text, base::is_digit);
  if (is_run && text.size() == 8) text = fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6));
  if (is_run && text.size() == 6) text = fmt::format("{}-{}", text.substr(0, 4), text.substr(4));
  const auto fields = read_fields(text);
  return fields.empty() || fields.back().empty() ? std::nullopt : days_of(fields);
}

std::optional<Days> read_day_range(std::string_view utf8) {
  const std::string text = fold(utf8);
  for (const std::string_view sign : {"..", "~", "至", "到"}) {
    const std::size_t at = text.find(sign);
    if (at == std::string::npos) continue;
    const std::string low = text.substr(0, at), high = text.substr(at + sign.size());
    const auto first = low.empty() ? Days{} : read_days(low);
    const auto last = high.empty() ? Days{} : read_days(high);
    if (!first || !last || (low.empty() && high.empty())) return std::nullopt;
    return Days{first->first, last->last};
  }
  return read_days(text);
}

std::string day_before(const std::string& day) { return base::print_date(base::parse_date(day).value() - std::chrono::days{1}); }
std::string day_after(const std::string& day) { return base::print_date(base::parse_date(day).value() + std::chrono::days{1}); }

}  // namespace zhidian::query
