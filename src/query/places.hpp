#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "query/collection.hpp"
#include "query/query.hpp"

namespace zhidian::query {

/// Where a text stands among the units of a value: [begin, end).
struct Place {
  int begin, end;
};
using Places = std::vector<Place>;

/// The folded units of a text.
std::vector<std::string> unit_texts(std::string_view text);

/// Every place where the wanted units stand side by side; with `is_prefix` the last may go on. None where nothing is wanted.
Places find_places(const std::vector<std::string>& value, const std::vector<std::string>& wanted, bool is_prefix);

/// What to mark in a value of a field: bytes of the text as it was given, in order, none touching another. Marked is every
/// word, phrase and prefix the query asks for in this field or in any text, but not what it excludes.
std::vector<Span> highlights(const Collection& collection, const Query& query, std::string_view field, std::string_view text);

}  // namespace zhidian::query
