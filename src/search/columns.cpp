#include "search/columns.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace zhidian::search {
namespace {

void append_number(std::string& bytes, std::uint32_t number) {
  for (; number >= 0x80; number >>= 7) bytes.push_back(static_cast<char>(number | 0x80));
  bytes.push_back(static_cast<char>(number));
}

bool take_number(std::string_view& bytes, std::uint32_t& number) {
  number = 0;
  for (int shift = 0; shift < 35 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    number |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return true;
  }
  return false;
}

std::span<const ValueNumber> values_of(const ColumnRow& row, std::size_t column) {
  const std::uint32_t begin = column == 0 ? 0 : row.ends[column - 1];
  return {row.values.data() + begin, row.ends[column] - begin};
}

/// The rows of one chunk after the edits: those of before where nothing is said.
class ChunkMaker {
 public:
  ChunkMaker(const Layout& layout, const Dictionaries& dictionaries, const Chunk* before)
      : layout_(layout), dictionaries_(dictionaries), before_(before), made_(std::make_shared<Chunk>()) {
    made_->columns.resize(layout.column_count());
    made_->made_lengths.reserve(Chunk::size * layout.texts().size());
  }

  void keep(std::uint32_t place) {
    if (!before_) return put(std::nullopt);
    const std::size_t texts = layout_.texts().size();
    for (std::size_t column = 0; column < made_->columns.size(); ++column) made_->columns[column].push(before_->columns[column].at(place));
    for (std::size_t text = 0; text < texts; ++text) made_->made_lengths.push_back(before_->lengths[place * texts + text]);
  }

  void put(const std::optional<ColumnRow>& row) {
    if (!row) {
      for (ValueColumn& column : made_->columns) column.push({});
      made_->made_lengths.insert(made_->made_lengths.end(), layout_.texts().size(), 0);
      return;
    }
    for (std::size_t index = 0; index < layout_.columns().size(); ++index) {
      const auto values = values_of(*row, index);
      made_->columns[index].push(values);
      if (const int group = layout_.columns()[index].group; group >= 0) push_groups(static_cast<std::size_t>(group), *dictionaries_[index], values);
    }
    made_->made_lengths.insert(made_->made_lengths.end(), row->lengths.begin(), row->lengths.end());
  }

  std::shared_ptr<const Chunk> finish() {
    for (ValueColumn& column : made_->columns) column.finish();
    made_->lengths = made_->made_lengths;
    return std::move(made_);
  }

 private:
  void push_groups(std::size_t column, const Dictionary& dictionary, std::span<const ValueNumber> values) {
    groups_.clear();
    for (const ValueNumber value : values) groups_.push_back(dictionary.at(value).group);
    std::sort(groups_.begin(), groups_.end());
    groups_.erase(std::unique(groups_.begin(), groups_.end()), groups_.end());
    made_->columns[column].push(groups_);
  }

  const Layout& layout_;
  const Dictionaries& dictionaries_;
  const Chunk* before_;
  std::shared_ptr<Chunk> made_;
  std::vector<ValueNumber> groups_;
};

/// Adds the lengths of a document as they are in `source`, or takes them away.
void sum_lengths(Columns& columns, const Columns& source, DocumentNumber number, int sign) {
  const std::size_t texts = columns.total_lengths.size();
  const std::uint16_t* lengths = source.lengths(number, texts);
  for (std::size_t text = 0; text < texts; ++text)
    columns.total_lengths[text] += static_cast<std::uint64_t>(sign * std::int64_t{unpack_length(lengths[text])});
}

}  // namespace

std::string encode_row(const ColumnRow& row) {
  std::string bytes;
  std::uint32_t begin = 0;
  for (const std::uint32_t end : row.ends) {
    append_number(bytes, end - begin);
    for (; begin < end; ++begin) append_number(bytes, row.values[begin]);
  }
  for (const std::uint16_t length : row.lengths) append_number(bytes, length);
  return bytes;
}

bool decode_row(std::string_view bytes, const Layout& layout, ColumnRow& row) {
  row.values.clear();
  row.ends.clear();
  row.lengths.clear();
  std::uint32_t number = 0;
  for (std::size_t column = 0; column < layout.columns().size(); ++column) {
    std::uint32_t count = 0;
    if (!take_number(bytes, count)) return false;
    for (; count > 0; --count) {
      if (!take_number(bytes, number)) return false;
      row.values.push_back(number);
    }
    row.ends.push_back(static_cast<std::uint32_t>(row.values.size()));
  }
  for (std::size_t text = 0; text < layout.texts().size(); ++text) {
    if (!take_number(bytes, number) || number > std::numeric_limits<std::uint16_t>::max()) return false;
    row.lengths.push_back(static_cast<std::uint16_t>(number));
  }
  return bytes.empty();
}

void ValueColumn::push(std::span<const ValueNumber> values) {
  if (made_begins_.empty() && values.size() > 1) {
    // The first document with two values: from here on each says where its values begin.
    std::vector<ValueNumber> dense;
    for (std::uint32_t place = 0; place < places_; ++place) {
      made_begins_.push_back(static_cast<std::uint32_t>(dense.size()));
      if (made_values_[place] != absent) dense.push_back(made_values_[place]);
    }
    made_values_ = std::move(dense);
    made_begins_.push_back(static_cast<std::uint32_t>(made_values_.size()));
  }
  ++places_;
  if (made_begins_.empty()) {
    made_values_.push_back(values.empty() ? absent : values.front());
    return;
  }
  made_values_.insert(made_values_.end(), values.begin(), values.end());
  made_begins_.push_back(static_cast<std::uint32_t>(made_values_.size()));
}

void ValueColumn::finish() {
  made_values_.shrink_to_fit();
  made_begins_.shrink_to_fit();
  values_ = made_values_;
  begins_ = made_begins_;
  find_bounds();
}

void ValueColumn::find_bounds() {
  for (const ValueNumber value : values_) {
    if (value == absent) continue;
    lowest_ = std::min(lowest_, value);
    highest_ = std::max(highest_, value);
  }
}

std::shared_ptr<Columns> apply_edits(const Columns& before, const Layout& layout, const Dictionaries& dictionaries, const ColumnEdits& edits) {
  auto after = std::make_shared<Columns>(before);
  after->total_lengths.resize(layout.texts().size());
  if (edits.empty()) return after;
  for (const auto& [number, row] : edits) {
    if (before.present.contains(number)) sum_lengths(*after, before, number, -1);
  }
  const std::size_t limit = std::max<std::size_t>(before.chunks.size(), edits.rbegin()->first / Chunk::size + 1);
  after->chunks.resize(limit);
  auto edit = edits.begin();
  for (std::size_t index = 0; index < limit; ++index) {
    const bool is_touched = edit != edits.end() && edit->first / Chunk::size == index;
    if (after->chunks[index] && !is_touched) continue;
    ChunkMaker maker(layout, dictionaries, after->chunks[index].get());
    for (std::uint32_t place = 0; place < Chunk::size; ++place) {
      const bool is_edited = edit != edits.end() && edit->first == index * Chunk::size + place;
      is_edited ? maker.put(edit->second) : maker.keep(place);
      if (is_edited) ++edit;
    }
    after->chunks[index] = maker.finish();
  }
  for (const auto& [number, row] : edits) {
    row ? after->present.add(number) : after->present.remove(number);
    if (row) sum_lengths(*after, *after, number, 1);
  }
  after->count = after->present.count();
  return after;
}

}  // namespace zhidian::search
