#include "search/fts5_batch.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "search/dates.hpp"
#include "search/sql.hpp"
#include "search/stored_values.hpp"

namespace zhidian::search {

namespace {

/// The tokenizer takes these until it is gone.
class TokensAtHand {
 public:
  TokensAtHand(Fts5Connection& connection, std::span<const TextTokens> texts) : connection_(connection) { connection_.ready_tokens() = {texts, 0}; }
  TokensAtHand(const TokensAtHand&) = delete;
  TokensAtHand& operator=(const TokensAtHand&) = delete;
  ~TokensAtHand() { connection_.ready_tokens() = {}; }

 private:
  Fts5Connection& connection_;
};

}  // namespace

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

void Fts5Batch::put(const PreparedDocument& document) {
  DocumentNumber number = 0;
  bool is_known = false;
  {
    auto use = connection_.use(sql::search::find_document.sql);
    is_known = use.bind(1, document.key).step();
    if (is_known) {
      number = static_cast<DocumentNumber>(use.integer(0));
      write_numbers(number, number_keys_of(layout_, std::string(use.text(1))), false);
    }
  }
  if (is_known) {
    delete_text(number);
    delete_row(number);
  } else {
    number = next_number();
  }
  connection_.use(sql::search::put_document.sql).bind(1, std::int64_t{number}).bind(2, document.key).bind(3, document.numbers).run();
  write_numbers(number, document.number_keys, true);
  insert_text(number, document);
  ColumnRow row = make_row(document);
  write_row(number, row);
  edits_[number] = std::move(row);
}

void Fts5Batch::remove(std::string_view key) {
  DocumentNumber number = 0;
  {
    auto use = connection_.use(sql::search::find_document.sql);
    if (!use.bind(1, key).step()) return;
    number = static_cast<DocumentNumber>(use.integer(0));
    write_numbers(number, number_keys_of(layout_, std::string(use.text(1))), false);
  }
  delete_text(number);
  delete_row(number);
  connection_.use(sql::search::delete_document.sql).bind(1, std::int64_t{number}).run();
  edits_[number] = std::nullopt;
  taken_.remove(number);
  free_from_ = std::min(free_from_, number);
}

void Fts5Batch::insert_text(DocumentNumber number, const PreparedDocument& document) {
  run_with(insert_text_, number, document.texts);
  const TokensAtHand at_hand(connection_, document.tokens);
  run_with(insert_indexed_, number, document.texts);
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

void Fts5Batch::write_numbers(DocumentNumber number, const std::vector<NumberKey>& keys, bool is_inserted) {
  for (const NumberKey& each : keys) {
    auto use = connection_.use(is_inserted ? sql::search::insert_number.sql : sql::search::delete_number.sql);
    use.bind(1, static_cast<std::int64_t>(each.field)).bind(2, each.key).bind(3, std::int64_t{number});
    if (is_inserted) use.bind(4, std::int64_t{each.is_canonical});
    use.run();
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

ColumnRow Fts5Batch::make_row(const PreparedDocument& document) {
  ColumnRow row;
  for (std::size_t column = 0; column < document.values.size(); ++column) {
    const auto begin = static_cast<std::ptrdiff_t>(row.values.size());
    for (const auto& [key, shown] : document.values[column]) {
      if (dictionaries_[column]) {
        row.values.push_back(dictionaries_[column]->add(key, shown));
      } else if (const auto ordinal = date_ordinal(shown)) {
        row.values.push_back(*ordinal);
      }
    }
    std::sort(row.values.begin() + begin, row.values.end());
    row.values.erase(std::unique(row.values.begin() + begin, row.values.end()), row.values.end());
    row.ends.push_back(static_cast<std::uint32_t>(row.values.size()));
  }
  for (std::size_t text = 0; text < document.texts.size(); ++text) {
    const bool has_several = document.texts[text].find(value_border) != std::string::npos;
    row.lengths.push_back(pack_length(document.tokens[text].units, has_several));
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
