#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "query/collection.hpp"
#include "query/query.hpp"
#include "search/columns.hpp"
#include "search/fts5_connection.hpp"
#include "search/fts5_functions.hpp"
#include "search/set_cache.hpp"

namespace zhidian::search {

/// What one search reads: the columns as they stand with the read transaction of the connection.
struct Fts5View {
  const query::Collection& collection;
  const Layout& layout;
  const Dictionaries& dictionaries;
  Fts5Connection& connection;
  const Columns& columns;
  SetCache& cache;
};

/// The documents an FTS5 expression finds, with their scores where `score` says how. Errors: Fts5Failure.
Matches find_matches(const Fts5View& view, const std::string& expression, ScoreWanted* score);

/// Turns a query into the set of documents that match it, equal to query::matches. Errors: Fts5Failure.
class Fts5Evaluator {
 public:
  explicit Fts5Evaluator(Fts5View view) : view_(view) {}

  DocumentSet evaluate(const query::Query& query);
  /// The documents an FTS5 expression finds.
  std::shared_ptr<const DocumentSet> find_text(const std::string& expression);
  /// What is known of an expression by now; null where nothing is.
  std::shared_ptr<const Matches> find_known(const std::string& expression);
  /// Keeps it to the end of this search, and beyond it where the expression is frequent.
  void remember(const std::string& expression, std::shared_ptr<const Matches> matches);

 private:
  /// Takes out of `among` what the query does not ask for.
  void narrow(DocumentSet& among, const query::Query& query);
  void narrow_all(DocumentSet& among, const query::Query& query);
  void narrow_any(DocumentSet& among, const query::Query& query);
  void narrow_leaf(DocumentSet& among, const query::Query& leaf);
  void narrow_by_columns(DocumentSet& among, const query::Query& leaf);
  /// At least those of `among` that the leaf asks for.
  DocumentSet find_leaf(const query::Query& leaf, const DocumentSet& among);
  /// By an expression, made of cached sets where all of them are there.
  void narrow_text(DocumentSet& among, const std::vector<std::string>& wanted, const std::vector<std::string>& excluded);

  DocumentSet find_in_field(const query::Field& field, const query::Query& leaf, const DocumentSet& among);
  DocumentSet find_in_texts(const std::vector<std::size_t>& texts, const query::Query& leaf, const DocumentSet& among);
  DocumentSet find_near(const std::vector<std::size_t>& texts, const query::Query& leaf, const DocumentSet& among);
  DocumentSet find_in_column(const query::Field& field, std::size_t column, const query::Query& leaf, const DocumentSet& among);
  DocumentSet find_values(std::size_t column, const std::vector<ValueNumber>& values, const DocumentSet& among);
  DocumentSet find_dates(std::size_t column, const query::Query& leaf, const DocumentSet& among);
  DocumentSet find_numbers(const query::Field& field, const query::Query& leaf, const DocumentSet& among);
  /// By the values kept in the file, one document after the other: slow, for what nothing else tells.
  DocumentSet verify(const query::Field& field, const query::Query& leaf, const DocumentSet& among);
  bool holds(const query::Field& field, const query::Query& leaf, const std::vector<std::string>& values) const;
  std::vector<std::string> stored_values(const query::Field& field, DocumentNumber number);

  Fts5View view_;
  std::map<std::string, std::shared_ptr<const Matches>> known_;  ///< in this search
};

}  // namespace zhidian::search
