#pragma once
#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "search/columns.hpp"

namespace zhidian::search {

/// Keeps the best of many documents by a rank: the lowest first, of one rank in the order of their numbers.
template <class Rank>
class Best {
 public:
  using Ranked = std::pair<Rank, DocumentNumber>;
  explicit Best(std::size_t most) : most_(most) {}

  /// Whether it would keep this one, or any worse.
  [[nodiscard]] bool takes(Ranked one) const { return ranked_.size() < most_ || (most_ > 0 && one < ranked_.front()); }
  void add(Rank rank, DocumentNumber number) {
    const Ranked one{rank, number};
    if (ranked_.size() < most_) {
      ranked_.push_back(one);
      std::push_heap(ranked_.begin(), ranked_.end());
    } else if (most_ > 0 && one < ranked_.front()) {
      std::pop_heap(ranked_.begin(), ranked_.end());
      ranked_.back() = one;
      std::push_heap(ranked_.begin(), ranked_.end());
    }
  }
  std::vector<Ranked> finish() {
    std::sort_heap(ranked_.begin(), ranked_.end());
    return std::move(ranked_);
  }

 private:
  std::size_t most_;
  std::vector<Ranked> ranked_;
};

/// The first documents of a set by the first of their dates in a column; those without one last, those of one day in the order of their numbers.
std::vector<DocumentNumber> order_by_date(const Columns& columns, std::size_t column, const DocumentSet& documents, bool is_ascending,
                                          std::size_t most);

}  // namespace zhidian::search
