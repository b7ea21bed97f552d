#include "marks/mark_index.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <limits>

#include "marks/spelling.hpp"

namespace zhidian::marks {
namespace {

std::uint32_t hash_of(const std::string& sound) { return sound.empty() ? 0U : static_cast<std::uint32_t>(std::hash<std::string>()(sound) | 1U); }

/// Nearest first, then by key.
void order(std::vector<NearMark>& marks, std::size_t most, bool& is_cut) {
  const auto before = [](const NearMark& left, const NearMark& right) {
    return left.cost != right.cost ? left.cost < right.cost : left.key < right.key;
  };
  is_cut = marks.size() > most;
  if (is_cut) {
    std::ranges::nth_element(marks, marks.begin() + static_cast<std::ptrdiff_t>(most), before);
    marks.resize(most);
  }
  std::ranges::sort(marks, before);
}

}  // namespace

/// What a question makes of each character there is: which of its own are like it, and what taking it for the nearest of them costs.
struct MarkIndex::Table {
  struct Entry {
    std::uint32_t like = 0;  ///< a bit for each character of the question
    std::uint16_t least = cost::added;
    std::uint16_t pairs = 0;  ///< where its pairs stand, for those that are like any
  };
  std::vector<Entry> entries;
  std::vector<std::array<std::uint8_t, longest_query>> pairs;
};

MarkIndex::MarkIndex(const Characters& characters) : characters_(characters), known_ids_{U'\0'}, known_{&characters.at(U'\0')} {}

MarkIndex::Id MarkIndex::id_of(char32_t character) {
  const auto found = ids_.find(character);
  if (found != ids_.end()) return found->second;
  // Beyond 65,535 different characters all others are the first one, which is like nothing.
  if (known_ids_.size() > std::numeric_limits<Id>::max()) return 0;
  const auto id = static_cast<Id>(known_ids_.size());
  known_ids_.push_back(character);
  known_.push_back(&characters_.at(character));
  ids_.emplace(character, id);
  return id;
}

void MarkIndex::add_rows(std::uint32_t slot, const std::string& mark) {
  for (const Reading& reading : readings_of(spell(mark))) {
    if (reading.letters.size() > longest_mark) continue;
    const std::u32string text = characters_of(reading.letters);
    rows_.push_back({static_cast<std::uint32_t>(texts_.size()), slot, hash_of(characters_.sound_key(text)), static_cast<std::uint8_t>(text.size()),
                     reading.is_part});
    for (const char32_t character : text) texts_.push_back(id_of(character));
  }
}

void MarkIndex::put(std::string_view key, std::span<const std::string> marks) {
  remove(key);
  const auto number = static_cast<std::uint32_t>(slots_.size());
  Slot& slot = slots_.emplace_back();
  slot.key = key;
  slot.first_row = static_cast<std::uint32_t>(rows_.size());
  for (const std::string& mark : marks) add_rows(number, mark);
  slot.rows = static_cast<std::uint32_t>(rows_.size()) - slot.first_row;
  slots_by_key_.emplace(slot.key, number);
}

void MarkIndex::remove(std::string_view key) {
  const auto found = slots_by_key_.find(key);
  if (found == slots_by_key_.end()) return;
  Slot& slot = slots_[found->second];
  for (std::uint32_t row = slot.first_row; row < slot.first_row + slot.rows; ++row) rows_[row].length = 0;
  slots_by_key_.erase(found);
  slot.is_gone = true;
  constexpr std::size_t few = 1024;
  if (++gone_ > slots_by_key_.size() + few) drop_gone();
}

void MarkIndex::drop_gone() {
  std::deque<Slot> slots;
  std::vector<Row> rows;
  std::vector<Id> texts;
  slots_by_key_.clear();
  for (Slot& old : slots_) {
    if (old.is_gone) continue;
    const auto number = static_cast<std::uint32_t>(slots.size());
    Slot& slot = slots.emplace_back(std::move(old));
    const std::uint32_t first = slot.first_row;
    slot.first_row = static_cast<std::uint32_t>(rows.size());
    for (std::uint32_t index = first; index < first + slot.rows; ++index) {
      Row row = rows_[index];
      row.slot = number;
      const auto begin = texts_.begin() + static_cast<std::ptrdiff_t>(row.begin);
      row.begin = static_cast<std::uint32_t>(texts.size());
      texts.insert(texts.end(), begin, begin + row.length);
      rows.push_back(row);
    }
    slots_by_key_.emplace(slot.key, number);
  }
  slots_ = std::move(slots);
  rows_ = std::move(rows);
  texts_ = std::move(texts);
  gone_ = 0;
}

MarkIndex::Table MarkIndex::table_of(const Question& question) const {
  Table table;
  table.entries.resize(known_ids_.size());
  std::array<std::uint8_t, longest_query> pairs{};
  for (std::size_t at = 0; at < question.mark().size(); ++at)
    pairs[at] = static_cast<std::uint8_t>(question.allowed().has(Kind::replaced) ? cost::replaced : cost::never);
  table.pairs.push_back(pairs);
  for (std::size_t id = 0; id < known_ids_.size(); ++id) {
    Table::Entry& entry = table.entries[id];
    for (std::size_t at = 0; at < question.mark().size(); ++at) {
      const int pair = question.pair(at, known_ids_[id], *known_[id]);
      pairs[at] = static_cast<std::uint8_t>(pair);
      if (pair >= cost::added) continue;
      entry.like |= 1U << at;
      entry.least = std::min(entry.least, static_cast<std::uint16_t>(pair));
    }
    if (entry.like == 0) continue;
    entry.pairs = static_cast<std::uint16_t>(table.pairs.size());
    table.pairs.push_back(pairs);
  }
  return table;
}

std::u32string MarkIndex::text_of(const Row& row) const {
  std::u32string text;
  for (std::size_t at = 0; at < row.length; ++at) text += known_ids_[texts_[row.begin + at]];
  return text;
}

int MarkIndex::cost_of_row(const Row& row, const Question& question, const Table& table, Alignment& alignment) const {
  const Id* const text = texts_.data() + row.begin;
  std::array<const std::uint8_t*, longest_mark> columns;
  for (std::size_t at = 0; at < row.length; ++at) columns[at] = table.pairs[table.entries[text[at]].pairs].data();
  int best = nearest_cost(
      question.mark().size(), row.length, question.allowed(), [&](std::size_t i, std::size_t j) { return int{columns[j][i]}; }, alignment);
  if (best > 0 && row.sound != 0 && row.sound == hash_of(question.sound()) && characters_.sound_key(text_of(row)) == question.sound())
    best = std::min(best, question.sound_cost(known_ids_[text[0]]));
  return best + (row.is_part ? cost::part : 0);
}

NearMarks MarkIndex::find(const Question& question, std::size_t most) const {
  const Table table = table_of(question);
  const int most_cost = question.most_cost();
  const std::uint32_t whole = question.mark().size() == 32 ? ~0U : (1U << question.mark().size()) - 1, sound = hash_of(question.sound());
  Alignment alignment;
  NearMarks near;
  std::uint32_t last_slot = ~0U;
  for (const Row& row : rows_) {
    if (row.length == 0) continue;
    const Id* const text = texts_.data() + row.begin;
    std::uint32_t like = 0;
    int least = 0, strange = 0;
    for (std::size_t at = 0; at < row.length; ++at) {
      const Table::Entry& entry = table.entries[text[at]];
      like |= entry.like;
      least += entry.least;
      strange += entry.like == 0 ? 1 : 0;
    }
    // A character that is like none costs what adding it does at least, one that none is like what dropping it does; the whole forms apart. The
    // latter are counted only where the former do not decide: most processors this is built for count bits in a function.
    const bool is_stepwise = strange != 0 && like != whole && (sound == 0 || row.sound != sound);
    if (is_stepwise && (least > most_cost || least + cost::added * std::popcount(whole & ~like) > most_cost)) continue;
    const int cost = cost_of_row(row, question, table, alignment);
    if (cost > most_cost) continue;
    if (row.slot == last_slot) {
      near.marks.back().cost = std::min(near.marks.back().cost, cost);
    } else {
      near.marks.push_back({slots_[row.slot].key, cost});
      last_slot = row.slot;
    }
  }
  order(near.marks, most, near.is_cut);
  return near;
}

std::size_t MarkIndex::bytes() const {
  constexpr std::size_t node = sizeof(std::string_view) + sizeof(std::uint32_t) + 2 * sizeof(void*), bucket = sizeof(void*);
  return texts_.capacity() * sizeof(Id) + rows_.capacity() * sizeof(Row) + slots_.size() * sizeof(Slot) + slots_by_key_.size() * node +
         slots_by_key_.bucket_count() * bucket;
}

}  // namespace zhidian::marks
