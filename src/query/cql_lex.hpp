#pragma once
#include <vector>

#include "query/terms.hpp"

namespace zhidian::query {

struct CqlToken {
  enum class Sign { word, quoted, open, close, relation, slash, end };
  Sign sign = Sign::end;
  std::string text;  ///< as it stands, without the quotation marks and still with its escapes
  Span at;
};

/// The tokens of CQL, ended by one `end`. Errors: query.too_long_text, query.unclosed_quote.
base::Result<std::vector<CqlToken>> lex_cql(std::string_view text);

}  // namespace zhidian::query
