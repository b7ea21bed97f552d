#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "search/columns.hpp"
#include "search/fts5_connection.hpp"
#include "search/layout.hpp"

namespace zhidian::search {

/// How the file stands, kept with every batch.
struct FileState {
  std::uint64_t generation = 0;  ///< batches written
  std::uint64_t feed = 0;
  std::uint64_t checksum = 0;  ///< the sum of row_checksum over all column rows
};

/// What one column row adds to the checksum of the file.
std::uint64_t row_checksum(DocumentNumber number, std::string_view data);

/// Makes the tables where the file is new. Errors: Fts5Failure{SQLITE_CORRUPT} where it was made for other fields or is no index.
void prepare_file(Fts5Connection& connection, const Layout& layout);
/// Merges the text index, a part in each transaction, once a new file holds all it is made of. Errors: Fts5Failure.
void settle_segments(Fts5Connection& connection);
FileState read_state(Fts5Connection& connection);
void write_state(Fts5Connection& connection, const FileState& state);

/// Errors: Fts5Failure{SQLITE_CORRUPT} where the checksum of the column rows differs.
void check_rows(Fts5Connection& connection, const FileState& state);

Dictionaries make_dictionaries(const Layout& layout);
/// Reads the values that came since, inside the caller's transaction.
void load_dictionaries(Fts5Connection& connection, const Layout& layout, Dictionaries& dictionaries);
/// Reads the values that came since, and all columns, inside the caller's transaction.
/// Errors: Fts5Failure{SQLITE_CORRUPT} where a row is unreadable or the checksum differs.
std::shared_ptr<Columns> load_columns(Fts5Connection& connection, const Layout& layout, Dictionaries& dictionaries);

}  // namespace zhidian::search
