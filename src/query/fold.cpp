#include "query/fold.hpp"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

namespace zhidian::query {

namespace {

constexpr UChar32 first_han = 0x3400, last_han = 0x9FFF;
/// A base character with more marks than this is no writing; the bound keeps folding linear.
constexpr int most_marks = 32;

using HanTable = std::array<char16_t, last_han - first_han + 1>;

/// One step of ICU's rules on one character; itself where they make several of it.
UChar32 simplify_once(const icu::Transliterator& rules, UChar32 character) {
  icu::UnicodeString text(character);
  rules.transliterate(text);
  return text.length() == 1 && text[0] >= first_han && text[0] <= last_han ? text[0] : character;
}

/// The simplified form of each character by itself, so that both sides of a comparison agree whatever stands beside it.
/// The rules turn 苧 into 苎 and 苎 into 苧: of two that become each other it is the smaller.
const HanTable& simplified_forms() {
  static const std::unique_ptr<const HanTable> table = [] {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> rules(icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
    if (U_FAILURE(status) || !rules) throw std::runtime_error("ICU has no Traditional-Simplified transliterator");
    auto made = std::make_unique<HanTable>();
    for (UChar32 character = first_han; character <= last_han; ++character) {
      const UChar32 once = simplify_once(*rules, character);
      const UChar32 twice = once == character ? once : simplify_once(*rules, once);
      const UChar32 form = std::min(twice, simplify_once(*rules, twice));
      (*made)[static_cast<std::size_t>(character - first_han)] = static_cast<char16_t>(form);
    }
    return made;
  }();
  return *table;
}

UChar32 simplify(UChar32 character) {
  return character >= first_han && character <= last_han ? simplified_forms()[static_cast<std::size_t>(character - first_han)] : character;
}

const icu::Normalizer2& normalizer() {
  static const icu::Normalizer2& instance = [&]() -> const icu::Normalizer2& {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* found = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFKC data");
    return *found;
  }();
  return instance;
}

bool is_plain(UChar32 character) { return character < 0x80 || (character >= first_han && character <= last_han); }

/// Calls `visit` with each folded character and the bytes it came from.
template <class Visit>
void each_folded(std::string_view utf8, Visit visit) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const std::size_t length = utf8.size();
  const auto read = [&](std::size_t& at) {
    UChar32 character = 0;
    U8_NEXT_OR_FFFD(bytes, at, length, character);
    return character;
  };
  for (std::size_t begin = 0, end = 0; begin < length; begin = end) {
    const UChar32 first = read(end);
    std::size_t next = end;
    UChar32 following = end < length ? read(next) : 0;
    if (is_plain(first) && is_plain(following)) {
      visit(first < 0x80 ? u_tolower(first) : simplify(first), Span{begin, end});
      continue;
    }
    icu::UnicodeString text(first);
    for (int marks = 0; end < length && marks < most_marks && !normalizer().hasBoundaryBefore(following); ++marks) {
      text.append(following);
      end = next;
      if (end < length) following = read(next);
    }
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString folded = normalizer().normalize(text, status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU cannot normalise a text");
    for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) visit(simplify(folded.char32At(i)), Span{begin, end});
  }
}

void append(std::string& text, UChar32 character) {
  std::array<std::uint8_t, U8_MAX_LENGTH> bytes{};
  std::int32_t length = 0;
  U8_APPEND_UNSAFE(bytes.data(), length, character);
  text.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
}

bool is_single(UChar32 character) {
  if (character < 0x1100) return false;
  if (character >= first_han && character <= last_han) return u_isalpha(character) != 0;
  if (u_hasBinaryProperty(character, UCHAR_IDEOGRAPHIC)) return true;
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(character, &status);
  return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA || script == USCRIPT_HANGUL;
}

bool is_mark(UChar32 character) { return character >= 0x300 && (U_MASK(u_charType(character)) & U_GC_M_MASK) != 0; }

}  // namespace

std::string fold(std::string_view utf8) {
  std::string folded;
  folded.reserve(utf8.size());
  bool is_space_due = false;
  each_folded(utf8, [&](UChar32 character, Span) {
    if (u_isUWhiteSpace(character)) {
      is_space_due = !folded.empty();
      return;
    }
    if (is_space_due) folded += ' ';
    is_space_due = false;
    append(folded, character);
  });
  return folded;
}

std::vector<std::string> other_forms(std::string_view character) {
  if (character.empty()) return {};
  std::size_t at = 0;
  UChar32 given = 0;
  U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(character.data()), at, character.size(), given);
  std::vector<std::string> others;
  if (given < first_han || given > last_han) return others;
  for (UChar32 each = first_han; each <= last_han; ++each) {
    if (each == given || simplify(each) != simplify(given)) continue;
    append(others.emplace_back(), each);
  }
  return others;
}

std::vector<Unit> units(std::string_view utf8) {
  std::vector<Unit> found;
  bool is_in_run = false;
  each_folded(utf8, [&](UChar32 character, Span at) {
    if (is_single(character)) {
      found.push_back({{}, at, true});
      append(found.back().text, character);
      is_in_run = false;
    } else if (u_isalnum(character) || (is_in_run && is_mark(character))) {
      if (!is_in_run) found.push_back({{}, at, false});
      append(found.back().text, character);
      found.back().at.end = at.end;
      is_in_run = true;
    } else {
      is_in_run = false;
    }
  });
  return found;
}

}  // namespace zhidian::query
