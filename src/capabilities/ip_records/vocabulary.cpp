#include "capabilities/ip_records/vocabulary.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>

namespace zhidian::ip_records {

Dice Dice::of(std::uint64_t seed, std::uint64_t number, std::uint64_t purpose) {
  Dice dice(seed);
  dice.state_ = dice.next() ^ number;
  dice.state_ = dice.next() ^ (purpose << 32U);
  dice.next();
  return dice;
}

std::uint64_t Dice::next() {
  std::uint64_t mixed = state_ += 0x9E3779B97F4A7C15U;
  mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
  return mixed ^ (mixed >> 31U);
}

double Dice::normal() {
  // The sum of twelve: plain arithmetic, so that every machine rounds alike.
  double sum = -6;
  for (int i = 0; i < 12; ++i) sum += unit();
  return sum;
}

void Words::add(std::string text, std::uint64_t weight) {
  texts_.push_back(std::move(text));
  sums_.push_back((sums_.empty() ? 0 : sums_.back()) + weight);
}

const std::string& Words::draw(Dice& dice) const {
  const auto found = std::ranges::upper_bound(sums_, dice.below(sums_.back()));
  return texts_[static_cast<std::size_t>(found - sums_.begin())];
}

namespace {

void add_word(Words& words, std::string text) {
  std::uint64_t weight = 1;
  const std::size_t colon = text.rfind(':');
  if (colon != std::string::npos) {
    std::from_chars(text.data() + colon + 1, text.data() + text.size(), weight);
    text.resize(colon);
  }
  words.add(std::move(text), weight);
}

}  // namespace

Vocabulary::Vocabulary(std::string_view text) {
  std::istringstream lines{std::string(text)};
  std::string line, section;
  while (std::getline(lines, line)) {
    if (line.empty() || line.front() == '#') continue;
    if (line.front() == '[') {
      section = line.substr(1, line.find(']') - 1);
      continue;
    }
    Words& words = sections_[section];
    if (section.ends_with("sentences")) {
      words.add(line, 1);
      continue;
    }
    std::istringstream parts(line);
    for (std::string word; parts >> word;) add_word(words, word);
  }
}

}  // namespace zhidian::ip_records
