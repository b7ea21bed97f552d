#pragma once
#include <sqlite3.h>

#include <cstdint>
#include <string>
#include <vector>

#include "search/columns.hpp"
#include "search/fts5_connection.hpp"
#include "search/set_cache.hpp"

namespace zhidian::search {

/// What the function `zhidian_near` asks of a row: texts within a distance of one another in one field.
struct NearWanted {
  static constexpr const char* type = "zhidian_near";
  std::vector<int> lengths;  ///< of each phrase of the expression, in units
  int distance = 0;
  bool is_ordered = false;
};

/// What the function `zhidian_score` reads: BM25 over the fields by weight, with the lengths of the columns.
/// Source: Robertson and Zaragoza 2009 (BM25F).
struct ScoreWanted {
  static constexpr const char* type = "zhidian_score";
  const Columns* columns = nullptr;
  const DocumentSet* documents = nullptr;  ///< what is worth scoring
  std::vector<double> weights;             ///< of each text of the layout
  std::vector<double> mean_lengths;        ///< of each text of the layout
  std::vector<double> rarities;            ///< of each phrase of the expression
};

/// Where the function `zhidian_collect` puts what one phrase finds, in the order of numbers.
struct CollectWanted {
  static constexpr const char* type = "zhidian_collect";
  const Fts5Connection* connection = nullptr;
  const ScoreWanted* score = nullptr;  ///< null: no scores
  Matches found;
  std::size_t rows = 0;  ///< walked by now
};

/// Makes them known to a connection. Returns SQLITE_OK or why not.
/// zhidian_near(texts_index, pointer): a bit for each text of the layout that has them near, 0 where none has.
/// zhidian_score(texts_index, pointer): the score, null where the document is not among those asked for.
/// zhidian_collect(texts_index, pointer): 1 once all rows of the expression are collected, whichever row it is called for; 0 where it has
/// several phrases. FTS5 walks the rows by itself, in half the time it takes to hand out each as a row of a statement.
int register_functions(sqlite3* connection);

}  // namespace zhidian::search
