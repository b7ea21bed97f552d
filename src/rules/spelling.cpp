#include "rules/spelling.hpp"

#include <algorithm>
#include <iterator>

namespace zhidian::rules {

namespace {

constexpr std::size_t longest_name = 64;

/// Letters to change, add, leave out or swap with their neighbour (Damerau's distance, restricted).
std::size_t distance_between(std::string_view left, std::string_view right) {
  std::vector<std::vector<std::size_t>> table(left.size() + 1, std::vector<std::size_t>(right.size() + 1));
  for (std::size_t i = 0; i <= left.size(); ++i) {
    for (std::size_t j = 0; j <= right.size(); ++j) {
      if (i == 0 || j == 0) {
        table[i][j] = i + j;
        continue;
      }
      const std::size_t changed = table[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
      table[i][j] = std::min({changed, table[i - 1][j] + 1, table[i][j - 1] + 1});
      const bool is_swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
      if (is_swapped) table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
    }
  }
  return table[left.size()][right.size()];
}

std::string digits_of(std::string_view name) {
  std::string digits;
  std::copy_if(name.begin(), name.end(), std::back_inserter(digits), [](char letter) { return letter >= '0' && letter <= '9'; });
  return digits;
}

}  // namespace

std::string find_nearest(std::string_view name, const std::vector<std::string>& candidates) {
  std::string nearest;
  std::size_t least = std::max<std::size_t>(name.size() / 3, 1) + 1;
  if (name.size() > longest_name) return nearest;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > longest_name || digits_of(candidate) != digits_of(name)) continue;
    const std::size_t distance = distance_between(name, candidate);
    if (distance >= least) continue;
    least = distance;
    nearest = candidate;
  }
  return nearest;
}

}  // namespace zhidian::rules
