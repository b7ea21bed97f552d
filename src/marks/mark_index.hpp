#pragma once
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "marks/nearness.hpp"

namespace zhidian::marks {

struct NearMark {
  std::string key;
  int cost = 0;  ///< of its nearest reading
};
struct NearMarks {
  std::vector<NearMark> marks;  ///< nearest first, then by key
  bool is_cut = false;          ///< there were more
};

/// All marks of a collection, in memory, with what is near a given one. Every search looks at each mark once: what its characters cost at least
/// is read from a table made for the question, and only what may be near is compared as a whole. Not for use by several threads while it is written.
class MarkIndex {
 public:
  /// `characters` must outlive it.
  explicit MarkIndex(const Characters& characters);

  /// Adds or replaces; what has no letter, digit or ideograph is near nothing.
  void put(std::string_view key, std::span<const std::string> marks);
  void remove(std::string_view key);
  /// The nearest `most`; of equal cost the first by key. Equal to Question::cost over all.
  [[nodiscard]] NearMarks find(const Question& question, std::size_t most) const;
  [[nodiscard]] std::size_t size() const { return slots_by_key_.size(); }
  [[nodiscard]] std::size_t bytes() const;

 private:
  using Id = std::uint16_t;
  /// One reading of a mark; of length 0 where it is gone.
  struct Row {
    std::uint32_t begin, slot;
    std::uint32_t sound;  ///< what its sound as a whole is found by; 0: none
    std::uint8_t length;
    bool is_part;
  };
  /// Its rows stand together.
  struct Slot {
    std::string key;
    std::uint32_t first_row = 0, rows = 0;
    bool is_gone = false;
  };
  struct Table;

  Id id_of(char32_t character);
  void add_rows(std::uint32_t slot, const std::string& mark);
  void drop_gone();
  [[nodiscard]] Table table_of(const Question& question) const;
  [[nodiscard]] int cost_of_row(const Row& row, const Question& question, const Table& table, Alignment& alignment) const;
  [[nodiscard]] std::u32string text_of(const Row& row) const;

  const Characters& characters_;
  std::unordered_map<char32_t, Id> ids_;
  std::vector<char32_t> known_ids_;
  std::vector<const Character*> known_;
  std::vector<Id> texts_;
  std::vector<Row> rows_;
  std::deque<Slot> slots_;
  std::unordered_map<std::string_view, std::uint32_t> slots_by_key_;
  std::size_t gone_ = 0;
};

}  // namespace zhidian::marks
