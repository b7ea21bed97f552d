#pragma once
#include "capabilities/ip_records/follow.hpp"
#include "capabilities/ip_records/ip_records_store.hpp"

namespace zhidian::ip_records {

/// The series of batches of a collection and the last of them.
Mark feed_of(storage::Database& database, const query::Collection& collection);
/// What the index of a collection and series is called, wherever it lies.
std::string name_of_series(const query::Collection& collection, const Mark& feed);
/// Brings the index from its feed number to the last batch. Errors: those of Index::put.
base::Result<void> follow_batches(storage::Database& database, const query::Collection& collection, search::Index& index, const IndexPlace& place);

/// The functions of follow.hpp for a place with an engine.
base::Result<OpenIndex> open_shared_index(storage::Database& database, const query::Collection& collection, const IndexPlace& place);
base::Result<OpenIndex> rebuild_shared_index(storage::Database& database, const query::Collection& collection, const IndexPlace& place);
base::Result<bool> follow_shared_index(storage::Database& database, const query::Collection& collection, search::Index& index,
                                       const std::string& path, const IndexPlace& place);

}  // namespace zhidian::ip_records
