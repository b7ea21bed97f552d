#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace zhidian::query {

/// What a number tells by its shape.
struct Number {
  enum class Kind {
    application,  ///< Chinese patent application, 12 digits (from 2003-10) or 8, with or without check digit
    publication,  ///< Chinese patent publication, 7 or 9 digits, with or without kind code
    other,        ///< anything else: foreign, trademark, indication
  };
  Kind kind = Kind::other;
  std::string canonical;        ///< "201220249767.4", "202644312U", "1234567"
  bool is_check_wrong = false;  ///< the check digit does not fit; real registers have such numbers: a warning, no error
  std::string expected;         ///< then: the number with the digit that would fit
};

/// Reads a number in any spelling: `ZL 201010110545.X`, `CN2010101105457`, `第1234567号`, full width, blanks.
/// Source: ZC 0006-2003 (application numbers), ZC 0007-2012 (publication numbers and kind codes).
Number read_number(std::string_view utf8);

/// What a number in a record is found by: its canonical form, and the same without check digit or kind code.
std::vector<std::string> number_keys(std::string_view utf8);

/// Whether a text asks for a Chinese patent number and nothing else, so that a search box may take it as one.
bool is_patent_number(std::string_view utf8);

/// The beginning of a number, spelled as `canonical` is: `CN2012*` → "2012".
std::string canonical_number_prefix(std::string_view utf8);

}  // namespace zhidian::query
