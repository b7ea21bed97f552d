#pragma once
#include <vector>

#include "search/fts5_evaluator.hpp"

namespace zhidian::search {

struct ScoredDocument {
  DocumentNumber number;
  double score;
};

/// Where a query asks for texts alone, finds its documents and their scores in one pass; the evaluator then knows them. Errors: Fts5Failure.
void find_with_scores(const Fts5View& view, Fts5Evaluator& evaluator, const query::Query& query);

/// The first `most` of the documents by relevance: BM25 of the phrases of the query over all fields, by their weights; of one score in the
/// order of their numbers. `documents` is what the query finds. Errors: Fts5Failure.
std::vector<ScoredDocument> order_by_relevance(const Fts5View& view, Fts5Evaluator& evaluator, const query::Query& query,
                                               const DocumentSet& documents, std::size_t most);

}  // namespace zhidian::search
