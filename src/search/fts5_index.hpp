#pragma once
#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>

#include "search/columns.hpp"
#include "search/fts5_connection.hpp"
#include "search/fts5_evaluator.hpp"
#include "search/index.hpp"
#include "search/set_cache.hpp"
#include "storage/lease_pool.hpp"

namespace zhidian::search {

struct Fts5Options {
  std::chrono::milliseconds most_time{1000};  ///< of one search
  std::size_t cache_bytes = 64 << 20;         ///< for the sets of frequent words
  std::size_t readers = 4;
  std::chrono::milliseconds most_listing{60'000};  ///< of all hits
};

/// The embedded engine. Another process may write the same file: what it wrote is read before the next search or batch.
class Fts5Index final : public Index {
 public:
  /// Errors: Fts5Failure.
  Fts5Index(std::string path, query::Collection collection, Fts5Options options = {});
  /// Leaves the columns beside the file, for the next opening.
  ~Fts5Index() override;
  Fts5Index(const Fts5Index&) = delete;
  Fts5Index& operator=(const Fts5Index&) = delete;

  base::Result<void> put(std::span<const query::Document> documents, std::uint64_t feed) override;
  base::Result<void> remove(std::span<const std::string> keys, std::uint64_t feed) override;
  base::Result<void> settle() override;
  base::Result<Found> find(const Wanted& wanted) const override;
  [[nodiscard]] base::Result<std::vector<std::string>> list(const query::Query& query, const Order& order) const override;
  [[nodiscard]] std::uint64_t size() const override;
  [[nodiscard]] std::uint64_t feed() const override;

 private:
  using Change = std::function<void(class Fts5Batch&)>;

  base::Result<void> write(std::uint64_t feed, const Change& change);
  void write_batch(std::uint64_t feed, const Change& change);
  base::Result<Found> find_within(const Wanted& wanted, std::chrono::milliseconds most_time) const;
  base::Result<Found> find_in(const Wanted& wanted, Fts5Connection& connection) const;
  /// Begins to read: the columns that belong to what the connection reads from here on.
  std::shared_ptr<const Columns> begin_reading(Fts5Connection& connection, std::unique_ptr<Fts5Transaction>& transaction) const;
  /// The columns saved beside the file where they belong to it, else those its rows tell.
  std::shared_ptr<const Columns> open_columns();
  /// Reads the columns anew where another process has written.
  void refresh() const;
  [[nodiscard]] std::shared_ptr<const Columns> columns() const;

  std::string path_;
  query::Collection collection_;
  Layout layout_;
  Fts5Options options_;
  mutable std::mutex writing_;  ///< one batch, or one reading of the columns, at a time
  mutable std::unique_ptr<Fts5Connection> writer_;
  mutable Dictionaries dictionaries_;
  mutable std::shared_mutex turn_;  ///< held while a batch becomes visible, in the file and here
  mutable std::shared_ptr<const Columns> columns_;
  mutable storage::LeasePool<Fts5Connection> readers_;
  mutable SetCache cache_;
  std::optional<std::uint64_t> saved_;  ///< the generation of the columns beside the file
};

}  // namespace zhidian::search
