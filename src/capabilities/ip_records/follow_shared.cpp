// Following in an OpenSearch server: several processes share one index, one at a time feeds it.
#include "capabilities/ip_records/follow_batches.hpp"

namespace zhidian::ip_records {
namespace {

/// Of one collection and series: another store in the same server has others.
std::string shared_name(const query::Collection& collection, const Mark& feed) { return "zhidian-" + name_of_series(collection, feed); }

/// Whoever feeds does it for all.
base::Result<void> follow_or_leave(storage::Database& database, const query::Collection& collection, search::Index& index, const IndexPlace& place) {
  auto done = follow_batches(database, collection, index, place);
  if (!done && done.error().id != "search.fed_by_another") return done;
  return {};
}

}  // namespace

base::Result<OpenIndex> open_shared_index(storage::Database& database, const query::Collection& collection, const IndexPlace& place) {
  const Mark feed = feed_of(database, collection);
  const std::string name = shared_name(collection, feed);
  auto index = search::open_opensearch_index(place.engine, name, collection);
  if (index && static_cast<std::int64_t>((*index)->feed()) > feed.sequence) return rebuild_shared_index(database, collection, place);
  if (!index) return base::refuse(index.error());
  if (auto done = follow_or_leave(database, collection, **index, place); !done) return base::refuse(done.error());
  if (static_cast<std::int64_t>((*index)->feed()) < feed.sequence) return base::refuse(base::ErrorCode::unavailable, "search.fed_by_another");
  return OpenIndex{std::move(*index), name};
}

base::Result<OpenIndex> rebuild_shared_index(storage::Database& database, const query::Collection& collection, const IndexPlace& place) {
  const std::string name = shared_name(collection, feed_of(database, collection));
  if (auto dropped = search::drop_opensearch_index(place.engine, name, collection); !dropped) return base::refuse(dropped.error());
  auto index = search::open_opensearch_index(place.engine, name, collection);
  if (!index) return base::refuse(index.error());
  if (auto done = follow_batches(database, collection, **index, place); !done) return base::refuse(done.error());
  return OpenIndex{std::move(*index), name};
}

base::Result<bool> follow_shared_index(storage::Database& database, const query::Collection& collection, search::Index& index,
                                       const std::string& path, const IndexPlace& place) {
  const Mark feed = feed_of(database, collection);
  const auto fed = static_cast<std::int64_t>(index.feed());
  if (shared_name(collection, feed) != path || fed > feed.sequence) return false;
  if (fed == feed.sequence) return true;
  if (auto done = follow_or_leave(database, collection, index, place); !done) return base::refuse(done.error());
  return true;
}

}  // namespace zhidian::ip_records
