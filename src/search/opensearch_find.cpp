// How an index of an OpenSearch server is searched.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "query/matches.hpp"
#include "search/limits.hpp"
#include "search/opensearch_index.hpp"
#include "search/opensearch_layout.hpp"
#include "search/opensearch_query.hpp"

namespace zhidian::search {

namespace json = boost::json;
using base::ErrorCode;
using query::FieldType;

namespace {

using Clock = std::chrono::steady_clock;

/// For the way there and back, beside what the server may take.
constexpr std::chrono::milliseconds grace{500};
constexpr std::size_t page = 1000, most_counted = 65'000;
/// Records looked at one by one that a query may name.
constexpr std::size_t most_verified = 500'000;

/// What a facet of this field counts; empty where it counts nothing.
std::string counted_field(const query::Field& field) {
  switch (field.type) {
    case FieldType::name:
    case FieldType::code: return "k." + field.id;
    case FieldType::classes: return "g." + field.id;
    case FieldType::date: return "y." + field.id;
    default: return {};
  }
}

/// Whether what is counted may be a folded spelling of what is shown.
bool is_folded(const query::Field& field) { return field.type == FieldType::name || field.type == FieldType::code; }

base::Result<json::object> make_aggregations(const query::Collection& collection, const Wanted& wanted) {
  json::object made;
  for (std::size_t place = 0; place < wanted.facets.size(); ++place) {
    const query::Field* field = collection.find(wanted.facets[place]);
    const std::string name = field ? counted_field(*field) : std::string();
    if (name.empty()) return base::refuse(ErrorCode::invalid, "search.unknown_field", {{"field", wanted.facets[place]}});
    const std::size_t most = std::clamp<std::size_t>(wanted.most_values, 1, most_counted);
    made[fmt::format("values{}", place)] = with("terms", json::object{{"field", name}, {"size", most}});
    made[fmt::format("distinct{}", place)] = with("cardinality", json::object{{"field", name}, {"precision_threshold", 40'000}});
  }
  return made;
}

base::Result<json::array> make_order(const query::Collection& collection, const Order& order) {
  json::array made;
  if (order.field.empty()) {
    made.push_back(with("_score", "desc"));
  } else {
    const query::Field* field = collection.find(order.field);
    if (!field || field->type != FieldType::date) return base::refuse(ErrorCode::invalid, "search.unknown_field", {{"field", order.field}});
    made.push_back(with("d." + field->id, json::object{{"order", order.is_ascending ? "asc" : "desc"}, {"mode", "min"}, {"missing", "_last"}}));
  }
  made.push_back(with("key", "asc"));
  return made;
}

base::Result<json::object> make_body(const query::Collection& collection, const Wanted& wanted, json::object query) {
  auto order = make_order(collection, wanted.order);
  auto aggregations = make_aggregations(collection, wanted);
  if (!order || !aggregations) return base::refuse(order ? aggregations.error() : order.error());
  if (!wanted.order.field.empty()) query = with("bool", with("filter", std::move(query)));
  json::object body{{"query", std::move(query)},
                    {"from", wanted.from},
                    {"size", wanted.most},
                    {"sort", std::move(*order)},
                    {"_source", false},
                    {"track_total_hits", true},
                    {"track_scores", wanted.order.field.empty()}};
  if (!aggregations->empty()) body["aggs"] = std::move(*aggregations);
  return body;
}

std::vector<Hit> read_hits(const json::value& hits) {
  std::vector<Hit> read;
  const json::array* list = hits.if_array();
  if (!list) return read;
  for (const json::value& hit : *list) {
    const json::array* sort = member(hit, "sort").if_array();
    if (sort && !sort->empty()) read.push_back({text_of(sort->back()), number_of(member(hit, "_score"))});
  }
  return read;
}

/// What the query asks for among some keys, all of it: it is ordered here.
json::object narrow_to(const std::vector<std::string>& keys, json::object query) {
  json::array filters{std::move(query), with("terms", with("key", json::array(keys.begin(), keys.end())))};
  return with("bool", with("filter", std::move(filters)));
}

/// The hits that are wanted, in the order of the keys that were given.
std::vector<Hit> in_order(const Wanted& wanted, const std::vector<Hit>& hits) {
  std::set<std::string_view> there;
  for (const Hit& hit : hits) there.insert(hit.key);
  std::vector<Hit> ordered;
  std::size_t place = 0;
  for (const std::string& key : *wanted.among) {
    if (there.erase(key) == 0) continue;
    if (place >= wanted.from && place < wanted.from + wanted.most) ordered.push_back({key, 0});
    ++place;
  }
  return ordered;
}

Facet read_facet(const std::string& field, const json::value& values, const json::value& distinct, std::size_t most) {
  Facet facet{field, {}, count_of(member(distinct, "value"))};
  const json::array* buckets = member(values, "buckets").if_array();
  if (!buckets) return facet;
  for (const json::value& bucket : *buckets) facet.values.push_back({text_of(member(bucket, "key")), count_of(member(bucket, "doc_count"))});
  if (count_of(member(values, "sum_other_doc_count")) == 0) facet.distinct = facet.values.size();
  if (facet.values.size() > most) facet.values.resize(most);
  return facet;
}

/// A record as far as its values of one field go.
query::Document read_values(const json::value& hit, const std::string& field) {
  query::Document document;
  const json::array* values = member(member(member(hit, "_source"), "v"), field).if_array();
  if (!values) return document;
  for (const json::value& value : *values) document.values[field].push_back(text_of(value));
  return document;
}

json::object find_value(const query::Field& field, const std::string& key) {
  json::object term = with("term", with(counted_field(field), key));
  return {{"size", 1},
          {"terminate_after", 1},
          {"track_total_hits", false},
          {"_source", "v." + field.id},
          {"query", with("bool", with("filter", std::move(term)))}};
}

/// The spelling of a counted value in the one record that was asked for.
std::string shown_in(const json::value& answer, const query::Field& field, const std::string& key) {
  const json::array* hits = member(member(answer, "hits"), "hits").if_array();
  if (!hits || hits->empty()) return key;
  const auto document = read_values(hits->front(), field.id);
  for (const auto& [id, values] : document.values) {
    for (const std::string& value : values)
      if (comparison_key(field, value) == key) return value;
  }
  return key;
}

}  // namespace

base::Result<json::value> OpenSearchIndex::search(json::object body, Deadline deadline) const {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
  if (left.count() <= 0) return base::refuse(ErrorCode::invalid, "search.too_long");
  body["timeout"] = fmt::format("{}ms", left.count());
  auto answer = server_.ask({"POST", "/" + name_ + "/_search", json::serialize(body)}, left + grace);
  if (!answer) {
    const auto reason = answer.error().params.find("reason");
    const bool is_late = reason != answer.error().params.end() && reason->second == "outbound.timeout";
    return is_late ? base::refuse(ErrorCode::invalid, "search.too_long") : base::refuse(answer.error());
  }
  const json::value& late = member(answer->body, "timed_out");
  if (!late.is_bool() || !member(answer->body, "hits").is_object()) return base::refuse(ErrorCode::unavailable, "search.engine_unreadable");
  if (late.as_bool()) return base::refuse(ErrorCode::invalid, "search.too_long");
  if (count_of(member(member(answer->body, "_shards"), "failed")) > 0)
    return base::refuse(ErrorCode::unavailable, "search.engine_refused", {{"status", fmt::to_string(answer->status)}, {"reason", "shards"}});
  return std::move(answer->body);
}

base::Result<std::vector<std::string>> OpenSearchIndex::verify(const query::Field& field, const query::Query& leaf, const json::object& candidates,
                                                               Deadline deadline) const {
  query::Query asked = leaf;
  asked.field = field.id;
  std::vector<std::string> keys;
  json::array after;
  while (true) {
    json::object body{{"query", with("bool", with("filter", candidates))},
                      {"size", page},
                      {"sort", with("key", "asc")},
                      {"_source", "v." + field.id},
                      {"track_total_hits", false}};
    if (!after.empty()) body["search_after"] = after;
    const auto answer = search(std::move(body), deadline);
    if (!answer) return base::refuse(answer.error());
    const json::array* hits = member(member(*answer, "hits"), "hits").if_array();
    if (!hits) return base::refuse(ErrorCode::unavailable, "search.engine_unreadable");
    for (const json::value& hit : *hits) {
      const json::array* sort = member(hit, "sort").if_array();
      if (!sort || sort->empty()) return base::refuse(ErrorCode::unavailable, "search.engine_unreadable");
      after = *sort;
      if (query::matches(collection_, asked, read_values(hit, field.id))) keys.push_back(text_of(sort->back()));
    }
    if (hits->size() < page) return keys;
    if (keys.size() > most_verified) return base::refuse(ErrorCode::invalid, "search.too_long");
  }
}

base::Result<Found> OpenSearchIndex::find(const Wanted& wanted) const {
  if (auto checked = check_limits(wanted.query); !checked) return base::refuse(checked.error());
  return find_until(wanted, Clock::now() + options_.most_time);
}

base::Result<json::object> OpenSearchIndex::compile(const query::Query& query, Deadline deadline) const {
  const OpenSearchQueries queries(collection_, [&](const query::Field& field, const query::Query& leaf, const json::object& candidates) {
    return verify(field, leaf, candidates, deadline);
  });
  return queries.compile(query);
}

base::Result<std::vector<std::string>> OpenSearchIndex::list(const query::Query& query, const Order& order) const {
  if (auto checked = check_limits(query); !checked) return base::refuse(checked.error());
  const Deadline deadline = Clock::now() + options_.most_listing;
  auto compiled = compile(query, deadline);
  if (!compiled) return base::refuse(compiled.error());
  auto body = make_body(collection_, {query, order, 0, options_.listed_at_once, {}, 0}, std::move(*compiled));
  if (!body) return base::refuse(body.error());
  (*body)["track_total_hits"] = false;
  std::vector<std::string> keys;
  while (true) {
    const auto answer = search(*body, deadline);
    if (!answer) return base::refuse(answer.error());
    const json::value& hits = member(member(*answer, "hits"), "hits");
    const auto read = read_hits(hits);
    if (!hits.is_array() || hits.as_array().size() != read.size()) return base::refuse(ErrorCode::unavailable, "search.engine_unreadable");
    for (const Hit& hit : read) keys.push_back(hit.key);
    if (read.size() < options_.listed_at_once) return keys;
    (*body)["search_after"] = member(hits.as_array().back(), "sort");
  }
}

base::Result<Found> OpenSearchIndex::find_until(const Wanted& wanted, Deadline deadline) const {
  auto query = compile(wanted.query, deadline);
  if (!query) return base::refuse(query.error());
  Wanted asked = wanted;
  if (wanted.among) {
    *query = narrow_to(*wanted.among, std::move(*query));
    asked.order = {};
    asked.from = 0;
    asked.most = wanted.most == 0 ? 0 : wanted.among->size();
  }
  auto body = make_body(collection_, asked, std::move(*query));
  if (!body) return base::refuse(body.error());
  const auto answer = search(std::move(*body), deadline);
  if (!answer) return base::refuse(answer.error());
  const json::value& hits = member(*answer, "hits");
  if (!member(member(hits, "total"), "value").is_number()) return base::refuse(ErrorCode::unavailable, "search.engine_unreadable");
  Found found{count_of(member(member(hits, "total"), "value")), read_hits(member(hits, "hits")), {}};
  if (wanted.among) found.hits = in_order(wanted, found.hits);
  for (std::size_t place = 0; place < wanted.facets.size(); ++place) {
    const json::value& counted = member(*answer, "aggregations");
    found.facets.push_back(read_facet(wanted.facets[place], member(counted, fmt::format("values{}", place)),
                                      member(counted, fmt::format("distinct{}", place)), wanted.most_values));
  }
  if (auto shown = show_values(found.facets, deadline); !shown) return base::refuse(shown.error());
  return found;
}

base::Result<void> OpenSearchIndex::show_values(std::vector<Facet>& facets, Deadline deadline) const {
  std::string lines;
  std::vector<std::pair<const query::Field*, Counted*>> asked;
  for (Facet& facet : facets) {
    const query::Field& field = *collection_.find(facet.field);
    if (!is_folded(field)) continue;
    for (Counted& counted : facet.values) {
      lines += "{}\n" + json::serialize(find_value(field, counted.value)) + '\n';
      asked.emplace_back(&field, &counted);
    }
  }
  if (!asked.empty()) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()) + grace;
    const auto answer = server_.ask({"POST", "/" + name_ + "/_msearch", std::move(lines), "application/x-ndjson"}, left);
    if (!answer) return base::refuse(answer.error());
    const json::array* answers = member(answer->body, "responses").if_array();
    if (!answers || answers->size() != asked.size()) return base::refuse(ErrorCode::unavailable, "search.engine_unreadable");
    for (std::size_t place = 0; place < asked.size(); ++place)
      asked[place].second->value = shown_in((*answers)[place], *asked[place].first, asked[place].second->value);
  }
  for (Facet& facet : facets) {
    std::ranges::sort(facet.values, [](const Counted& left, const Counted& right) {
      return left.count != right.count ? left.count > right.count : left.value < right.value;
    });
  }
  return {};
}

}  // namespace zhidian::search
