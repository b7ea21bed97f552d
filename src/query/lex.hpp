#pragma once
#include <vector>

#include "query/terms.hpp"

namespace zhidian::query {

enum class Sign { word, quoted, open, close, comma, relation, both, either, without, near, before, end };

struct Token {
  Sign sign = Sign::end;
  Term term;                            ///< of a word or quoted text; `at` of every token
  Relation relation = Relation::equal;  ///< of a relation
  int distance = 0;                     ///< of near and before
};

/// The tokens of field syntax, ended by one `end`; in time linear in the text. Full-width signs are the same signs.
/// Errors: query.too_long_text, query.unclosed_quote.
base::Result<std::vector<Token>> lex(const Collection& collection, std::string_view text);

/// The operator a word is (and, 与, near/5 …), or `word`; `distance` is set for near and before.
Sign operator_of(std::string_view word, int& distance);

}  // namespace zhidian::query
