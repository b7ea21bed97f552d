#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/collection.hpp"

namespace zhidian::search {

/// Where the fields of a collection stand in an index: texts and names in the full text, names, classes, codes and dates in columns,
/// numbers in a table of the file.
class Layout {
 public:
  struct Column {
    const query::Field* field;
    int group = -1;  ///< of classes: the column that holds their groups
  };
  explicit Layout(const query::Collection& collection);

  [[nodiscard]] const std::vector<const query::Field*>& texts() const { return texts_; }
  [[nodiscard]] const std::vector<const query::Field*>& numbers() const { return numbers_; }
  /// The columns of values; those of groups follow them.
  [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
  [[nodiscard]] std::size_t column_count() const { return columns_.size() + group_count_; }
  [[nodiscard]] std::optional<std::size_t> text_of(std::string_view field) const;
  [[nodiscard]] std::optional<std::size_t> column_of(std::string_view field) const;
  /// What tells whether a file was made for these fields.
  [[nodiscard]] std::string fingerprint() const;

 private:
  std::vector<const query::Field*> texts_, numbers_;
  std::vector<Column> columns_;
  std::size_t group_count_ = 0;
};

}  // namespace zhidian::search
