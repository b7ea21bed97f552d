#pragma once
#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "query/collection.hpp"
#include "query/fold.hpp"

namespace zhidian::search {

/// How a record stands in OpenSearch. The text is folded and cut on our side and sent as tokens with blanks between them, so that a position is
/// a unit of query::units whatever analysers the server has:
/// `u.F` the units of any field, `p.F` of texts and names pairs of neighbouring Han characters as the embedded engine has them, for speed and
/// relevance, `k.F` whole values as they are compared, `c.F` of classes all that stand above, `g.F` what a facet counts a class as, `d.F` of
/// dates ordinals, `y.F` their years, `key`, and `v.F` the values as they came, only kept.

/// Between two values of a field: no phrase and no distance crosses it.
constexpr int value_gap = 10'000;
/// A unit with more bytes stands as its beginning with its hash.
constexpr std::size_t longest_unit = 160;

/// Settings and mappings of an index: one shard, so that counts of facets are exact; seen by readers when a batch is whole.
boost::json::object index_settings(const query::Collection& collection);
/// What tells whether an index was made for these fields, in eight characters.
std::string layout_fingerprint(const query::Collection& collection);

/// A record as it is sent.
boost::json::object to_source(const query::Collection& collection, const query::Document& document);
/// What a record is known by there: its key, or its hash where it is longer than an identifier may be.
std::string document_id(std::string_view key);

/// What a value is compared as: a canonical class or number, a folded text; its hash where it is long.
std::string comparison_key(const query::Field& field, std::string_view value);
std::string unit_token(const query::Unit& unit);
/// The tokens of `p.F`. As a query without the last Han character of a run: the pair before it has found it.
std::vector<std::string> pair_tokens(const std::vector<query::Unit>& units, bool is_query);
/// Whether only `u.F` finds the end of a phrase: its last Han character stands by itself.
bool has_pairs(const query::Field& field);

}  // namespace zhidian::search
