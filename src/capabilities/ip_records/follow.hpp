#pragma once
#include <functional>
#include <memory>
#include <string>

#include "query/collection.hpp"
#include "query/query.hpp"
#include "search/index.hpp"
#include "storage/storage.hpp"

namespace zhidian::ip_records {

/// Where the index files of a store lie, and what is told meanwhile.
struct IndexPlace {
  std::string folder;
  std::function<void(std::uint64_t documents)> tell = [](std::uint64_t) {};
};

/// The index of a collection, brought up to the last batch of the store; made anew where its file is missing, damaged, of another series of batches
/// or ahead of the store. One process at a time follows; others wait. Errors: those of search::open_index and Index::put.
base::Result<std::unique_ptr<search::Index>> open_current_index(storage::Database& database, const query::Collection& collection,
                                                                const IndexPlace& place);
/// The same, made anew beside the present one, which serves until the new one is whole.
base::Result<std::unique_ptr<search::Index>> rebuild_index(storage::Database& database, const query::Collection& collection, const IndexPlace& place);

/// Asks for what shares most with a text: any of its pairs of neighbouring characters and its other words, 64 at most. Everything where it has no
/// words.
query::Query similar_to(std::string_view text);

}  // namespace zhidian::ip_records
