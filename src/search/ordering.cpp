#include "search/ordering.hpp"

#include <limits>

namespace zhidian::search {

std::vector<DocumentNumber> order_by_date(const Columns& columns, std::size_t column, const DocumentSet& documents, bool is_ascending,
                                          std::size_t most) {
  constexpr std::uint32_t last = std::numeric_limits<std::uint32_t>::max();
  const auto rank_of = [&](ValueNumber date) { return is_ascending ? date : last - 1 - date; };
  const auto column_of = [&](std::size_t chunk) -> const ValueColumn& { return columns.chunks[chunk]->columns[column]; };
  // The chunks by the best rank one of their documents may have: those that can hold nothing better are not looked at.
  std::vector<Best<std::uint32_t>::Ranked> chunks;
  for (std::size_t chunk = 0; chunk < columns.chunks.size(); ++chunk) {
    const ValueColumn& dates = column_of(chunk);
    const bool has_dates = dates.lowest() <= dates.highest();
    chunks.emplace_back(has_dates ? rank_of(is_ascending ? dates.lowest() : dates.highest()) : last, chunk * Chunk::size);
  }
  std::sort(chunks.begin(), chunks.end());
  Best<std::uint32_t> best(most);
  for (const auto& chunk : chunks) {
    if (!best.takes(chunk)) break;
    const ValueColumn& dates = column_of(chunk.second / Chunk::size);
    documents.each(chunk.second, chunk.second + Chunk::size, [&](DocumentNumber number) {
      const auto values = dates.at(number % Chunk::size);
      best.add(values.empty() ? last : rank_of(values.front()), number);
    });
  }
  std::vector<DocumentNumber> ordered;
  for (const auto& [rank, number] : best.finish()) ordered.push_back(number);
  return ordered;
}

}  // namespace zhidian::search
