#include "capabilities/certificates/number.hpp"

#include <fmt/format.h>

namespace zhidian::certificates {
namespace {

// The alphabet of the social credit code: 31 characters, a prime, so that one check character finds every single wrong
// character and every exchange of two neighbours.
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::size_t radix = alphabet.size(), free_characters = 7, generator = 3;
constexpr std::string_view prefix = "ZD";

/// The character that makes the weighted sum divisible.
char check_character(std::string_view characters) {
  std::size_t sum = 0, weight = 1;
  for (const char character : characters.substr(0, free_characters)) {
    sum += alphabet.find(character) * weight;
    weight = weight * generator % radix;
  }
  for (std::size_t value = 0; value < radix; ++value) {
    if ((sum + value * weight) % radix == 0) return alphabet[value];
  }
  return alphabet[0];
}

std::string print_number(std::string_view characters) { return fmt::format("{}-{}-{}", prefix, characters.substr(0, 4), characters.substr(4)); }

/// Without what people add or leave out; only ASCII letters and digits stay.
std::optional<std::string> plain_characters(std::string_view text) {
  std::string plain;
  for (const char character : text) {
    if (character == ' ' || character == '-') continue;
    const bool is_lower = character >= 'a' && character <= 'z';
    plain += is_lower ? static_cast<char>(character - 'a' + 'A') : character;
  }
  if (plain.starts_with(prefix)) plain.erase(0, prefix.size());
  for (char& character : plain) {
    if (character == 'O') character = '0';
    if (character == 'I') character = '1';
    if (alphabet.find(character) == std::string_view::npos) return std::nullopt;
  }
  return plain;
}

}  // namespace

std::string make_number(base::Random& random) {
  std::string characters;
  while (characters.size() < free_characters) {
    unsigned char byte = 0;
    random.fill(&byte, 1);
    if (byte < 256 / radix * radix) characters += alphabet[byte % radix];  // every character equally likely
  }
  return print_number(characters + check_character(characters));
}

std::optional<std::string> parse_number(std::string_view text) {
  const auto characters = plain_characters(text);
  if (!characters || characters->size() != free_characters + 1 || characters->back() != check_character(*characters)) return std::nullopt;
  return print_number(*characters);
}

}  // namespace zhidian::certificates
