#pragma once
#include "query/collection.hpp"
#include "query/query.hpp"

namespace zhidian::query {

enum class Language { zh, en };

/// The query in field syntax: parse(print(q)) = normalise(q).
std::string print(const Collection& collection, const Query& query, Language language);

}  // namespace zhidian::query
