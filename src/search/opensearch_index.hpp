#pragma once
#include <atomic>
#include <chrono>
#include <mutex>

#include "search/index.hpp"
#include "search/opensearch_server.hpp"
#include "search/opensearch_state.hpp"

namespace zhidian::search {

struct OpenSearchOptions {
  std::chrono::milliseconds most_time{1000};       ///< of one search
  std::chrono::milliseconds most_feeding{60'000};  ///< after which a feeder that says nothing is taken for gone
  std::chrono::milliseconds most_listing{60'000};  ///< of all hits
  std::size_t listed_at_once = 10'000;             ///< as the server allows
};

/// An index of an OpenSearch server. Several processes may open the same one: each searches, one at a time feeds.
/// Beside Index: put and remove refuse search.fed_by_another while another process feeds, or where one has fed since this one
/// last asked feed(). What the server refused in the
/// middle of a batch leaves no feed number behind and is seen by no reader until the batch is fed again. A search that must look at records one by
/// one asks the server several times, so that a batch may become visible in between. Facet::distinct is exact up to the number of values asked for,
/// beyond it what HyperLogLog++ estimates. Documents of one rank come in the order of their keys. Keys have at most 32,000 bytes.
class OpenSearchIndex final : public Index {
 public:
  using Options = OpenSearchOptions;
  /// `name` is the whole name of the index there.
  OpenSearchIndex(OpenSearchServer server, std::string name, query::Collection collection, Options options);

  /// Makes the index where there is none. Errors: those of OpenSearchServer::ask.
  base::Result<void> prepare();

  base::Result<void> put(std::span<const query::Document> documents, std::uint64_t feed) override;
  base::Result<void> remove(std::span<const std::string> keys, std::uint64_t feed) override;
  base::Result<Found> find(const Wanted& wanted) const override;
  /// Page after page: a batch may become visible in between, and what it moved is handed out where it was met.
  [[nodiscard]] base::Result<std::vector<std::string>> list(const query::Query& query, const Order& order) const override;
  /// What the server said last, where it does not answer now.
  [[nodiscard]] std::uint64_t size() const override;
  [[nodiscard]] std::uint64_t feed() const override;

 private:
  /// Lines for the server, until it says they are enough.
  using NextLines = std::function<bool(std::string& lines)>;
  using Deadline = std::chrono::steady_clock::time_point;

  base::Result<void> write(std::uint64_t feed, const NextLines& next);
  base::Result<FeedState> claim(std::uint64_t feed);
  base::Result<void> send(const NextLines& next) const;
  base::Result<void> send_lines(std::string lines) const;
  base::Result<boost::json::value> search(boost::json::object body, Deadline deadline) const;
  base::Result<std::vector<std::string>> verify(const query::Field& field, const query::Query& leaf, const boost::json::object& candidates,
                                                Deadline deadline) const;
  [[nodiscard]] base::Result<boost::json::object> compile(const query::Query& query, Deadline deadline) const;
  base::Result<Found> find_until(const Wanted& wanted, Deadline deadline) const;
  base::Result<void> show_values(std::vector<Facet>& facets, Deadline deadline) const;

  OpenSearchServer server_;
  std::string name_, me_;
  query::Collection collection_;
  Options options_;
  OpenSearchState state_;
  std::mutex feeding_;  ///< one batch at a time, and what was seen of another feeder
  std::uint64_t seen_number_ = 0;
  std::chrono::steady_clock::time_point seen_at_{};
  mutable std::atomic<std::uint64_t> size_ = 0, feed_ = 0;  ///< as they were last asked for
};

}  // namespace zhidian::search
