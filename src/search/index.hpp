#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "outbound/service.hpp"
#include "query/collection.hpp"
#include "query/query.hpp"

namespace zhidian::search {

struct Order {
  std::string field;  ///< a date field; empty: by relevance
  bool is_ascending = false;
};

struct Wanted {
  query::Query query;
  Order order;
  std::size_t from = 0, most = 20;
  std::vector<std::string> facets;  ///< fields to count over all hits; a date field is counted by year
  std::size_t most_values = 20;     ///< of each facet
  /// Keys that alone may be found; hits stand in their order, without a score. Null: all may.
  const std::vector<std::string>* among = nullptr;
};

struct Hit {
  std::string key;
  double score = 0;
};

struct Counted {
  std::string value;
  std::uint64_t count = 0;
};

struct Facet {
  std::string field;
  std::vector<Counted> values;  ///< most frequent first, then by value
  std::uint64_t distinct = 0;
};

struct Found {
  std::uint64_t count = 0;  ///< exact
  std::vector<Hit> hits;
  std::vector<Facet> facets;
};

/// A text index with analysis columns over one collection. Safe for many readers beside one writer; a reader sees whole batches.
/// A feed number given with a batch is kept with it: after a crash the feeder goes on behind feed().
class Index {
 public:
  virtual ~Index() = default;
  /// Adds or replaces by key, all of them or none.
  virtual base::Result<void> put(std::span<const query::Document> documents, std::uint64_t feed = 0) = 0;
  /// Takes away what is there, all of it or none.
  virtual base::Result<void> remove(std::span<const std::string> keys, std::uint64_t feed = 0) = 0;
  /// For whoever made an index anew, once all it is made of is in: it answers faster from then on, and the same. Errors: as put().
  virtual base::Result<void> settle() { return {}; }
  /// Errors: search.too_many_terms (more than 64), search.too_long (more than a second), search.unknown_field, search.index_damaged.
  virtual base::Result<Found> find(const Wanted& wanted) const = 0;
  /// The keys of all hits as one answer, in the order find() gives them; it may take longer than a search. Errors: as find().
  [[nodiscard]] virtual base::Result<std::vector<std::string>> list(const query::Query& query, const Order& order) const = 0;
  [[nodiscard]] virtual std::uint64_t size() const = 0;
  /// The number last given with a batch; 0 before the first.
  [[nodiscard]] virtual std::uint64_t feed() const = 0;
};

/// What the embedded engine leaves beside the file of an index, named as that with this ending.
constexpr const char* columns_ending = ".columns";

/// The embedded engine in a file of its own, made where there is none.
/// Errors: search.index_damaged where the file is damaged or made for other fields: delete it with its -wal, -shm and .columns, and feed it anew.
base::Result<std::unique_ptr<Index>> open_index(const std::string& path, const query::Collection& collection);

/// The same in an OpenSearch server (2 or 3), in an index `<name>-<what its fields are>`, made where there is none; other fields are another index.
/// Several processes may open it: see OpenSearchIndex for what differs. `name` is in small letters, digits and hyphens.
/// Errors, here and of every call: search.engine_unreachable, search.engine_busy, search.engine_refused, search.engine_unreadable;
/// search.index_damaged where somebody deleted it; search.fed_by_another of put and remove while another process feeds.
base::Result<std::unique_ptr<Index>> open_opensearch_index(std::shared_ptr<const outbound::Service> service, const std::string& name,
                                                           const query::Collection& collection);
/// Deletes it, so that the next one to open it makes it anew. Errors: as above.
base::Result<void> drop_opensearch_index(std::shared_ptr<const outbound::Service> service, const std::string& name,
                                         const query::Collection& collection);

}  // namespace zhidian::search
