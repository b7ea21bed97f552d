#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace zhidian::query {

/// What a node of a query asks of a document.
enum class Kind {
  everything,  ///< every document
  words,       ///< the text stands in the field as it is written: a word or a phrase (text[0])
  prefix,      ///< a word beginning so (text[0])
  near,        ///< all of text within `distance` characters or Latin words of one another, in any order
  before,      ///< the same, in this order
  exact,       ///< one of text is a whole value of the field: a name, a number, a code
  under,       ///< one of text is the class or a class above it; exact: the class itself
  range,       ///< low ≤ value ≤ high; either may be empty
  all,         ///< every part
  any,         ///< one part or more
  none,        ///< not the one part
};

/// Where a node stands in what was typed: bytes from the start.
struct Span {
  std::size_t begin = 0, end = 0;
};

/// A query: one tree, whatever notation it was written in. An empty field means any text.
struct Query {
  Kind kind = Kind::everything;
  std::string field;
  std::vector<std::string> text;
  int distance = 0;
  std::string low, high;
  std::vector<Query> parts;
  Span at;  ///< not compared

  friend bool operator==(const Query& left, const Query& right);
};

}  // namespace zhidian::query
