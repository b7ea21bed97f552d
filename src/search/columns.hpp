#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "search/dictionary.hpp"
#include "search/document_set.hpp"
#include "search/layout.hpp"

namespace zhidian::search {

/// The length of a text in units, and whether it holds several values, in 16 bits.
constexpr std::uint16_t pack_length(std::uint32_t units, bool has_several) {
  constexpr std::uint32_t most = 0x7FFF;
  return static_cast<std::uint16_t>((units < most ? units : most) << 1 | (has_several ? 1U : 0U));
}
constexpr std::uint32_t unpack_length(std::uint16_t packed) { return packed >> 1; }
constexpr bool holds_several(std::uint16_t packed) { return (packed & 1) != 0; }

/// What the columns hold of one document: the values of each column in the order of Layout::columns(), each once; the packed length of
/// each text. A date is its ordinal (see dates.hpp), anything else a number of the dictionary of its field.
struct ColumnRow {
  std::vector<ValueNumber> values;
  std::vector<std::uint32_t> ends;  ///< where the values of each column end
  std::vector<std::uint16_t> lengths;
};

/// A row as the file keeps it, and back; empty where the bytes are none.
std::string encode_row(const ColumnRow& row);
bool decode_row(std::string_view bytes, const Layout& layout, ColumnRow& row);

/// One column over the documents of a chunk: made place by place, or mapped from a file its chunk keeps open.
class ValueColumn {
 public:
  ValueColumn() = default;
  ValueColumn(ValueColumn&&) = default;
  ValueColumn& operator=(ValueColumn&&) = default;
  ValueColumn(std::span<const ValueNumber> values, std::span<const std::uint32_t> begins) : values_(values), begins_(begins) { find_bounds(); }
  [[nodiscard]] std::span<const ValueNumber> at(std::uint32_t place) const {
    if (begins_.empty()) return {&values_[place], values_[place] == absent ? 0U : 1U};
    return {values_.data() + begins_[place], begins_[place + 1] - begins_[place]};
  }
  /// The values of all places, one after another, with `absent` for a place that has none where no place has two.
  [[nodiscard]] std::span<const ValueNumber> all() const { return values_; }
  [[nodiscard]] bool has_several() const { return !begins_.empty(); }
  /// Where the values of each place begin, and the end; empty where no place has two.
  [[nodiscard]] std::span<const std::uint32_t> begins() const { return begins_; }
  /// The least and the greatest value there is; where there is none, the least is greater.
  [[nodiscard]] ValueNumber lowest() const { return lowest_; }
  [[nodiscard]] ValueNumber highest() const { return highest_; }
  static constexpr ValueNumber absent = ~ValueNumber{0};
  /// The values of the next place; they can be asked for once it is finished.
  void push(std::span<const ValueNumber> values);
  void finish();

 private:
  void find_bounds();

  std::vector<ValueNumber> made_values_;
  std::vector<std::uint32_t> made_begins_;
  std::uint32_t places_ = 0;
  std::span<const ValueNumber> values_;
  std::span<const std::uint32_t> begins_;
  ValueNumber lowest_ = absent, highest_ = 0;
};

/// A run of documents; what a batch changes is copied by the chunk.
struct Chunk {
  static constexpr std::uint32_t size = 4096;
  std::vector<ValueColumn> columns;         ///< as Layout::column_count()
  std::span<const std::uint16_t> lengths;   ///< packed, of each document, each text
  std::vector<std::uint16_t> made_lengths;  ///< what `lengths` shows where the chunk was made here
  std::shared_ptr<const void> mapping;      ///< the file that holds it, else null
};

/// All columns as they stood after one batch; never changed.
struct Columns {
  std::vector<std::shared_ptr<const Chunk>> chunks;
  DocumentSet present;
  std::uint64_t count = 0;
  std::vector<std::uint64_t> total_lengths;  ///< of each text, over all documents
  std::uint64_t generation = 0, feed = 0;

  [[nodiscard]] std::size_t limit() const { return chunks.size() * Chunk::size; }
  [[nodiscard]] std::span<const ValueNumber> values(std::size_t column, DocumentNumber number) const {
    return chunks[number / Chunk::size]->columns[column].at(number % Chunk::size);
  }
  /// The packed lengths of the texts of a document.
  [[nodiscard]] const std::uint16_t* lengths(DocumentNumber number, std::size_t texts) const {
    return chunks[number / Chunk::size]->lengths.data() + number % Chunk::size * texts;
  }
};

/// One dictionary for each of Layout::columns(); null for dates.
using Dictionaries = std::vector<std::unique_ptr<Dictionary>>;
/// What a batch changes: a new row, or none where the document is gone.
using ColumnEdits = std::map<DocumentNumber, std::optional<ColumnRow>>;

/// The columns after `edits`; `before` stays as it is.
std::shared_ptr<Columns> apply_edits(const Columns& before, const Layout& layout, const Dictionaries& dictionaries, const ColumnEdits& edits);

}  // namespace zhidian::search
