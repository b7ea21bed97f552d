#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "query/collection.hpp"
#include "query/query.hpp"

namespace zhidian::query {

/// Groups of words that say the same.
class Synonyms {
 public:
  /// Adds the groups of a file: `synonyms:` with lists of words. Errors: query.bad_collection {file, line, key}: not of this shape, fewer than two
  /// words, a comma in a word, a word in two groups.
  base::Result<void> add(const std::string& path, const std::string& yaml);
  /// The other words of the group of a word, in any spelling; none where it stands in no group.
  [[nodiscard]] std::vector<std::string> others(std::string_view word) const;

 private:
  std::vector<std::vector<std::string>> groups_;
  std::map<std::string, std::size_t> group_of_;  ///< by the folded word
};

/// A word that was asked, and what is searched beside it.
struct Expansion {
  std::string word;
  std::vector<std::string> also;
};

/// The query with every text that is a word of a group, asked of any text or of a text field, asking for the whole group. A word whose folded
/// spelling is in `as_written`, or every one where that holds "*", is left as it is, and told without `also`. What was expanded is told once each.
Query expand(const Collection& collection, const Query& query, const Synonyms& synonyms, const std::set<std::string>& as_written,
             std::vector<Expansion>& told);

}  // namespace zhidian::query
