#include "search/fts5_batch.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "query/classes.hpp"
#include "query/fold.hpp"
#include "query/numbers.hpp"
#include "search/dates.hpp"
#include "search/sql.hpp"
#include "search/stored_values.hpp"

namespace zhidian::search {

using query::FieldType;

std::string key_of(const query::Field& field, std::string_view value) {
  return field.type == FieldType::classes ? query::canonical_class(value) : query::fold(value);
}

Fts5Batch::Fts5Batch(Fts5Connection& connection, const Layout& layout, Dictionaries& dictionaries, const Columns& before)
    : connection_(connection), layout_(layout), dictionaries_(dictionaries), taken_(before.present) {
  for (const auto& dictionary : dictionaries) known_sizes_.push_back(dictionary ? dictionary->size() : 0);
  std::string fields, places;
  int place = 1;
  for (const query::Field* field : layout.texts()) {
    fields += fmt::format(", \"{}\"", field->id);
    places += fmt::format(", ?{}", ++place);
  }
  insert_text_ = fmt::format("INSERT INTO texts (id{}) VALUES (?1{})", fields, places);
  // Each a row of values: a statement that may have several rows makes FTS5 write a segment for every one of them.
  insert_indexed_ = fmt::format("INSERT INTO texts_index (rowid{}) VALUES (?1{})", fields, places);
  delete_indexed_ = fmt::format("INSERT INTO texts_index (texts_index, rowid{}) VALUES ('delete', ?1{})", fields, places);
  select_text_ = fmt::format("SELECT id{} FROM texts WHERE id = ?1", fields);
}

DocumentNumber Fts5Batch::next_number() {
  while (taken_.contains(free_from_)) ++free_from_;
  taken_.add(free_from_);
  return free_from_;
}

void Fts5Batch::put(const query::Document& document) {
  DocumentNumber number = 0;
  bool is_known = false;
  {
    auto use = connection_.use(sql::search::find_document.sql);
    is_known = use.bind(1, document.key).step();
    if (is_known) {
      number = static_cast<DocumentNumber>(use.integer(0));
      write_numbers(number, std::string(use.text(1)), false);
    }
  }
  if (is_known) {
    delete_text(number);
    delete_row(number);
  } else {
    number = next_number();
  }
  const std::string numbers = join_numbers(layout_, document);
  connection_.use(sql::search::put_document.sql).bind(1, std::int64_t{number}).bind(2, document.key).bind(3, numbers).run();
  write_numbers(number, numbers, true);
  ColumnRow row = make_row(document);
  insert_text(number, document, row);
  write_row(number, row);
  edits_[number] = std::move(row);
}

void Fts5Batch::remove(std::string_view key) {
  DocumentNumber number = 0;
  {
    auto use = connection_.use(sql::search::find_document.sql);
    if (!use.bind(1, key).step()) return;
    number = static_cast<DocumentNumber>(use.integer(0));
    write_numbers(number, std::string(use.text(1)), false);
  }
  delete_text(number);
  delete_row(number);
  connection_.use(sql::search::delete_document.sql).bind(1, std::int64_t{number}).run();
  edits_[number] = std::nullopt;
  taken_.remove(number);
  free_from_ = std::min(free_from_, number);
}

void Fts5Batch::insert_text(DocumentNumber number, const query::Document& document, ColumnRow& row) {
  std::vector<std::string> texts;
  for (const query::Field* field : layout_.texts()) texts.push_back(join_values(document, field->id));
  run_with(insert_text_, number, texts);
  connection_.token_counts().clear();
  run_with(insert_indexed_, number, texts);
  for (std::size_t text = 0; text < texts.size(); ++text) {
    const bool has_several = texts[text].find(value_border) != std::string::npos;
    row.lengths.push_back(pack_length(text < connection_.token_counts().size() ? connection_.token_counts()[text] : 0, has_several));
  }
}

void Fts5Batch::run_with(const std::string& statement, DocumentNumber number, const std::vector<std::string>& texts) {
  auto use = connection_.use(statement);
  use.bind(1, std::int64_t{number});
  for (std::size_t text = 0; text < texts.size(); ++text) use.bind(static_cast<int>(text) + 2, texts[text]);
  use.run();
}

void Fts5Batch::delete_text(DocumentNumber number) {
  std::vector<std::string> texts;
  {
    auto use = connection_.use(select_text_);
    if (!use.bind(1, std::int64_t{number}).step()) throw Fts5Failure(SQLITE_CORRUPT, "a document has no texts");
    for (std::size_t text = 0; text < layout_.texts().size(); ++text) texts.emplace_back(use.text(static_cast<int>(text) + 1));
  }
  run_with(delete_indexed_, number, texts);
  connection_.use(sql::search::delete_text.sql).bind(1, std::int64_t{number}).run();
}

void Fts5Batch::write_numbers(DocumentNumber number, std::string_view numbers, bool is_inserted) {
  for (std::size_t field = 0; field < layout_.numbers().size(); ++field) {
    for (const std::string& value : split_numbers(numbers, field)) {
      const std::string canonical = query::read_number(value).canonical;
      for (const std::string& key : query::number_keys(value)) {
        auto use = connection_.use(is_inserted ? sql::search::insert_number.sql : sql::search::delete_number.sql);
        use.bind(1, static_cast<std::int64_t>(field)).bind(2, key).bind(3, std::int64_t{number});
        if (is_inserted) use.bind(4, std::int64_t{key == canonical});
        use.run();
      }
    }
  }
}

void Fts5Batch::write_row(DocumentNumber number, const ColumnRow& row) {
  const std::string data = encode_row(row);
  connection_.use(sql::search::put_column_row.sql).bind(1, std::int64_t{number}).bind_bytes(2, data).run();
  checksum_ += row_checksum(number, data);
}

void Fts5Batch::delete_row(DocumentNumber number) {
  {
    auto use = connection_.use(sql::search::find_column_row.sql);
    if (!use.bind(1, std::int64_t{number}).step()) throw Fts5Failure(SQLITE_CORRUPT, "a document has no column row");
    checksum_ -= row_checksum(number, use.bytes(0));
  }
  connection_.use(sql::search::delete_column_row.sql).bind(1, std::int64_t{number}).run();
}

ColumnRow Fts5Batch::make_row(const query::Document& document) {
  ColumnRow row;
  for (std::size_t column = 0; column < layout_.columns().size(); ++column) {
    const query::Field& field = *layout_.columns()[column].field;
    const auto begin = static_cast<std::ptrdiff_t>(row.values.size());
    if (const auto values = document.values.find(field.id); values != document.values.end()) {
      for (const std::string& value : values->second) {
        if (dictionaries_[column]) {
          row.values.push_back(dictionaries_[column]->add(key_of(field, value), value));
        } else if (const auto ordinal = date_ordinal(value)) {
          row.values.push_back(*ordinal);
        }
      }
    }
    std::sort(row.values.begin() + begin, row.values.end());
    row.values.erase(std::unique(row.values.begin() + begin, row.values.end()), row.values.end());
    row.ends.push_back(static_cast<std::uint32_t>(row.values.size()));
  }
  return row;
}

void Fts5Batch::finish(FileState state) {
  for (std::size_t column = 0; column < dictionaries_.size(); ++column) {
    if (!dictionaries_[column]) continue;
    for (std::size_t number = known_sizes_[column]; number < dictionaries_[column]->size(); ++number) {
      const Dictionary::Entry& entry = dictionaries_[column]->at(static_cast<ValueNumber>(number));
      auto use = connection_.use(sql::search::insert_dictionary_value.sql);
      use.bind(1, layout_.columns()[column].field->id).bind(2, static_cast<std::int64_t>(number));
      use.bind(3, entry.key).bind(4, dictionaries_[column]->shown(static_cast<ValueNumber>(number))).run();
    }
  }
  state.checksum += checksum_;
  write_state(connection_, state);
}

}  // namespace zhidian::search
