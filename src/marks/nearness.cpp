#include "marks/nearness.hpp"

#include <algorithm>

#include "marks/spelling.hpp"

namespace zhidian::marks {

int substitution_cost(Kin kin, Kinds allowed) {
  if (!allowed.has(Kind::sound)) kin.sound = 0;
  if (!allowed.has(Kind::shape)) kin.shape = 0;
  if (kin.sound != 0 && kin.shape != 0) return kin.sound == 2 || kin.shape == 2 ? cost::alike_both : cost::nearly_both;
  if (kin.sound != 0) return kin.sound == 2 ? cost::same_sound : cost::near_sound;
  if (kin.shape != 0) return kin.shape == 2 ? cost::alike : cost::part_alike;
  return allowed.has(Kind::replaced) ? cost::replaced : cost::never;
}

Question::Question(const Characters& characters, std::u32string mark, Kinds allowed)
    : characters_(characters), mark_(std::move(mark)), allowed_(allowed), sound_(characters.sound_key(mark_)) {
  for (const char32_t character : mark_) known_.push_back(&characters.at(character));
}

int Question::most_cost() const {
  constexpr int share = 40, least = 50, most = 150;
  return std::clamp(static_cast<int>(mark_.size()) * share, least, most);
}

int score_of(int cost, std::size_t characters) {
  const int shared = static_cast<int>(characters);
  return std::max(0, 1000 - (cost * 10 + shared / 2) / shared);
}

int Question::pair(std::size_t at, char32_t character, const Character& known) const {
  if (mark_[at] == character) return 0;
  return substitution_cost(kin_of(*known_[at], known), allowed_);
}

int Question::sound_cost(char32_t first_of_mark) const {
  if (is_han(first_of_mark) != is_han(mark_.front())) return cost_of(Kind::spelled, allowed_);
  return !is_han(first_of_mark) && allowed_.has(Kind::sound) ? cost::same_sound : cost::never;
}

int Question::cost(std::u32string_view mark, bool is_part) const {
  if (mark.empty() || mark.size() > longest_mark) return cost::never;
  Alignment alignment;
  int best = nearest_cost(mark_.size(), mark.size(), allowed_, [&](std::size_t i, std::size_t j) { return pair(i, mark[j]); }, alignment);
  if (best > 0 && !sound_.empty() && characters_.sound_key(mark) == sound_) best = std::min(best, sound_cost(mark.front()));
  return std::min<int>(best + (is_part ? cost::part : 0), cost::never);
}

}  // namespace zhidian::marks
