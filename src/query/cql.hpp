#pragma once
#include "query/sets.hpp"
#include "query/terms.hpp"

namespace zhidian::query {

/// Reads a query in CQL 1.2: `title = "钢筋" and (applicant = "海安" or applicant == "…") not ipc = "E01B3/32"`.
///
/// Booleans have one strength and go from left to right, as CQL says. Taken: relations = == <> < <= > >= exact adj any all
/// within, `*` at the end of a term, prox with unit=word, distance and (un)ordered, cql.allRecords, cql.serverChoice.
/// `ipc = "H01M"` is the class with what stands below it, `==` the class itself. CQL counts adjacent words as distance 1,
/// field syntax as 0. `#1` without quotation marks stands for a set, as in field syntax. Source: OASIS searchRetrieve part 5, CQL 1.2.
/// Errors: those of Terms, query.too_long_text, query.unclosed_quote, query.unclosed_bracket, query.stray_bracket, query.missing_operand,
/// query.missing_value, query.too_deep, query.too_many_terms, query.too_long_terms, query.mixed_distances, query.cql_unsupported,
/// query.cql_operator_expected, query.unknown_set, query.no_sets.
base::Result<Parsed> parse_cql(const Collection& collection, std::string_view text, const Sets& sets = {});

/// The query in CQL: parse_cql(print_cql(q)) = normalise(q).
std::string print_cql(const Query& query);

}  // namespace zhidian::query
