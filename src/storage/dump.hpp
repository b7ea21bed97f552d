#pragma once
#include <functional>
#include <string>

#include "storage/storage.hpp"

namespace zhidian::storage {

/// The portable form of a database, one JSON text per line: the kind of file, for each table its name and columns
/// followed by its rows, and a last line that tells the number of lines and a hash chained over all of them, so that
/// a shortened or altered file is noticed before anything is written.
inline constexpr std::string_view dump_format = "zhidian_rows";

using StreamRows = std::function<void(const Statement&, const std::function<void(const Row&)>&)>;
/// Writes all tables of the snapshot `connection` stands in. `stream` reads a table without holding it in memory.
void write_dump(Connection& connection, const StreamRows& stream, const std::string& path);
/// Fills `database`, which must be empty. Errors: storage.backup_unreadable, storage.backup_from_newer_program.
base::Result<void> load_dump(const std::string& path, Database& database, std::span<const Migration> migrations);

}  // namespace zhidian::storage
