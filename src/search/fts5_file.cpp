#include "search/fts5_file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "search/sql.hpp"

namespace zhidian::search {
namespace {

/// "ZDix": what the header of an index file says it is, and the form of its tables.
constexpr int application_id = 0x5A446978, schema_version = 1;

[[noreturn]] void fail_damaged(std::string_view why) { throw Fts5Failure(SQLITE_CORRUPT, std::string(why)); }

std::int64_t read_pragma(Fts5Connection& connection, std::string_view pragma) {
  auto use = connection.use(pragma);
  return use.step() ? use.integer(0) : 0;
}

std::string text_fields(const Layout& layout) {
  std::string fields;
  for (const query::Field* field : layout.texts()) fields += fmt::format("{}\"{}\"", fields.empty() ? "" : ", ", field->id);
  return fields;
}

/// So many segments of a level become one of the next. While an index is made few are merged, since settle_segments() merges all.
constexpr std::int64_t segments_while_made = 16, segments_afterwards = 4;

/// Tells the text index a setting, or something to do.
void tell(Fts5Connection& connection, std::string_view what, std::int64_t number) {
  connection.use(sql::search::tell_index.sql).bind(1, what).bind(2, number).run();
}

void create_tables(Fts5Connection& connection, const Layout& layout) {
  Fts5Transaction transaction(connection, Fts5Transaction::Kind::write);
  for (const storage::Statement& statement : {sql::search::create_documents, sql::search::create_column_rows, sql::search::create_numbers,
                                              sql::search::create_dictionary, sql::search::create_state}) {
    connection.run(statement.sql);
  }
  const std::string fields = text_fields(layout);
  connection.run(fmt::format("CREATE TABLE texts (id INTEGER PRIMARY KEY, {})", fields));
  connection.run(
      fmt::format("CREATE VIRTUAL TABLE texts_index USING fts5 ({}, content = 'texts', content_rowid = 'id', columnsize = 0, "
                  "tokenize = 'zhidian_units')",
                  fields));
  // A batch becomes one segment: with less memory FTS5 writes several, and merges them again.
  tell(connection, "hashsize", 67108864);
  tell(connection, "automerge", segments_while_made);
  connection.run(fmt::format("PRAGMA application_id = {}", application_id));
  connection.run(fmt::format("PRAGMA user_version = {}", schema_version));
  const std::string fingerprint = layout.fingerprint();
  connection.use(sql::search::insert_state.sql).bind(1, fingerprint).run();
  transaction.commit();
}

void load_dictionary(Fts5Connection& connection, std::string_view field, Dictionary& dictionary) {
  {
    auto count = connection.use(sql::search::count_dictionary.sql);
    if (count.bind(1, field).step()) dictionary.reserve(static_cast<std::size_t>(count.integer(0)));
  }
  auto use = connection.use(sql::search::list_dictionary.sql);
  use.bind(1, field).bind(2, static_cast<std::int64_t>(dictionary.size()));
  while (use.step()) {
    const auto number = static_cast<std::uint64_t>(use.integer(0));
    if (number != dictionary.size() || !dictionary.append(use.text(1), use.text(2))) fail_damaged("a dictionary has a gap");
  }
}

/// Whether the values of a row are in the dictionaries.
bool is_known(const ColumnRow& row, const Layout& layout, const Dictionaries& dictionaries, const std::vector<std::size_t>& sizes) {
  std::uint32_t begin = 0;
  for (std::size_t column = 0; column < layout.columns().size(); ++column) {
    for (; begin < row.ends[column]; ++begin) {
      if (dictionaries[column] && row.values[begin] >= sizes[column]) return false;
    }
  }
  return true;
}

void check_sum(std::uint64_t checksum, const FileState& state) {
  if (checksum != state.checksum) fail_damaged("the checksum of the columns differs");
}

}  // namespace

std::uint64_t row_checksum(DocumentNumber number, std::string_view data) {
  std::uint64_t sum = 0xcbf29ce484222325U ^ number;
  for (const char byte : data) sum = (sum ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
  return sum ^ (sum >> 29);
}

void prepare_file(Fts5Connection& connection, const Layout& layout) {
  const bool is_new = read_pragma(connection, sql::search::count_tables.sql) == 0;
  if (is_new) create_tables(connection, layout);
  if (read_pragma(connection, "PRAGMA application_id") != application_id) fail_damaged("this file is no search index");
  if (read_pragma(connection, "PRAGMA user_version") != schema_version) fail_damaged("the index has the form of another version");
  auto use = connection.use(sql::search::find_state.sql);
  if (!use.step() || use.text(0) != layout.fingerprint()) fail_damaged("the index was made for other fields");
}

void settle_segments(Fts5Connection& connection) {
  constexpr std::int64_t pages = 4000;
  const auto count_changes = [&](std::int64_t most) {
    const int before = sqlite3_total_changes(connection.handle());
    tell(connection, "merge", most);
    return sqlite3_total_changes(connection.handle()) - before;
  };
  // A negative number begins to merge all into one. FTS5 changes less than two rows once there is nothing left to merge.
  for (int changed = count_changes(-pages); changed >= 2;) changed = count_changes(pages);
  tell(connection, "automerge", segments_afterwards);
}

FileState read_state(Fts5Connection& connection) {
  auto use = connection.use(sql::search::find_state.sql);
  if (!use.step()) fail_damaged("the index has no state");
  return {static_cast<std::uint64_t>(use.integer(1)), static_cast<std::uint64_t>(use.integer(2)), static_cast<std::uint64_t>(use.integer(3))};
}

void write_state(Fts5Connection& connection, const FileState& state) {
  auto use = connection.use(sql::search::update_state.sql);
  use.bind(1, static_cast<std::int64_t>(state.generation))
      .bind(2, static_cast<std::int64_t>(state.feed))
      .bind(3, static_cast<std::int64_t>(state.checksum));
  use.run();
}

void check_rows(Fts5Connection& connection, const FileState& state) {
  std::uint64_t checksum = 0;
  auto use = connection.use(sql::search::list_column_rows.sql);
  while (use.step()) checksum += row_checksum(static_cast<DocumentNumber>(use.integer(0)), use.bytes(1));
  check_sum(checksum, state);
}

Dictionaries make_dictionaries(const Layout& layout) {
  Dictionaries dictionaries;
  for (const Layout::Column& column : layout.columns()) {
    const bool is_date = column.field->type == query::FieldType::date;
    dictionaries.push_back(is_date ? nullptr : std::make_unique<Dictionary>(column.field->type == query::FieldType::classes));
  }
  return dictionaries;
}

void load_dictionaries(Fts5Connection& connection, const Layout& layout, Dictionaries& dictionaries) {
  for (std::size_t column = 0; column < dictionaries.size(); ++column) {
    if (dictionaries[column]) load_dictionary(connection, layout.columns()[column].field->id, *dictionaries[column]);
  }
}

std::shared_ptr<Columns> load_columns(Fts5Connection& connection, const Layout& layout, Dictionaries& dictionaries) {
  const FileState state = read_state(connection);
  load_dictionaries(connection, layout, dictionaries);
  std::vector<std::size_t> sizes;
  for (const auto& dictionary : dictionaries) sizes.push_back(dictionary ? dictionary->size() : 0);
  auto columns = std::make_shared<Columns>();
  ColumnEdits chunk;
  std::uint64_t checksum = 0;
  const auto add_chunk = [&] {
    columns = apply_edits(*columns, layout, dictionaries, chunk);
    chunk.clear();
  };
  auto use = connection.use(sql::search::list_column_rows.sql);
  while (use.step()) {
    const auto number = static_cast<DocumentNumber>(use.integer(0));
    if (!chunk.empty() && chunk.begin()->first / Chunk::size != number / Chunk::size) add_chunk();
    checksum += row_checksum(number, use.bytes(1));
    ColumnRow row;
    if (!decode_row(use.bytes(1), layout, row) || !is_known(row, layout, dictionaries, sizes)) fail_damaged("a column row is unreadable");
    chunk.emplace_hint(chunk.end(), number, std::move(row));
  }
  add_chunk();
  check_sum(checksum, state);
  columns->generation = state.generation;
  columns->feed = state.feed;
  return columns;
}

}  // namespace zhidian::search
