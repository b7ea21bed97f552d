#pragma once
#include <functional>
#include <string>

#include "capabilities/ip_records/ip_records_store.hpp"

namespace zhidian::ip_records {

/// Where an import takes its records from.
class RecordFeed {
 public:
  virtual ~RecordFeed() = default;
  /// Every record behind the first `from`. Errors: those of read_records.
  virtual base::Result<void> read(std::int64_t from, const TakeRecord& take) = 0;
  /// How much of it has been read.
  [[nodiscard]] virtual std::int64_t permille() const = 0;
};
std::unique_ptr<RecordFeed> open_file_feed(std::string path, const query::Collection& collection, Mapping columns);
/// `total` records, made by number from 0.
std::unique_ptr<RecordFeed> make_generated_feed(std::int64_t total, std::function<query::Document(std::uint64_t number)> make);

/// How far an import is.
struct Progress {
  std::int64_t position = 0, permille = 0;
  Counts counts;
};

/// How an import is watched.
struct Watch {
  /// After each batch; false leaves off, to be gone on with.
  std::function<bool(const Progress& progress)> tell = [](const Progress&) { return true; };
  MayWrite may_write = [](storage::Connection&) { return true; };
};

/// What an import writes with.
struct ImportParts {
  storage::Database& database;
  const query::Collection& collection;
  std::function<base::Instant()> now;
  base::Random& random;
};

struct Imported {
  Counts counts;
  bool was_resumed = false;
  std::int64_t resumed_at = 0;
  bool is_left_off = false;  ///< the watch said so
};

/// Goes on with an import from where its last batch ended, some hundred records a transaction. A bad record is written to the file of the rejected as
/// {record, id, params, text} and does not stop the import; a record that stands in the store unchanged is left alone. Legal
/// events alone are added to the patents that are there; of others they are rejected (ip_records.unknown_patent). At the end one event with
/// source, hash and counts is written. Errors: those of the feed; records before the broken place are in, and the import is as it was.
/// ip_records.import_is_over: its source was taken out meanwhile, or another process read it to its end.
base::Result<Imported> carry_out(const ImportParts& parts, const Source& source, Import import, RecordFeed& feed, const std::string& rejected_path,
                                 const Watch& watch);

/// What is imported by the command line, and where the rejected are written.
struct ImportOptions {
  std::string path, rejected_path;
  Mapping mapping;
};

/// Reads a file into a source. A file that was not read to its end (by its hash) goes on behind the last batch. Errors: those of carry_out.
base::Result<Imported> import_file(const ImportParts& parts, const Source& source, const ImportOptions& options, const Watch& watch);

}  // namespace zhidian::ip_records
