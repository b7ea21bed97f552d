#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "marks/characters.hpp"
#include "marks/kinds.hpp"

namespace zhidian::marks {

constexpr std::size_t longest_query = 32;  ///< characters that are compared
/// A longer mark is near no query.
constexpr std::size_t longest_mark = 64;

/// What it costs to take a character for another: 0 the same.
int substitution_cost(Kin kin, Kinds allowed);

/// Costs of making the first characters of one of the first of the other, by optimal string alignment.
class Alignment {
 public:
  /// `pair(i, j)`: what it costs to take character i of the query for character j of the mark.
  template <class Pair>
  int align(std::size_t query, std::size_t mark, Kinds allowed, const Pair& pair);
  [[nodiscard]] int at(std::size_t query, std::size_t mark) const { return costs_[query * (longest_mark + 1) + mark]; }

 private:
  void set(std::size_t query, std::size_t mark, int cost) { costs_[query * (longest_mark + 1) + mark] = static_cast<std::uint16_t>(cost); }
  std::array<std::uint16_t, (longest_query + 1) * (longest_mark + 1)> costs_;
};

constexpr int cost_of(Kind kind, Kinds allowed) {
  if (!allowed.has(kind)) return cost::never;
  return kind == Kind::swapped ? cost::swapped : kind == Kind::reversed ? cost::reversed : kind == Kind::spelled ? cost::spelled : cost::added;
}

/// What whole forms cost that no single step makes: all in reverse, all of one inside the other. `never` where it is none.
template <class Pair>
int reversed_cost(std::size_t query, std::size_t mark, Kinds allowed, const Pair& pair) {
  if (query != mark || query < 3 || !allowed.has(Kind::reversed)) return cost::never;
  for (std::size_t i = 0; i < query; ++i)
    if (pair(i, mark - 1 - i) != 0) return cost::never;
  return cost::reversed;
}

/// Where the shorter begins inside the longer; npos where it does not.
template <class Pair>
std::size_t place_inside(std::size_t query, std::size_t mark, const Pair& pair) {
  const std::size_t shorter = query < mark ? query : mark, longer = query < mark ? mark : query;
  for (std::size_t begin = 0; begin + shorter <= longer; ++begin) {
    std::size_t same = 0;
    while (same < shorter && (query < mark ? pair(same, begin + same) : pair(begin + same, same)) == 0) ++same;
    if (same == shorter) return begin;
  }
  return std::u32string_view::npos;
}

template <class Pair>
int containing_cost(std::size_t query, std::size_t mark, Kinds allowed, const Pair& pair) {
  if (query == mark || !allowed.has(Kind::containing) || (mark < query && mark < 2)) return cost::never;
  if (place_inside(query, mark, pair) == std::u32string_view::npos) return cost::never;
  const std::size_t further = (query < mark ? mark - query : query - mark) - 1;
  return cost::added + cost::further * static_cast<int>(further);
}

template <class Pair>
int Alignment::align(std::size_t query, std::size_t mark, Kinds allowed, const Pair& pair) {
  const int add = cost_of(Kind::added, allowed), drop = cost_of(Kind::dropped, allowed), swap = cost_of(Kind::swapped, allowed);
  for (std::size_t j = 0; j <= mark; ++j) set(0, j, static_cast<int>(j) * add);
  for (std::size_t i = 1; i <= query; ++i) {
    set(i, 0, static_cast<int>(i) * drop);
    for (std::size_t j = 1; j <= mark; ++j) {
      int best = at(i - 1, j - 1) + pair(i - 1, j - 1);
      best = best < at(i - 1, j) + drop ? best : at(i - 1, j) + drop;
      best = best < at(i, j - 1) + add ? best : at(i, j - 1) + add;
      if (i > 1 && j > 1 && at(i - 2, j - 2) + swap < best && pair(i - 1, j - 2) == 0 && pair(i - 2, j - 1) == 0) best = at(i - 2, j - 2) + swap;
      set(i, j, best);
    }
  }
  return at(query, mark);
}

/// The cost of all that single steps and whole forms can do.
template <class Pair>
int nearest_cost(std::size_t query, std::size_t mark, Kinds allowed, const Pair& pair, Alignment& alignment) {
  const int steps = alignment.align(query, mark, allowed, pair), reversed = reversed_cost(query, mark, allowed, pair),
            containing = containing_cost(query, mark, allowed, pair), whole = reversed < containing ? reversed : containing;
  return steps < whole ? steps : whole;
}

/// 1000 for the same mark, less for what it costs to come to it from a mark of so many characters.
int score_of(int cost, std::size_t characters);

/// A mark that is asked about.
class Question {
 public:
  /// `characters` must outlive it. `mark` is folded, of 1 to `longest_query` characters.
  Question(const Characters& characters, std::u32string mark, Kinds allowed);

  [[nodiscard]] const std::u32string& mark() const { return mark_; }
  [[nodiscard]] Kinds allowed() const { return allowed_; }
  [[nodiscard]] const std::string& sound() const { return sound_; }
  /// What costs more is not near.
  [[nodiscard]] int most_cost() const;
  [[nodiscard]] int pair(std::size_t at, char32_t character) const { return pair(at, character, characters_.at(character)); }
  [[nodiscard]] int pair(std::size_t at, char32_t character, const Character& known) const;
  /// Of a mark that sounds as this one does as a whole: as pinyin and Han, or as two words of letters; `never` where that is not asked.
  [[nodiscard]] int sound_cost(char32_t first_of_mark) const;
  /// Of one reading of a mark, at most `never`. Exact; every faster way agrees with it.
  [[nodiscard]] int cost(std::u32string_view mark, bool is_part) const;

 private:
  const Characters& characters_;
  std::u32string mark_;
  std::vector<const Character*> known_;
  Kinds allowed_;
  std::string sound_;
};

}  // namespace zhidian::marks
