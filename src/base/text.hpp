#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace zhidian::base {

/// Counts as an office counts 字: each Han character and each full-width punctuation mark is one, each run of Latin
/// letters or digits is one. Source: synthesis D1.
std::size_t count_words(std::string_view utf8);
/// Unicode code points.
std::size_t count_characters(std::string_view utf8);
bool is_valid_utf8(std::string_view bytes);
/// How many bytes from the beginning are whole, valid characters.
std::size_t valid_utf8_length(std::string_view bytes);
/// True where the text holds control, bidirectional or zero-width characters that could disguise it (line break and tab excepted).
bool has_hidden_characters(std::string_view utf8);
/// NFKC, lower case, white space folded and trimmed: for LIKE searches and comparison.
std::string fold(std::string_view utf8);
/// Nothing but white space, or nothing.
bool is_blank(std::string_view utf8);
std::string trim(std::string_view utf8);
/// ASCII alone: no full-width digit, no accented letter.
constexpr bool is_digit(char character) { return character >= '0' && character <= '9'; }
constexpr bool is_capital(char character) { return character >= 'A' && character <= 'Z'; }
/// Digits and nothing else, at least one.
bool is_digits(std::string_view text);
bool contains(const std::vector<std::string>& list, std::string_view item);
/// A pinyin key in lower-case ASCII that sorts Chinese names ("沈阳" → "shen yang"); not for display.
std::string sort_key(std::string_view utf8);

/// An address with its scheme, http or https, and a host, without blanks or marks that could end it in a page.
bool is_web_address(std::string_view text);

}  // namespace zhidian::base
