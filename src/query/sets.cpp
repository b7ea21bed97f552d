#include "query/sets.hpp"

#include <charconv>
#include <cstdlib>

#include "query/fold.hpp"

namespace zhidian::query {

namespace {

constexpr std::size_t longest = 16;  ///< bytes, of a word that may be one
constexpr std::size_t most_digits = 4;

}  // namespace

std::optional<int> set_number(std::string_view word) {
  if (word.size() > longest || word.empty()) return std::nullopt;
  const std::string folded = fold(word);
  if (!folded.starts_with('#') || folded.size() < 2 || folded.size() > 1 + most_digits || folded[1] == '0') return std::nullopt;
  int number = 0;
  const char* const end = folded.data() + folded.size();
  const auto [stop, error] = std::from_chars(folded.data() + 1, end, number);
  return error == std::errc{} && stop == end && number > 0 ? std::optional(number) : std::nullopt;
}

std::map<std::string, std::string> known_sets(const Sets& sets, int wanted) {
  std::map<std::string, std::string> told;
  for (const auto& [number, query] : sets) {
    const std::string name = '#' + std::to_string(number);
    std::string& known = told["known"];
    known += (known.empty() ? "" : " ") + name;
    const auto nearest = told.find("suggestion");
    if (nearest == told.end() || std::abs(number - wanted) < std::abs(*set_number(nearest->second) - wanted)) told["suggestion"] = name;
  }
  return told;
}

}  // namespace zhidian::query
