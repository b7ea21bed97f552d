#include "search/fts5_ranking.hpp"

#include <algorithm>
#include <cmath>

#include "search/fts5_expression.hpp"
#include "search/fts5_functions.hpp"
#include "search/ordering.hpp"
#include "search/sql.hpp"

namespace zhidian::search {
namespace {

/// Source: Robertson and Zaragoza 2009, in the form that is never negative.
double rarity(double all, double having) { return std::log(1 + (all - having + 0.5) / (having + 0.5)); }

ScoreWanted prepare(const Fts5View& view, const DocumentSet& documents) {
  ScoreWanted wanted{&view.columns, &documents, {}, {}, {}};
  const auto all = static_cast<double>(std::max<std::uint64_t>(view.columns.count, 1));
  for (std::size_t text = 0; text < view.layout.texts().size(); ++text) {
    // A field outside "any text" counts where the query names it.
    wanted.weights.push_back(std::max(view.layout.texts()[text]->weight, 1));
    wanted.mean_lengths.push_back(std::max(static_cast<double>(view.columns.total_lengths[text]) / all, 1.0));
  }
  return wanted;
}

/// Documents without a score, in the order of their numbers, until there are enough.
void fill_up(std::vector<ScoredDocument>& ordered, const Columns& columns, DocumentSet documents, std::size_t most) {
  if (ordered.size() >= most) return;
  for (const ScoredDocument& scored : ordered) documents.remove(scored.number);
  for (std::size_t begin = 0; begin < columns.limit() && ordered.size() < most; begin += Chunk::size) {
    documents.each(begin, begin + Chunk::size, [&](DocumentNumber number) {
      if (ordered.size() < most) ordered.push_back({number, 0});
    });
  }
}

}  // namespace

std::vector<ScoredDocument> order_by_relevance(const Fts5View& view, Fts5Evaluator& evaluator, const query::Query& query,
                                               const DocumentSet& documents, std::size_t most) {
  std::vector<ScoredDocument> ordered;
  if (const auto scored = compile_score(view.collection, view.layout, query); scored && most > 0) {
    ScoreWanted wanted = prepare(view, documents);
    const auto all = static_cast<double>(view.columns.count);
    for (const std::string& phrase : scored->phrases) {
      // Of one phrase alone the rarity changes no order: its documents need not be counted.
      wanted.rarities.push_back(scored->phrases.size() == 1 ? 1 : rarity(all, static_cast<double>(evaluator.find_text(phrase)->count())));
    }
    Best<double> best(most);
    auto use = view.connection.use(sql::search::list_scores.sql);
    use.bind(1, scored->expression).bind_pointer(2, &wanted, ScoreWanted::type);
    while (use.step()) {
      const auto number = static_cast<DocumentNumber>(use.integer(0));
      if (documents.contains(number)) best.add(-use.number(1), number);
    }
    for (const auto& [rank, number] : best.finish()) ordered.push_back({number, -rank});
  }
  fill_up(ordered, view.columns, documents, most);
  return ordered;
}

}  // namespace zhidian::search
