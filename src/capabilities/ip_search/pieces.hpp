#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "query/collection.hpp"
#include "query/query.hpp"

namespace zhidian::ip_search {

/// A part of a text as it is shown: marked where the query asks for it.
struct Piece {
  std::string text;
  bool is_marked = false;
  friend bool operator==(const Piece&, const Piece&) = default;
};
using Pieces = std::vector<Piece>;

/// The whole text.
Pieces mark(const query::Collection& collection, const query::Query& query, std::string_view field, std::string_view text);
/// The same around its first mark, at most some 180 characters, with an ellipsis where something was left out; its beginning where nothing is marked.
Pieces mark_shortened(const query::Collection& collection, const query::Query& query, std::string_view field, std::string_view text);

/// What of a record is shown under its title: the first running text, title apart, that holds a mark, or else the first there is.
struct Snippet {
  const query::Field* field = nullptr;  ///< null where the record has no such text
  Pieces pieces;
};
Snippet find_snippet(const query::Collection& collection, const query::Query& query, const query::Document& document);

}  // namespace zhidian::ip_search
