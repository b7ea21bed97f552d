#pragma once
#include <boost/json.hpp>
#include <optional>

#include "query/collection.hpp"
#include "query/query.hpp"

namespace zhidian::search {

/// Words, prefixes and distances in one field as a query of OpenSearch; empty where none says exactly that.
std::optional<boost::json::object> compile_text(const query::Field& field, const query::Query& leaf);
/// What finds all records compile_text would find, and perhaps more.
boost::json::object text_candidates(const query::Field& field, const query::Query& leaf);

boost::json::object match_none();

}  // namespace zhidian::search
