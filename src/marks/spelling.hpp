#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "query/query.hpp"

namespace zhidian::marks {

/// A character of a mark as it is compared: folded, without accents; only letters, digits and ideographs.
struct Letter {
  char32_t character = 0;
  query::Span at;  ///< bytes of the mark as it was given
};
std::vector<Letter> spell(std::string_view utf8);
std::u32string characters_of(const std::vector<Letter>& letters);

/// What of a mark is compared: all of it, and where it stands in two scripts, what is Han and what is not.
struct Reading {
  std::vector<Letter> letters;
  bool is_part = false;
};
std::vector<Reading> readings_of(const std::vector<Letter>& letters);

bool is_han(char32_t character);
bool is_latin(char32_t character);
/// How a word of the letters a to z sounds, roughly: `phone` and `fone` are one.
std::string latin_sound(std::string_view letters);

}  // namespace zhidian::marks
