#include "base/social_credit_code.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace zhidian::base {

namespace {

/// GB 32100-2015 table 2: digits and capital letters without I, O, S, V and Z; a character's value is its place.
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

}  // namespace

char social_credit_check_character(std::string_view first_seventeen) {
  if (first_seventeen.size() != 17) return '\0';
  std::size_t sum = 0, weight = 1;
  for (const char character : first_seventeen) {
    const std::size_t value = alphabet.find(character);
    if (value == std::string_view::npos) return '\0';
    sum += value * weight;
    weight = weight * 3 % alphabet.size();
  }
  return alphabet[(alphabet.size() - sum % alphabet.size()) % alphabet.size()];
}

CodeCheck check_social_credit_code(std::string_view code) {
  if (code.size() != 18) return CodeCheck::malformed;
  const char expected = social_credit_check_character(code.substr(0, 17));
  if (expected == '\0' || alphabet.find(code[17]) == std::string_view::npos) return CodeCheck::malformed;
  const auto division = code.substr(2, 6);
  if (!std::all_of(division.begin(), division.end(), is_digit)) return CodeCheck::malformed;
  return code[17] == expected ? CodeCheck::good : CodeCheck::wrong_check_digit;
}

std::string fold_code(std::string_view text) {
  std::string code;
  for (const char c : text) {
    if (c != ' ' && c != '-') code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return code;
}

}  // namespace zhidian::base
