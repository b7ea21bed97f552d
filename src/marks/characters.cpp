#include "marks/characters.hpp"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "marks/spelling.hpp"

namespace zhidian::marks {
namespace {

constexpr UChar32 first_han = 0x4E00, last_han = 0x9FFF, at_once = 256;
constexpr char16_t dots = 0x308;

bool share(const std::vector<std::uint16_t>& left, const std::vector<std::uint16_t>& right) {
  return std::ranges::any_of(left, [&](std::uint16_t each) { return std::ranges::find(right, each) != right.end(); });
}

void add(std::vector<std::uint16_t>& numbers, std::uint16_t number) {
  if (std::ranges::find(numbers, number) == numbers.end()) numbers.push_back(number);
}

/// "lǜ" → "lv": letters without marks, ü as v.
std::string plain_syllable(const icu::UnicodeString& decomposed) {
  std::string plain;
  for (std::int32_t i = 0; i < decomposed.length(); ++i) {
    const char16_t unit = decomposed[i];
    if (unit >= 'a' && unit <= 'z') plain += static_cast<char>(unit);
    if (unit == dots && !plain.empty() && plain.back() == 'u') plain.back() = 'v';
  }
  return plain;
}

/// A syllable with sounds that many do not tell apart as one: zh and z, n and l, h and f, an and ang …
std::string merge_near(std::string syllable) {
  if (syllable.size() > 1 && syllable[1] == 'h') syllable.erase(1, 1);
  if (syllable.front() == 'n') syllable.front() = 'l';
  if (syllable.front() == 'h') {
    syllable.front() = 'f';
    if (syllable.size() > 2 && syllable[1] == 'u') syllable.erase(1, 1);
  }
  if (syllable.size() > 2 && syllable.ends_with("ng") && syllable[syllable.size() - 3] != 'o') syllable.pop_back();
  return syllable;
}

}  // namespace

Kin kin_of(const Character& left, const Character& right) {
  Kin kin;
  kin.sound = share(left.syllables, right.syllables) ? 2 : share(left.near_syllables, right.near_syllables) ? 1 : 0;
  kin.shape = share(left.look_alikes, right.look_alikes) ? 2 : share(left.parts, right.parts) ? 1 : 0;
  return kin;
}

Characters::Characters(std::string_view table) {
  read_sounds();
  read_table(table);
}

const Character& Characters::at(char32_t character) const {
  static const Character unknown;
  const auto found = characters_.find(character);
  return found == characters_.end() ? unknown : found->second;
}

std::uint16_t Characters::number_of(const std::string& syllable) {
  const auto [entry, is_new] = numbers_.try_emplace(syllable, static_cast<std::uint16_t>(syllables_.size()));
  if (is_new) syllables_.push_back(syllable);
  return entry->second;
}

void Characters::set_readings(char32_t character, const std::vector<std::string>& readings) {
  Character& known = characters_[character];
  known.syllables.clear();
  known.near_syllables.clear();
  for (const std::string& reading : readings) {
    add(known.syllables, number_of(reading));
    add(known.near_syllables, number_of("~" + merge_near(reading)));
  }
}

void Characters::read_sounds() {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> rules(icu::Transliterator::createInstance("Han-Latin", UTRANS_FORWARD, status));
  const icu::Normalizer2* decomposition = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status) || !rules) throw std::runtime_error("ICU has no Han-Latin transliterator");
  for (UChar32 begin = first_han; begin <= last_han; begin += at_once) {
    icu::UnicodeString text;
    for (UChar32 character = begin; character < begin + at_once; ++character) text.append(character).append(u'\n');
    rules->transliterate(text);
    const icu::UnicodeString letters = decomposition->normalize(text, status);
    std::int32_t at = 0;
    for (UChar32 character = begin; character < begin + at_once; ++character) {
      const std::int32_t end = letters.indexOf(u'\n', at);
      std::string syllable = plain_syllable(letters.tempSubStringBetween(at, end));
      at = end + 1;
      if (!syllable.empty()) set_readings(static_cast<char32_t>(character), {std::move(syllable)});
    }
  }
}

void Characters::read_table(std::string_view table) {
  std::istringstream lines{std::string(table)};
  std::string line, section;
  while (std::getline(lines, line)) {
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '[') {
      section = line.substr(1, line.find(']') - 1);
    } else {
      read_line(section, line);
    }
  }
}

void Characters::read_line(std::string_view section, std::string_view line) {
  std::istringstream words{std::string(line)};
  std::vector<std::string> all;
  for (std::string word; words >> word;) all.push_back(std::move(word));
  const auto single = [&](const std::string& word) {
    const auto letters = spell(word);
    if (letters.size() != 1) throw std::runtime_error("characters.txt: no single character: " + word);
    return letters.front().character;
  };
  if (section == "readings") return set_readings(single(all.front()), {all.begin() + 1, all.end()});
  const std::uint16_t group = groups_++;
  for (const std::string& word : all) {
    Character& known = characters_[single(word)];
    if (section == "look-alikes") {
      add(known.look_alikes, group);
    } else if (section == "components" || section == "look-alike letters") {
      add(known.parts, group);
    } else if (section == "letters of one sound") {
      add(known.near_syllables, number_of(all.front() + "=" + std::to_string(group)));
    } else {
      throw std::runtime_error("characters.txt: no section of this name: " + std::string(section));
    }
  }
}

std::string Characters::shared_sound(char32_t left, char32_t right) const {
  const Character &one = at(left), &other = at(right);
  for (const std::uint16_t syllable : one.syllables) {
    if (std::ranges::find(other.syllables, syllable) != other.syllables.end()) return syllables_[syllable];
  }
  for (const std::uint16_t mine : one.syllables) {
    for (const std::uint16_t yours : other.syllables) {
      if (merge_near(syllables_[mine]) == merge_near(syllables_[yours])) return syllables_[mine] + " / " + syllables_[yours];
    }
  }
  return {};
}

std::string Characters::sound_key(std::u32string_view mark) const {
  if (mark.size() >= 3 && std::ranges::all_of(mark, is_latin)) return latin_sound(std::string(mark.begin(), mark.end()));
  if (mark.size() < 2 || !std::ranges::all_of(mark, is_han)) return {};
  std::string letters;
  for (const char32_t character : mark) {
    const Character& known = at(character);
    if (known.syllables.empty()) return {};
    letters += syllables_[known.syllables.front()];
  }
  return latin_sound(letters);
}

}  // namespace zhidian::marks
