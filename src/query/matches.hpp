#pragma once
#include "query/collection.hpp"
#include "query/query.hpp"

namespace zhidian::query {

/// Whether a document is what a query asks for: the slow reference every index is compared with.
///
/// Any text: the fields with a weight. A phrase stands in one value; its units are side by side. Distance: for each of the
/// texts at most `distance` units stand between its end and the beginning of the last one; `before` also asks for their
/// order without overlap. A prefix completes the last unit of its text only. A number is compared by number_keys, a class
/// by class_path, a name and a code by fold, a date as it is written (YYYY-MM-DD).
bool matches(const Collection& collection, const Query& query, const Document& document);

}  // namespace zhidian::query
