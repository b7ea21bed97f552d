#include "search/layout.hpp"

#include <fmt/format.h>

namespace zhidian::search {

using query::FieldType;

Layout::Layout(const query::Collection& collection) {
  for (const query::Field& field : collection.fields) {
    if (field.type == FieldType::number) {
      numbers_.push_back(&field);
      continue;
    }
    if (field.type == FieldType::text || field.type == FieldType::name) texts_.push_back(&field);
    if (field.type != FieldType::text) columns_.push_back({&field});
  }
  for (Column& column : columns_) {
    if (column.field->type == FieldType::classes) column.group = static_cast<int>(columns_.size() + group_count_++);
  }
}

std::optional<std::size_t> Layout::text_of(std::string_view field) const {
  for (std::size_t index = 0; index < texts_.size(); ++index) {
    if (texts_[index]->id == field) return index;
  }
  return std::nullopt;
}

std::optional<std::size_t> Layout::column_of(std::string_view field) const {
  for (std::size_t index = 0; index < columns_.size(); ++index) {
    if (columns_[index].field->id == field) return index;
  }
  return std::nullopt;
}

std::string Layout::fingerprint() const {
  std::string text;
  for (const query::Field* field : texts_) text += fmt::format("text {}\n", field->id);
  for (const query::Field* field : numbers_) text += fmt::format("number {}\n", field->id);
  for (const Column& column : columns_) text += fmt::format("column {} {}\n", column.field->id, static_cast<int>(column.field->type));
  return text;
}

}  // namespace zhidian::search
