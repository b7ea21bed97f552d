#include "base/text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

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

bool is_cjk(UChar32 character) {
  if (u_hasBinaryProperty(character, UCHAR_IDEOGRAPHIC)) return true;
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

}  // namespace

std::size_t count_words(std::string_view utf8) {
  std::size_t count = 0;
  bool is_in_run = false;
  each_character(utf8, [&](UChar32 character) {
    const auto mask = U_MASK(u_charType(character));
    if (is_cjk(character) || is_mark_that_counts(character)) {
      ++count;
      is_in_run = false;
    } else if (u_isalnum(character)) {
      if (!is_in_run) ++count;
      is_in_run = true;
    } else if ((mask & U_GC_M_MASK) == 0) {
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
    if (character == '\n' || character == '\r' || character == '\t') return;
    const auto mask = U_MASK(u_charType(character));
    const auto hidden = U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CS_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK;
    if ((mask & hidden) != 0 || is_blank_filler(character)) is_found = true;
  });
  return is_found || !is_valid;
}

std::string trim(std::string_view utf8) {
  const auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
  std::int32_t begin = 0, end = text.length();
  while (begin < end && u_isUWhiteSpace(text.char32At(begin))) begin = text.moveIndex32(begin, 1);
  while (end > begin && u_isUWhiteSpace(text.char32At(text.moveIndex32(end, -1)))) end = text.moveIndex32(end, -1);
  std::string out;
  text.tempSubStringBetween(begin, end).toUTF8String(out);
  return out;
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

}  // namespace zhidian::base
