#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
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
class Index {
 public:
  virtual ~Index() = default;
  /// Adds or replaces by key, all of them or none.
  virtual base::Result<void> put(std::span<const query::Document> documents) = 0;
  virtual base::Result<void> remove(std::span<const std::string> keys) = 0;
  /// Refuses more than 64 terms, and what takes longer than a second ("search.too_long").
  virtual base::Result<Found> find(const Wanted& wanted) const = 0;
  [[nodiscard]] virtual std::uint64_t size() const = 0;
};

}  // namespace zhidian::search
