#pragma once
#include "base/value.hpp"
#include "http/http.hpp"
#include "query/terms.hpp"

namespace zhidian::ip_search {

constexpr std::size_t most_characters = 800;  ///< of a query in the box: an address must hold it

/// A query as it stands in one notation, and the earlier searches it may name.
struct Written {
  enum class Notation { field, cql, builder };
  Notation notation = Notation::field;
  std::string text;  ///< of the builder: its form as JSON
  query::Sets sets;
  std::map<int, base::Error> unreadable;  ///< sets whose query is none any more, and why
};

/// Reads body IpQueryText. Errors: those of BodyReader, ip_search.bad_notation, query.builder_shape.
base::Result<Written> read_body(const query::Collection& collection, const base::Value& body);

/// What is meant, without references. Errors: those of parse, parse_cql and read_builder (these with the path as a detail), query.builder_shape,
/// query.bad_set {number, reason}, ip_search.too_long_query where it would not fit into the box.
base::Result<query::Parsed> read_written(const query::Collection& collection, const Written& written, http::Language language);

/// Schema IpQuery without its remarks: the same query in every notation.
base::Value notations_value(const query::Collection& collection, const query::Query& query);

}  // namespace zhidian::ip_search
