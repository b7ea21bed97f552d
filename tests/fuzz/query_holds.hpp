#pragma once
#include <string>
#include <string_view>

#include "query/terms.hpp"

namespace zhidian::fuzz {

/// The collection an input asks (by its length), and the text in it.
const query::Collection& collection_of(std::string_view input);

/// The sets every input may name.
const query::Sets& sets_of(const query::Collection& collection);

/// What was read is printed in every notation and read back as it was; a text can be marked with it.
void holds_in_every_notation(const query::Collection& collection, const query::Query& query);

/// A query, or an error whose place stands in the text; then as above.
void holds(const query::Collection& collection, const base::Result<query::Parsed>& parsed, std::string_view text);

}  // namespace zhidian::fuzz
