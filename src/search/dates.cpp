#include "search/dates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

namespace zhidian::search {
namespace {

constexpr std::uint32_t first_after_all = 10000 * ordinals_of_year;

std::optional<std::uint32_t> read_digits(std::string_view text) {
  std::uint32_t number = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint32_t>(digit - '0');
  }
  return number;
}

/// The first ordinal for which `is_behind` holds; it holds for all that follow.
template <class IsBehind>
std::uint32_t first_where(IsBehind is_behind) {
  const auto all = std::views::iota(std::uint32_t{0}, first_after_all);
  return static_cast<std::uint32_t>(std::ranges::partition_point(all, [&](std::uint32_t ordinal) { return !is_behind(print_ordinal(ordinal)); }) -
                                    all.begin());
}

}  // namespace

std::optional<std::uint32_t> date_ordinal(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = read_digits(text.substr(0, 4)), month = read_digits(text.substr(5, 2)), day = read_digits(text.substr(8, 2));
  if (!year || !month || !day || *month < 1 || *month > 12 || *day < 1 || *day > 31) return std::nullopt;
  return (*year * 12 + *month - 1) * 31 + *day - 1;
}

std::string print_ordinal(std::uint32_t ordinal) {
  return fmt::format("{:04}-{:02}-{:02}", ordinal / ordinals_of_year, ordinal / 31 % 12 + 1, ordinal % 31 + 1);
}

std::pair<std::uint32_t, std::uint32_t> ordinal_range(std::string_view low, std::string_view high) {
  const std::uint32_t first = low.empty() ? 0 : first_where([&](const std::string& text) { return text >= low; });
  const std::uint32_t behind = high.empty() ? first_after_all : first_where([&](const std::string& text) { return text > high; });
  // As a closed range: an empty one is told by first > last, also where nothing stands before 0000-01-01.
  if (behind <= first) return {1, 0};
  return {first, behind - 1};
}

}  // namespace zhidian::search
