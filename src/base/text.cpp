#include "base/text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <stdexcept>

namespace zhidian::base {

namespace {

/// Calls `visit` with each code point; false at the first broken sequence.
template <class Visit>
bool each_character(std::string_view utf8, Visit visit) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const std::size_t length = utf8.size();
  for (std::size_t i = 0; i < length;) {
    UChar32 character = 0;
    U8_NEXT(bytes, i, length, character);
    if (character < 0) return false;
    visit(character);
  }
  return true;
}

/// The block nearly every Chinese character stands in: told without a look into the tables.
bool is_common_ideograph(UChar32 character) { return character >= 0x4E00 && character <= 0x9FFF; }

bool is_cjk(UChar32 character) {
  if (is_common_ideograph(character) || u_hasBinaryProperty(character, UCHAR_IDEOGRAPHIC)) return true;
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(character, &status);
  return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA || script == USCRIPT_HANGUL;
}

bool is_mark_that_counts(UChar32 character) {
  if (character < 0x80) return false;
  const auto mask = U_MASK(u_charType(character));
  return (mask & (U_GC_P_MASK | U_GC_S_MASK | U_GC_NO_MASK)) != 0;
}

bool is_blank_filler(UChar32 character) {
  return character == 0x115F || character == 0x1160 || character == 0x3164 || character == 0xFFA0 || character == 0x034F;
}

/// Bytes of white space at the beginning.
std::size_t count_leading_space(std::string_view utf8) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  std::size_t begin = 0;
  for (std::size_t next = 0; next < utf8.size(); begin = next) {
    UChar32 character = 0;
    U8_NEXT(bytes, next, utf8.size(), character);
    if (!u_isUWhiteSpace(character)) break;
  }
  return begin;
}

}  // namespace

std::size_t count_words(std::string_view utf8) {
  std::size_t count = 0;
  bool is_in_run = false;
  each_character(utf8, [&](UChar32 character) {
    if (is_cjk(character) || is_mark_that_counts(character)) {
      ++count;
      is_in_run = false;
    } else if (u_isalnum(character)) {
      if (!is_in_run) ++count;
      is_in_run = true;
    } else if ((U_MASK(u_charType(character)) & U_GC_M_MASK) == 0) {
      is_in_run = false;
    }
  });
  return count;
}

std::size_t count_characters(std::string_view utf8) {
  std::size_t count = 0;
  each_character(utf8, [&](UChar32) { ++count; });
  return count;
}

bool is_valid_utf8(std::string_view bytes) {
  return each_character(bytes, [](UChar32) {});
}

std::size_t valid_utf8_length(std::string_view bytes) {
  std::size_t length = 0;
  each_character(bytes, [&](UChar32 character) { length += static_cast<std::size_t>(U8_LENGTH(character)); });
  return length;
}

bool has_hidden_characters(std::string_view utf8) {
  bool is_found = false;
  const bool is_valid = each_character(utf8, [&](UChar32 character) {
    if (is_common_ideograph(character) || character == '\n' || character == '\r' || character == '\t') return;
    const auto mask = U_MASK(u_charType(character));
    const auto hidden = U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CS_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK;
    if ((mask & hidden) != 0 || is_blank_filler(character)) is_found = true;
  });
  return is_found || !is_valid;
}

bool is_blank(std::string_view utf8) { return count_leading_space(utf8) == utf8.size(); }

std::string trim(std::string_view utf8) {
  utf8.remove_prefix(count_leading_space(utf8));
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  auto end = static_cast<std::int32_t>(utf8.size());
  for (std::int32_t before = end; before > 0; end = before) {
    UChar32 character = 0;
    U8_PREV(bytes, 0, before, character);
    if (!u_isUWhiteSpace(character)) break;
  }
  return std::string(utf8.substr(0, static_cast<std::size_t>(end)));
}

std::string fold(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFKC data");
  const auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  const icu::UnicodeString folded = normalizer->normalize(text, status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU cannot normalise a text");
  icu::UnicodeString spaced;
  bool is_space_due = false;
  for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
    const UChar32 character = folded.char32At(i);
    if (u_isUWhiteSpace(character)) {
      is_space_due = !spaced.isEmpty();
      continue;
    }
    if (is_space_due) spaced.append(static_cast<UChar32>(' '));
    is_space_due = false;
    spaced.append(character);
  }
  std::string out;
  spaced.toUTF8String(out);
  return out;
}

bool is_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

bool contains(const std::vector<std::string>& list, std::string_view item) { return std::ranges::find(list, item) != list.end(); }

bool is_web_address(std::string_view text) {
  const bool has_scheme = text.starts_with("https://") || text.starts_with("http://");
  const std::string_view rest = text.substr(has_scheme ? text.find("//") + 2 : 0);
  return has_scheme && !rest.empty() && rest.front() != '/' && text.find_first_of(" \t\r\n\"'<>\\") == std::string_view::npos;
}

}  // namespace zhidian::base
