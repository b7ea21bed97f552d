#pragma once
#include <functional>
#include <memory>
#include <string>

#include "outbound/service.hpp"
#include "query/collection.hpp"
#include "query/query.hpp"
#include "search/index.hpp"
#include "storage/storage.hpp"

namespace zhidian::ip_records {

/// Where the index files of a store lie, and what is told meanwhile. With an `engine` the indexes stand in that OpenSearch server, one for each
/// series of batches, shared by all who serve the store.
struct IndexPlace {
  std::string folder;
  std::function<void(std::uint64_t documents)> tell = [](std::uint64_t) {};
  std::shared_ptr<const outbound::Service> engine = {};
};

/// An index with the file it stands in.
struct OpenIndex {
  std::unique_ptr<search::Index> index;
  std::string path;
};

/// The index of a collection, brought up to the last batch of the store; made anew where its file is missing, damaged, of another series of batches
/// or ahead of the store. One process at a time follows; others wait. Errors: those of search::open_index and Index::put.
base::Result<OpenIndex> open_index_file(storage::Database& database, const query::Collection& collection, const IndexPlace& place);
base::Result<std::unique_ptr<search::Index>> open_current_index(storage::Database& database, const query::Collection& collection,
                                                                const IndexPlace& place);
/// Brings an index that stays open to the last batch. False where it is no longer the one in use: made anew by another process, of another series
/// of batches, or ahead of the store. Errors: those of Index::put.
base::Result<bool> follow_open_index(storage::Database& database, const query::Collection& collection, search::Index& index, const std::string& path,
                                     const IndexPlace& place);
/// Whether an index holds what the store holds, to its last batch.
bool is_current(storage::Connection& connection, const query::Collection& collection, const search::Index& index, const std::string& path);
/// The same as open_index_file, made anew beside the present one, which serves until the new one is whole. In a server only what is missing is made
/// by remake_index_file; rebuild_index deletes and feeds it anew, and searches find what is there already.
base::Result<OpenIndex> remake_index_file(storage::Database& database, const query::Collection& collection, const IndexPlace& place);
base::Result<std::unique_ptr<search::Index>> rebuild_index(storage::Database& database, const query::Collection& collection, const IndexPlace& place);

/// How far somebody who follows the batches has come: the series, and its last batch.
struct Followed {
  std::string series;
  std::uint64_t batch = 0;
  friend bool operator==(const Followed&, const Followed&) = default;
};
/// What follows the batches by itself: told of every record that is there or has gone.
class ChangeReader {
 public:
  virtual ~ChangeReader() = default;
  /// Another series than before: what was read is nothing any more.
  virtual void begin_anew() = 0;
  virtual void put(const query::Document& document) = 0;
  virtual void remove(const std::string& key) = 0;
  /// Between two pages of changes, each of whole records.
  virtual void end_page() = 0;
};
/// Tells a reader what changed since `followed`; returns how far it has come.
Followed read_changes(storage::Database& database, const query::Collection& collection, Followed followed, ChangeReader& reader);

/// Asks for what shares most with a text: any of its pairs of neighbouring characters and its other words, 64 at most. Everything where it has no
/// words.
query::Query similar_to(std::string_view text);

}  // namespace zhidian::ip_records
