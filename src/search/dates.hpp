#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace zhidian::search {

/// Dates as columns keep them: (year × 12 + month) × 31 + day, counted from 0000-01-01, so that the order is that of YYYY-MM-DD as text.
constexpr std::uint32_t ordinals_of_year = 372;

/// The ordinal of YYYY-MM-DD (a month of 1 to 12, a day of 1 to 31), or empty.
std::optional<std::uint32_t> date_ordinal(std::string_view text);
std::string print_ordinal(std::uint32_t ordinal);
/// First and last ordinal whose text stands between the two as text; an empty bound is none. First > last: there is none.
std::pair<std::uint32_t, std::uint32_t> ordinal_range(std::string_view low, std::string_view high);

}  // namespace zhidian::search
