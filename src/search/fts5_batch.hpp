#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "query/collection.hpp"
#include "search/columns.hpp"
#include "search/fts5_connection.hpp"
#include "search/fts5_file.hpp"
#include "search/fts5_prepared.hpp"

namespace zhidian::search {

/// What one batch writes, inside the caller's transaction. Where it fails the caller rolls back and shrinks the dictionaries.
class Fts5Batch {
 public:
  Fts5Batch(Fts5Connection& connection, const Layout& layout, Dictionaries& dictionaries, const Columns& before);

  void put(const PreparedDocument& document);
  void remove(std::string_view key);
  /// Writes the new values of the dictionaries and the state.
  void finish(FileState state);
  [[nodiscard]] const ColumnEdits& edits() const { return edits_; }

 private:
  DocumentNumber next_number();
  void insert_text(DocumentNumber number, const PreparedDocument& document);
  void delete_text(DocumentNumber number);
  void run_with(const std::string& statement, DocumentNumber number, const std::vector<std::string>& texts);
  void write_numbers(DocumentNumber number, const std::vector<NumberKey>& keys, bool is_inserted);
  void write_row(DocumentNumber number, const ColumnRow& row);
  void delete_row(DocumentNumber number);
  ColumnRow make_row(const PreparedDocument& document);

  Fts5Connection& connection_;
  const Layout& layout_;
  Dictionaries& dictionaries_;
  std::vector<std::size_t> known_sizes_;  ///< of the dictionaries before
  DocumentSet taken_;
  DocumentNumber free_from_ = 0;
  std::uint64_t checksum_ = 0;  ///< what the batch adds
  ColumnEdits edits_;
  std::string insert_text_, delete_indexed_, insert_indexed_, select_text_;
};

}  // namespace zhidian::search
