#pragma once
#include <memory>
#include <optional>
#include <shared_mutex>
#include <stop_token>
#include <string>
#include <string_view>

#include "capabilities/ip_records/follow.hpp"
#include "marks/explain.hpp"
#include "marks/mark_index.hpp"

namespace zhidian::ip_search {

/// Thrown to leave a reading in the middle when the server stops.
struct Stopped {};

/// The marks of all trademarks as a serving process holds them in memory, for the search of near marks. Threads: one follows, any number search.
class MarkKeeper {
 public:
  /// Reads nothing yet. All must outlive it; `table` is the text of marks/characters.txt.
  MarkKeeper(storage::Database& database, const query::Collection& collection, std::string_view table);
  [[nodiscard]] const query::Collection& collection() const { return collection_; }
  /// What is near, nearest first. Errors: ip_search.preparing before the first round.
  [[nodiscard]] base::Result<marks::NearMarks> find(std::u32string mark, marks::Kinds allowed, std::size_t most) const;
  /// Why. After a `find` only.
  [[nodiscard]] marks::Explanation explain(std::string_view query, std::string_view mark, marks::Kinds allowed) const;
  /// One round: brings the marks to the last batch. Asked to stop it leaves them unfinished; they are read anew then.
  void follow(const std::stop_token& stop);

 private:
  class Reader;
  storage::Database& database_;
  const query::Collection& collection_;
  std::string_view table_;
  mutable std::shared_mutex mutex_;
  std::unique_ptr<const marks::Characters> characters_;  ///< made in the first round: it takes a moment
  std::unique_ptr<marks::MarkIndex> index_;
  bool is_ready_ = false;
  ip_records::Followed followed_;
};

}  // namespace zhidian::ip_search
