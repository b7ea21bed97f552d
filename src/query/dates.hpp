#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace zhidian::query {

/// The first and the last day of what a date names, both YYYY-MM-DD; an empty end is open.
struct Days {
  std::string first, last;
};

/// A day, month or year: `2012`, `2012-05`, `2012.5.31`, `2012/05/31`, `20120531`, `2012年5月`. Empty where it is none or does not exist.
std::optional<Days> read_days(std::string_view utf8);

/// The same, or two of them with `..`, `~`, `至` or `到` between, either of which may be missing.
std::optional<Days> read_day_range(std::string_view utf8);

/// The day before or after a day YYYY-MM-DD.
std::string day_before(const std::string& day);
std::string day_after(const std::string& day);

}  // namespace zhidian::query
