#include "search/fts5_ranking.hpp"

#include <algorithm>
#include <cmath>

#include "search/fts5_expression.hpp"
#include "search/ordering.hpp"

namespace zhidian::search {
namespace {

/// Source: Robertson and Zaragoza 2009, in the form that is never negative.
double rarity(double all, double having) { return std::log(1 + (all - having + 0.5) / (having + 0.5)); }

ScoreWanted prepare(const Fts5View& view, Fts5Evaluator& evaluator, const Scored& scored, const DocumentSet& documents) {
  ScoreWanted wanted{&view.columns, &documents, {}, {}, {}};
  const auto all = static_cast<double>(view.columns.count);
  for (std::size_t text = 0; text < view.layout.texts().size(); ++text) {
    // A field outside "any text" counts where the query names it.
    wanted.weights.push_back(std::max(view.layout.texts()[text]->weight, 1));
    wanted.mean_lengths.push_back(std::max(static_cast<double>(view.columns.total_lengths[text]) / std::max(all, 1.0), 1.0));
  }
  for (const std::string& phrase : scored.phrases) {
    // Of one phrase alone the rarity changes no order: its documents need not be counted.
    wanted.rarities.push_back(scored.phrases.size() == 1 ? 1 : rarity(all, static_cast<double>(evaluator.find_text(phrase)->count())));
  }
  return wanted;
}

/// The documents of the expression among `documents`, with their scores.
Matches score(const Fts5View& view, Fts5Evaluator& evaluator, const Scored& scored, const DocumentSet& documents) {
  ScoreWanted wanted = prepare(view, evaluator, scored, documents);
  return find_matches(view, scored.expression, &wanted);
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

void find_with_scores(const Fts5View& view, Fts5Evaluator& evaluator, const query::Query& query) {
  const auto expression = compile_part(view.collection, view.layout, query);
  const auto scored = compile_score(view.collection, view.layout, query);
  if (!expression || !scored || scored->expression != *expression) return;
  const auto known = evaluator.find_known(*expression);
  if (known && known->scores.size() == known->documents.count()) return;
  evaluator.remember(*expression, std::make_shared<Matches>(score(view, evaluator, *scored, view.columns.present)));
}

std::vector<ScoredDocument> order_by_relevance(const Fts5View& view, Fts5Evaluator& evaluator, const query::Query& query,
                                               const DocumentSet& documents, std::size_t most) {
  std::vector<ScoredDocument> ordered;
  if (const auto scored = compile_score(view.collection, view.layout, query); scored && most > 0) {
    std::shared_ptr<const Matches> matches = evaluator.find_known(scored->expression);
    if (!matches || matches->scores.empty()) matches = std::make_shared<Matches>(score(view, evaluator, *scored, documents));
    Best<float> best(most);
    auto its_score = matches->scores.begin();
    matches->documents.each([&](DocumentNumber number) {
      const float one = *its_score++;
      if (documents.contains(number)) best.add(-one, number);
    });
    for (const auto& [rank, number] : best.finish()) ordered.push_back({number, -rank});
  }
  fill_up(ordered, view.columns, documents, most);
  return ordered;
}

}  // namespace zhidian::search
