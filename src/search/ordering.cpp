#include "search/ordering.hpp"

#include <limits>

namespace zhidian::search {

std::vector<DocumentNumber> order_by_date(const Columns& columns, std::size_t column, const DocumentSet& documents, bool is_ascending,
                                          std::size_t most) {
  constexpr std::uint32_t last = std::numeric_limits<std::uint32_t>::max();
  Best<std::uint32_t> best(most);
  for (std::size_t index = 0; index < columns.chunks.size(); ++index) {
    const ValueColumn& dates = columns.chunks[index]->columns[column];
    documents.each(index * Chunk::size, (index + 1) * Chunk::size, [&](DocumentNumber number) {
      const auto values = dates.at(number % Chunk::size);
      best.add(values.empty() ? last : is_ascending ? values.front() : last - 1 - values.front(), number);
    });
  }
  std::vector<DocumentNumber> ordered;
  for (const auto& [rank, number] : best.finish()) ordered.push_back(number);
  return ordered;
}

}  // namespace zhidian::search
