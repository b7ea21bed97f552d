#include "marks/spelling.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "query/fold.hpp"

namespace zhidian::marks {
namespace {

constexpr char32_t first_ideograph = 0x3400, last_ideograph = 0x9FFF;

/// A letter without its accents.
UChar32 bare(UChar32 character) {
  if (character < 0x80 || is_han(static_cast<char32_t>(character))) return character;
  UErrorCode status = U_ZERO_ERROR;
  static const icu::Normalizer2* const decomposition = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFD data");
  icu::UnicodeString decomposed;
  return decomposition->getDecomposition(character, decomposed) && u_isalpha(decomposed.char32At(0)) ? decomposed.char32At(0) : character;
}

void add_folded(std::vector<Letter>& letters, std::string_view folded, query::Span at) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(folded.data());
  for (std::size_t index = 0; index < folded.size();) {
    UChar32 character = 0;
    U8_NEXT_OR_FFFD(bytes, index, folded.size(), character);
    if (u_isalnum(character)) letters.push_back({static_cast<char32_t>(bare(character)), at});
  }
}

struct Rule {
  std::string_view from, to;
};
/// Longer ones first.
constexpr std::array<Rule, 22> rules = {{{"sch", "sh"}, {"ck", "k"}, {"ph", "f"}, {"th", "t"}, {"qu", "kv"}, {"ce", "se"}, {"ci", "si"}, {"cy", "si"},
                                         {"ch", "ch"},  {"ee", "i"}, {"ea", "i"}, {"oo", "u"}, {"ou", "u"},  {"sh", "sh"}, {"x", "ks"},  {"c", "k"},
                                         {"q", "k"},    {"z", "s"},  {"y", "i"},  {"w", "v"},  {"ai", "ai"}, {"j", "j"}}};

}  // namespace

bool is_han(char32_t character) { return character >= first_ideograph && character <= last_ideograph; }
bool is_latin(char32_t character) { return character >= U'a' && character <= U'z'; }

std::vector<Letter> spell(std::string_view utf8) {
  std::vector<Letter> letters;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  for (std::size_t begin = 0, end = 0; begin < utf8.size(); begin = end) {
    UChar32 character = 0;
    U8_NEXT_OR_FFFD(bytes, end, utf8.size(), character);
    if ((U_GET_GC_MASK(character) & U_GC_M_MASK) != 0) continue;
    add_folded(letters, query::fold(utf8.substr(begin, end - begin)), {begin, end});
  }
  return letters;
}

std::u32string characters_of(const std::vector<Letter>& letters) {
  std::u32string characters;
  for (const Letter& letter : letters) characters += letter.character;
  return characters;
}

std::vector<Reading> readings_of(const std::vector<Letter>& letters) {
  if (letters.empty()) return {};
  std::vector<Reading> readings = {{letters, false}};
  std::array<Reading, 2> parts = {Reading{{}, true}, Reading{{}, true}};
  for (const Letter& letter : letters) parts[is_han(letter.character) ? 0 : 1].letters.push_back(letter);
  // A single letter beside a word is none of its own.
  if (parts[0].letters.empty() || parts[1].letters.empty()) return readings;
  for (Reading& part : parts) {
    if (part.letters.size() > 1) readings.push_back(std::move(part));
  }
  return readings;
}

std::string latin_sound(std::string_view letters) {
  std::string sound;
  const auto append = [&](std::string_view more) {
    for (const char letter : more) {
      if (sound.empty() || sound.back() != letter) sound += letter;
    }
  };
  while (!letters.empty()) {
    const auto* const rule = std::ranges::find_if(rules, [&](const Rule& each) { return letters.starts_with(each.from); });
    append(rule == rules.end() ? letters.substr(0, 1) : rule->to);
    letters.remove_prefix(rule == rules.end() ? 1 : rule->from.size());
  }
  if (sound.size() > 3 && sound.back() == 'e') sound.pop_back();
  return sound;
}

}  // namespace zhidian::marks
