#pragma once
#include "base/result.hpp"
#include "query/query.hpp"

namespace zhidian::search {

constexpr std::size_t most_terms = 64, most_depth = 100;

/// Errors: search.too_many_terms {limit} beyond 64 words, values and ranges, search.too_deep {limit} beyond 100 levels.
base::Result<void> check_limits(const query::Query& query);

}  // namespace zhidian::search
