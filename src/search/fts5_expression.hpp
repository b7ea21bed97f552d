#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/query.hpp"
#include "search/layout.hpp"

namespace zhidian::search {

/// A phrase as an FTS5 expression without its fields, and its length in units.
struct Phrase {
  std::string expression;
  int length = 0;
};
/// Empty where the text has no units: it stands nowhere.
std::optional<Phrase> make_phrase(std::string_view text, bool is_prefix);

/// `{title abstract} : (expression)`; every text where all are asked for. `texts` are places in Layout::texts().
std::string in_texts(const Layout& layout, const std::vector<std::size_t>& texts, std::string_view expression);

/// The fields a leaf asks: the one it names, or those with a weight.
std::vector<const query::Field*> asked_fields(const query::Collection& collection, const query::Query& leaf);
/// Those of them that are in the full text.
std::vector<std::size_t> asked_texts(const Layout& layout, const std::vector<const query::Field*>& fields);

/// The FTS5 expression that finds exactly what a part of a query asks for, where there is one: words, phrases and prefixes in texts,
/// joined by all, any and none.
std::optional<std::string> compile_part(const query::Collection& collection, const Layout& layout, const query::Query& part);
/// (a AND b) NOT (c OR d); without `excluded` (a AND b).
std::string join_all(const std::vector<std::string>& wanted, const std::vector<std::string>& excluded);
std::string join_any(const std::vector<std::string>& wanted);

/// What a query is scored by: an expression of all its phrases but those it excludes, and each by itself in their order.
/// Empty where it has none. A document the expression does not find has the score 0.
struct Scored {
  std::string expression;
  std::vector<std::string> phrases;
};
std::optional<Scored> compile_score(const query::Collection& collection, const Layout& layout, const query::Query& query);

}  // namespace zhidian::search
