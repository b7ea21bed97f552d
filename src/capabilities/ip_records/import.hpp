#pragma once
#include <functional>
#include <string>

#include "capabilities/ip_records/ip_records.hpp"
#include "capabilities/ip_records/readers.hpp"

namespace zhidian::ip_records {

/// What is imported, and where the rejected are written.
struct ImportOptions {
  std::string path, rejected_path;
  Mapping mapping;
};

/// How far an import is; asked for after each batch.
struct Progress {
  std::int64_t position = 0;
  Counts counts;
};

struct Imported {
  Counts counts;
  bool was_resumed = false;
  std::int64_t resumed_at = 0;
};

/// Reads a file into a source, some hundred records a transaction. A file that was not read to its end (by its hash) goes on behind the last batch.
/// A bad record is written to the file of the rejected as {record, id, field, text} and does not stop the file; a record that stands in the store
/// unchanged is left alone. At the end one event with source, hash and counts is written.
/// Errors: those of read_records; records before the broken place are in.
base::Result<Imported> import_file(storage::Database& database, const query::Collection& collection, const Source& source,
                                   const ImportOptions& options, const std::function<base::Instant()>& now, base::Random& random,
                                   const std::function<void(const Progress&)>& tell);

}  // namespace zhidian::ip_records
