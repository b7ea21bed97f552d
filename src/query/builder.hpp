#pragma once
#include "base/value.hpp"
#include "query/collection.hpp"
#include "query/query.hpp"
#include "query/sets.hpp"

namespace zhidian::query {

/// The query as the builder of the web shows it.
///
/// A group: {"join": "all"|"any", "parts": […]}; a condition: {"is": "words"|"prefix"|"near"|"before"|"exact"|"under"|"range",
/// "field": id (absent: any text), "text": […], "distance": n, "low": day, "high": day}. Either may be {"not": true, …}.
/// Everything is the group of all without parts. {"is": "set", "number": n} stands for an earlier search; it is read, never written.
base::Value write_builder(const Query& query);

/// Reads the same strictly, checks it as the other notations do, and normalises it.
/// Errors (with path, such as parts.0.text): query.builder_shape, query.too_deep, query.too_many_terms, query.too_long_terms, query.unknown_field,
/// query.wrong_condition, query.unknown_set, query.no_sets, and those of Terms.
base::Result<Query> read_builder(const Collection& collection, const base::Value& value, const Sets& sets = {});

}  // namespace zhidian::query
