#pragma once
#include "query/query.hpp"

namespace zhidian::query {

/// The same question in the form every notation reads it in: no all in all and no any in any, no list of one, no twice
/// negated part, `everything` and its opposite only where they are the whole query; in `any` the whole values and classes asked
/// of one field are one list without repetition.
Query normalise(Query query);

/// The parts joined under one head, standing where they stand.
Query join(Kind kind, std::vector<Query> parts);

/// How many brackets inside one another the query needs at most, in whatever notation.
int nesting(const Query& query);

/// How many texts and ranges are asked for.
std::size_t count_terms(const Query& query);
/// Their bytes.
std::size_t count_bytes(const Query& query);

}  // namespace zhidian::query
