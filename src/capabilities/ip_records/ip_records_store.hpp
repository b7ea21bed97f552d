#pragma once
#include <optional>
#include <string>
#include <vector>

#include "capabilities/ip_records/ip_records.hpp"

namespace zhidian::ip_records {

/// One reading of a file into a source. Kept batch by batch with the records, so that a process that was killed goes on where the last batch ended.
struct Import {
  std::string id, source_id, file_name, file_hash;
  std::int64_t position = 0;  ///< records of the file that are in
  std::int64_t rejected_bytes = 0;
  Counts counts;
};

/// A file of this hash that was not read to its end.
std::optional<Import> find_unfinished_import(storage::Connection& connection, std::string_view source_id, std::string_view file_hash);
void insert_import(storage::Connection& connection, const Import& import, base::Instant at);
void update_import(storage::Connection& connection, const Import& import);
/// Ends the import and writes its event.
void end_import(storage::Connection& connection, const Source& source, const Import& import, base::Instant at, base::Random& random);

/// Where an index stands in the feed of a collection.
struct Mark {
  std::string feed;  ///< id of the series
  std::int64_t sequence = 0;
  std::string key;
};
/// One change: an empty document is a removal.
struct Change {
  std::string key;
  std::optional<query::Document> document;
  std::int64_t sequence = 0;
};

/// Begins a batch: its number, held until the commit.
std::int64_t begin_batch(storage::Connection& connection, std::string_view collection, base::Instant at, base::Random& random);
/// The series and its last batch; empty before the first.
std::optional<Mark> find_feed(storage::Connection& connection, std::string_view collection);
/// What was written after `mark`, in the order of the batches.
std::vector<Change> list_changes(storage::Connection& connection, std::string_view collection, const Mark& mark, std::int64_t most);

enum class Written { accepted, changed, unchanged };
Written put_record(storage::Connection& connection, const Source& source, const query::Document& document, std::int64_t sequence, base::Instant at);

/// The values of a document as canonical JSON and back. Shape: field → list of texts.
std::string print_payload(const query::Document& document);
query::Document read_payload(std::string key, std::string_view payload);

}  // namespace zhidian::ip_records
