#pragma once
#include <optional>
#include <string>
#include <vector>

#include "capabilities/ip_records/ip_records.hpp"
#include "capabilities/ip_records/readers.hpp"

namespace zhidian::ip_records {

/// One reading of a file into a source. Kept batch by batch with the records, so that a process that was killed goes on where the last batch ended.
struct Import {
  std::string id, source_id, file_name, file_hash;
  std::string kind = "command";   ///< file, generated: the program carries it out by itself
  std::string state = "running";  ///< waiting, running, ended, failed
  std::int64_t position = 0;      ///< records of the file that are in
  std::int64_t rejected_bytes = 0;
  Counts counts;
  Mapping columns;
  std::int64_t total = 0;                                     ///< records a generator makes
  std::int64_t permille = 0;                                  ///< of the file
  std::string failure;                                        ///< why the file could not be read to its end: an id, and its parameters as JSON
  std::string ordered_by;                                     ///< account
  std::string started_at, ended_at, collection, source_name;  ///< only where it was read
};

/// A file of this hash that the command line did not read to its end.
std::optional<Import> find_unfinished_import(storage::Connection& connection, std::string_view source_id, std::string_view file_hash);
/// The oldest that waits for the program or was left off.
std::optional<Import> find_next_import(storage::Connection& connection);
std::optional<Import> find_import(storage::Connection& connection, std::string_view id);
/// The same content ordered before into the same source, however it went.
std::optional<Import> find_ordered_import(storage::Connection& connection, std::string_view source_id, std::string_view file_hash);
/// The newest first, behind the one that began at `after` with the id `after_id`; from the beginning where `after` is empty.
std::vector<Import> list_imports(storage::Connection& connection, std::string_view after, std::string_view after_id, std::int64_t most);
/// How the last table of a source was read.
Mapping last_columns(storage::Connection& connection, std::string_view source_id);
void insert_import(storage::Connection& connection, const Import& import, base::Instant at);
/// False where it is over already.
bool update_import(storage::Connection& connection, const Import& import);
/// Ends what waits for this source or is being read into it, as failed. How many there were.
std::int64_t end_imports(storage::Connection& connection, std::string_view source_id, std::string_view failure, base::Instant at);
/// Ends the import, as failed where it has a failure, and writes its event.
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
/// Begins another series, with an event: every index of the collection is made anew by who serves it. False where there is nothing to search yet.
bool renew_feed(storage::Connection& connection, std::string_view collection, std::string_view account, base::Instant at, base::Random& random);
/// The series and its last batch; empty before the first.
std::optional<Mark> find_feed(storage::Connection& connection, std::string_view collection);
/// What was written after `mark`, in the order of the batches.
std::vector<Change> list_changes(storage::Connection& connection, std::string_view collection, const Mark& mark, std::int64_t most);

enum class Written { accepted, changed, unchanged };
/// Puts a record; what sources of legal events added to it stays.
Written put_record(storage::Connection& connection, const Source& source, const query::Document& document, std::int64_t sequence, base::Instant at);

/// Adds legal events to the record of this key and to all of its application; nothing where there is none such.
std::optional<Written> add_events(storage::Connection& connection, const Source& source, const query::Document& document, std::int64_t sequence);
/// Notes the application numbers of some hundred records that were written before they were noted; how many.
std::size_t number_some(storage::Connection& connection, std::string_view collection);

/// The values of a document as canonical JSON and back. Shape: field → list of texts.
std::string print_payload(const query::Document& document);
query::Document read_payload(std::string key, std::string_view payload);

}  // namespace zhidian::ip_records
