#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "query/query.hpp"

namespace zhidian::query {

/// The one spelling in which texts and queries are compared: NFKC, lower case, half width, simplified characters (one by
/// one), white space as one blank, none at the ends. fold(fold(x)) = fold(x). Broken UTF-8 becomes U+FFFD.
/// Source: Unicode UAX #15; ICU Traditional-Simplified.
std::string fold(std::string_view utf8);

/// The characters that count as this one, itself not among them: 台 → 檯 臺 颱. None where it is no Han character, or no form of another.
std::vector<std::string> other_forms(std::string_view character);

/// What a text consists of when words, phrases and distances are asked for.
struct Unit {
  std::string text;        ///< folded
  Span at;                 ///< bytes of the text as it was given
  bool is_single = false;  ///< a Han character (kana, hangul), not a run of letters and digits
};

/// The units of a text in order: each Han character, each run of other letters and digits. Punctuation and white space
/// only end a run: what stands before and after is side by side, so a line break inside a word does no harm.
std::vector<Unit> units(std::string_view utf8);

}  // namespace zhidian::query
