#include "query/nearest.hpp"

#include <unicode/utf8.h>

#include <algorithm>

#include "query/fold.hpp"

namespace zhidian::query {

namespace {

constexpr std::size_t longest_name = 40;

std::u32string characters(std::string_view utf8) {
  std::u32string found;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  for (std::size_t at = 0; at < utf8.size() && found.size() <= longest_name;) {
    UChar32 character = 0;
    U8_NEXT_OR_FFFD(bytes, at, utf8.size(), character);
    found += static_cast<char32_t>(character);
  }
  return found;
}

/// Characters to change, add, leave out or swap with their neighbour (Damerau's distance, restricted).
std::size_t distance_between(const std::u32string& left, const std::u32string& right) {
  std::vector<std::vector<std::size_t>> table(left.size() + 1, std::vector<std::size_t>(right.size() + 1));
  for (std::size_t i = 0; i <= left.size(); ++i) {
    for (std::size_t j = 0; j <= right.size(); ++j) {
      if (i == 0 || j == 0) {
        table[i][j] = i + j;
        continue;
      }
      const std::size_t changed = table[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
      table[i][j] = std::min({changed, table[i - 1][j] + 1, table[i][j - 1] + 1});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
    }
  }
  return table[left.size()][right.size()];
}

}  // namespace

std::string find_nearest(std::string_view name, const std::vector<std::string>& candidates) {
  const std::u32string wanted = characters(fold(name.substr(0, 4 * longest_name)));
  std::string nearest;
  std::size_t least = std::max<std::size_t>(wanted.size() / 3, 1) + 1;
  if (wanted.size() < 2 || wanted.size() > longest_name) return nearest;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = distance_between(wanted, characters(fold(candidate)));
    if (distance >= least) continue;
    least = distance;
    nearest = candidate;
  }
  return nearest;
}

}  // namespace zhidian::query
