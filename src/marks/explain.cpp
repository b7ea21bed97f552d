#include "marks/explain.hpp"

#include <algorithm>

#include "marks/spelling.hpp"

namespace zhidian::marks {
namespace {

/// Writes down the steps between two readings.
class Explainer {
 public:
  Explainer(const Characters& characters, const Question& question, std::string_view query, const std::vector<Letter>& asked, std::string_view mark,
            const Reading& reading)
      : characters_(characters), question_(question), query_(query), asked_(asked), mark_(mark), reading_(reading) {}

  Explanation run() {
    const auto& letters = reading_.letters;
    const auto pair = [&](std::size_t i, std::size_t j) { return question_.pair(i, letters[j].character); };
    const std::size_t query = asked_.size(), mark = letters.size();
    made_.cost = question_.cost(characters_of(letters), reading_.is_part);
    if (mark == 0 || mark > longest_mark) return made_;
    const int wanted = made_.cost - (reading_.is_part ? cost::part : 0), steps = alignment_.align(query, mark, question_.allowed(), pair);
    if (reading_.is_part) made_.steps.push_back({Kind::part, cost::part, "", text(letters.front().at, letters.back().at, mark_), "", false});
    if (steps == wanted) {
      walk(query, mark, pair);
    } else if (reversed_cost(query, mark, question_.allowed(), pair) == wanted) {
      add(Kind::reversed, wanted, 0, query, 0, mark);
    } else if (containing_cost(query, mark, question_.allowed(), pair) == wanted) {
      tell_containing(query, mark, place_inside(query, mark, pair), wanted);
    } else {
      const bool is_spelled = is_han(letters.front().character) != is_han(asked_.front().character);
      add(is_spelled ? Kind::spelled : Kind::sound, wanted, 0, query, 0, mark);
      made_.steps.back().sound = question_.sound();
    }
    std::ranges::sort(made_.marked, {}, &query::Span::begin);
    return std::move(made_);
  }

 private:
  static std::string text(query::Span from, query::Span to, std::string_view of) { return std::string(of.substr(from.begin, to.end - from.begin)); }

  /// What stands in [at, at + length) on each side.
  void add(Kind kind, int cost, std::size_t at, std::size_t length, std::size_t mark_at, std::size_t mark_length) {
    Step step{kind, cost, "", "", "", false};
    if (length > 0) step.query = text(asked_[at].at, asked_[at + length - 1].at, query_);
    if (mark_length > 0) {
      const query::Span first = reading_.letters[mark_at].at, last = reading_.letters[mark_at + mark_length - 1].at;
      step.mark = text(first, last, mark_);
      made_.marked.push_back({first.begin, last.end});
    }
    made_.steps.push_back(std::move(step));
  }

  void tell_containing(std::size_t query, std::size_t mark, std::size_t place, int cost) {
    if (query > mark) return add(Kind::containing, cost, 0, query, 0, mark);
    add(Kind::containing, cost, 0, query, 0, mark);
    made_.marked.clear();
    const auto& letters = reading_.letters;
    if (place > 0) made_.marked.push_back({letters.front().at.begin, letters[place - 1].at.end});
    if (place + query < mark) made_.marked.push_back({letters[place + query].at.begin, letters.back().at.end});
  }

  void tell_pair(std::size_t i, std::size_t j, int cost) {
    const char32_t mine = asked_[i].character, yours = reading_.letters[j].character;
    if (mine == yours) {
      if (is_han(yours) && text(asked_[i].at, asked_[i].at, query_) != text(reading_.letters[j].at, reading_.letters[j].at, mark_))
        add(Kind::traditional, 0, i, 1, j, 1);
      return;
    }
    const Kin kin = kin_of(characters_.at(mine), characters_.at(yours));
    const bool is_sound = kin.sound != 0 && question_.allowed().has(Kind::sound), is_shape = kin.shape != 0 && question_.allowed().has(Kind::shape);
    add(is_sound ? Kind::sound : is_shape ? Kind::shape : Kind::replaced, cost, i, 1, j, 1);
    made_.steps.back().is_alike = is_sound && is_shape;
    if (is_sound) made_.steps.back().sound = characters_.shared_sound(mine, yours);
  }

  /// From the end to the beginning, then turned.
  template <class Pair>
  void walk(std::size_t i, std::size_t j, const Pair& pair) {
    const std::size_t first = made_.steps.size();
    while (i > 0 || j > 0) {
      const int here = alignment_.at(i, j);
      if (i > 0 && j > 0 && here == alignment_.at(i - 1, j - 1) + pair(i - 1, j - 1)) {
        tell_pair(i - 1, j - 1, pair(i - 1, j - 1));
        --i, --j;
      } else if (i > 1 && j > 1 && here == alignment_.at(i - 2, j - 2) + cost_of(Kind::swapped, question_.allowed()) && pair(i - 1, j - 2) == 0 &&
                 pair(i - 2, j - 1) == 0) {
        i -= 2, j -= 2;
        add(Kind::swapped, cost::swapped, i, 2, j, 2);
      } else if (j > 0 && here == alignment_.at(i, j - 1) + cost_of(Kind::added, question_.allowed())) {
        --j;
        add(Kind::added, cost::added, i, 0, j, 1);
      } else {
        --i;
        add(Kind::dropped, cost::added, i, 1, j, 0);
      }
    }
    std::reverse(made_.steps.begin() + static_cast<std::ptrdiff_t>(first), made_.steps.end());
  }

  const Characters& characters_;
  const Question& question_;
  std::string_view query_;
  const std::vector<Letter>& asked_;
  std::string_view mark_;
  const Reading& reading_;
  Alignment alignment_;
  Explanation made_;
};

}  // namespace

Explanation explain(const Characters& characters, std::string_view query, std::string_view mark, Kinds allowed) {
  const auto asked = spell(query);
  const Question question(characters, characters_of(asked), allowed);
  Explanation best;
  best.cost = cost::never;
  for (const Reading& reading : readings_of(spell(mark))) {
    Explanation made = Explainer(characters, question, query, asked, mark, reading).run();
    if (made.cost < best.cost) best = std::move(made);
  }
  return best;
}

}  // namespace zhidian::marks
