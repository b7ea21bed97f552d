#include "search/opensearch_query.hpp"

#include <algorithm>

#include "query/classes.hpp"
#include "query/numbers.hpp"
#include "search/dates.hpp"
#include "search/opensearch_layout.hpp"
#include "search/opensearch_server.hpp"
#include "search/opensearch_text.hpp"

namespace zhidian::search {

namespace json = boost::json;
using query::FieldType;
using query::Kind;
using query::Query;
using Compiled = base::Result<json::object>;

namespace {

bool is_textual(const Query& leaf) {
  return leaf.kind == Kind::words || leaf.kind == Kind::prefix || leaf.kind == Kind::near || leaf.kind == Kind::before;
}

/// The same documents, without a score.
json::object unscored(json::object query) { return with("constant_score", json::object{{"filter", std::move(query)}, {"boost", 0.0}}); }

/// One query is itself; several are found by any of them, their scores added.
json::object any_of(json::array queries) {
  if (queries.empty()) return match_none();
  if (queries.size() == 1) return std::move(queries.front().as_object());
  return with("bool", json::object{{"should", std::move(queries)}, {"minimum_should_match", 1}});
}

json::object all_of(json::array queries) {
  if (queries.empty()) return unscored(with("match_all", json::object()));
  if (queries.size() == 1) return std::move(queries.front().as_object());
  return with("bool", with("must", std::move(queries)));
}

json::object find_terms(const std::string& name, std::vector<std::string> terms) {
  return with("terms", with(name, json::array(terms.begin(), terms.end())));
}

json::object find_prefix(const query::Field& field, std::string_view prefix) { return with("prefix", with("k." + field.id, with("value", prefix))); }

json::object find_dates(const query::Field& field, const Query& leaf) {
  const auto [first, last] = ordinal_range(leaf.low, leaf.high);
  if (first > last) return match_none();
  return with("range", with("d." + field.id, json::object{{"gte", first}, {"lte", last}}));
}

std::vector<std::string> keys_of(const query::Field& field, const Query& leaf) {
  std::vector<std::string> keys;
  for (const std::string& text : leaf.text) keys.push_back(comparison_key(field, text));
  return keys;
}

/// With the weight of its field: texts and names count, other values only filter.
json::object weighted(const query::Field& field, const Query& leaf, json::object found) {
  if (!has_pairs(field) || !is_textual(leaf)) return unscored(std::move(found));
  if (field.weight <= 1) return found;
  return with("bool", json::object{{"must", std::move(found)}, {"boost", field.weight}});
}

}  // namespace

Compiled OpenSearchQueries::compile(const Query& query) const {
  switch (query.kind) {
    case Kind::everything: return all_of({});
    case Kind::none: return compile_none(query);
    case Kind::all:
    case Kind::any: {
      auto parts = compile_parts(query.parts);
      if (!parts) return base::refuse(parts.error());
      return query.kind == Kind::all ? all_of(std::move(*parts)) : any_of(std::move(*parts));
    }
    default: return compile_leaf(query);
  }
}

base::Result<json::array> OpenSearchQueries::compile_parts(const std::vector<Query>& parts) const {
  json::array compiled;
  for (const Query& part : parts) {
    auto one = compile(part);
    if (!one) return base::refuse(one.error());
    compiled.push_back(std::move(*one));
  }
  return compiled;
}

Compiled OpenSearchQueries::compile_none(const Query& query) const {
  const bool is_double = query.parts.size() == 1 && query.parts.front().kind == Kind::none;
  auto parts = compile_parts(is_double ? query.parts.front().parts : query.parts);
  if (!parts) return base::refuse(parts.error());
  if (is_double) return unscored(any_of(std::move(*parts)));
  return unscored(with("bool", with("must_not", std::move(*parts))));
}

Compiled OpenSearchQueries::compile_leaf(const Query& leaf) const {
  json::array fields;
  for (const query::Field& field : collection_.fields) {
    if (leaf.field.empty() ? field.weight <= 0 : field.id != leaf.field) continue;
    auto found = compile_in_field(field, leaf);
    if (!found) return base::refuse(found.error());
    fields.push_back(weighted(field, leaf, std::move(*found)));
  }
  return any_of(std::move(fields));
}

Compiled OpenSearchQueries::compile_in_field(const query::Field& field, const Query& leaf) const {
  const json::object with_values = with("exists", with("field", "k." + field.id));
  switch (leaf.kind) {
    case Kind::exact: return find_terms("k." + field.id, keys_of(field, leaf));
    case Kind::under:
      if (field.type != FieldType::classes) return verified(field, leaf, with_values);
      return find_terms("c." + field.id, keys_of(field, leaf));
    case Kind::range: return field.type == FieldType::date ? Compiled(find_dates(field, leaf)) : verified(field, leaf, with_values);
    case Kind::prefix:
      if (field.type == FieldType::number) return find_prefix(field, query::canonical_number_prefix(leaf.text.front()));
      if (field.type == FieldType::classes) return find_prefix(field, query::canonical_class_prefix(leaf.text.front()));
      break;
    default: break;
  }
  auto compiled = compile_text(field, leaf);
  return compiled ? Compiled(std::move(*compiled)) : verified(field, leaf, text_candidates(field, leaf));
}

Compiled OpenSearchQueries::verified(const query::Field& field, const Query& leaf, const json::object& candidates) const {
  auto keys = verify_(field, leaf, candidates);
  if (!keys) return base::refuse(keys.error());
  return find_terms("key", std::move(*keys));
}

}  // namespace zhidian::search
