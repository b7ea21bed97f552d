#include <fmt/format.h>

#include <algorithm>

#include "capabilities/ip_records/follow.hpp"
#include "capabilities/ip_records/ip_records.hpp"
#include "capabilities/ip_search/near_marks.hpp"
#include "http/http.hpp"
#include "query/parse.hpp"
#include "server/collections.hpp"
#include "server/commands.hpp"
#include "server/embedded.hpp"
#include "server/sentence.hpp"
#include "server/store.hpp"

namespace zhidian::server {
namespace {

using base::Value;
using query::Collection;
using query::Field;

std::string joined(const query::Document& document, std::string_view field) {
  const auto values = document.values.find(field);
  return values == document.values.end() ? "" : fmt::format("{}", fmt::join(values->second, "；"));
}

/// The first of these fields that the collection has: its record's title, holder, day.
const Field* first_field(const Collection& collection, std::initializer_list<std::string_view> ids) {
  for (const std::string_view id : ids)
    if (const Field* field = collection.find(id)) return field;
  return nullptr;
}
const Field* title_field(const Collection& collection) { return first_field(collection, {"title", "mark", "name"}); }
const Field* holder_field(const Collection& collection) { return first_field(collection, {"applicant", "holder"}); }
const Field* date_field(const Collection& collection) { return first_field(collection, {"published_on", "registered_on"}); }

search::Wanted wanted_of(const Collection& collection, const SearchOptions& options, query::Query query) {
  search::Wanted wanted;
  wanted.query = std::move(query);
  wanted.from = static_cast<std::size_t>(options.from);
  wanted.most = static_cast<std::size_t>(options.limit);
  if (options.sort == "date") wanted.order.field = date_field(collection)->id;
  if (!options.facets) return wanted;
  wanted.most_values = 10;
  for (const Field& field : collection.fields)
    if (field.is_counted) wanted.facets.push_back(field.id);
  return wanted;
}

std::string label_of(const Field& field, const std::string& value) {
  const auto label = field.values.find(value);
  return label == field.values.end() ? value : label->second.first;
}

Value values_of(const query::Document& document) {
  Value::Map values;
  for (const auto& [field, texts] : document.values) values.emplace(field, Value::List(texts.begin(), texts.end()));
  return values;
}

Value to_value(storage::Connection& connection, const Collection& collection, const search::Found& found) {
  Value::List hits, facets;
  for (const search::Hit& hit : found.hits) {
    const auto record = ip_records::find_record(connection, collection.id, hit.key);
    if (!record) continue;  // taken out since the index was read
    hits.emplace_back(Value::Map{{"key", hit.key}, {"values", values_of(record->document)}, {"source", record->source_name}});
  }
  for (const search::Facet& facet : found.facets) {
    Value::List values;
    for (const search::Counted& each : facet.values)
      values.emplace_back(Value::Map{{"value", each.value}, {"count", static_cast<std::int64_t>(each.count)}});
    facets.emplace_back(Value::Map{{"field", facet.field}, {"distinct", static_cast<std::int64_t>(facet.distinct)}, {"values", std::move(values)}});
  }
  return Value::Map{{"count", static_cast<std::int64_t>(found.count)}, {"hits", std::move(hits)}, {"facets", std::move(facets)}};
}

void print(storage::Connection& connection, const Collection& collection, const search::Found& found, std::int64_t from) {
  fmt::print("{}：共 {} 条\n", collection.zh, found.count);
  const auto of = [](const query::Document& document, const Field* field) { return field ? joined(document, field->id) : std::string(); };
  for (const search::Hit& hit : found.hits) {
    const auto record = ip_records::find_record(connection, collection.id, hit.key);
    if (!record) continue;
    const auto& document = record->document;
    fmt::print("{:>4}  {}  {}\n      {}  {}  〔{}〕\n", ++from, hit.key, of(document, title_field(collection)),
               of(document, holder_field(collection)), of(document, date_field(collection)), record->source_name);
  }
  for (const search::Facet& facet : found.facets) {
    if (facet.distinct == 0) continue;
    const Field& field = *collection.find(facet.field);
    fmt::print("{}（{} 个不同的值）\n", field.zh, facet.distinct);
    for (const search::Counted& each : facet.values) fmt::print("{:>10}  {}\n", each.count, label_of(field, each.value));
  }
}

void print_near(const Value::List& list) {
  for (const Value& each : list) {
    const Value& hit = each.at("hit");
    std::string mark, reasons;
    for (const Value& piece : hit.at("title").as_list()) mark += piece.at("text").as_text();
    for (const Value& part : each.at("parts").as_list()) reasons += (reasons.empty() ? "" : "；") + part.at("text").as_text();
    fmt::print("{:>5.1f}  {}  {}\n       {}\n", static_cast<double>(each.at("score").as_integer()) / 10, hit.at("number").as_text(), mark, reasons);
  }
}

/// The marks near one, with the reason; all marks are read for it.
int near_marks(const Place& place, const SearchOptions& options) {
  Store store(place);
  const auto asked = must(ip_search::read_near(options.query, ""));
  ip_search::MarkKeeper marks(*store.database, must_find_collection("trademarks"), embedded::mark_tables().front().bytes);
  marks.follow(std::stop_token());
  const auto near = must(marks.find(asked.letters, asked.kinds, ip_search::reach));
  std::vector<search::Hit> hits;
  for (const std::string& key : ip_search::keys_of(near)) hits.push_back({key, 0});
  const auto reader = store.database->read();
  ip_search::ClassTitles titles(reader->connection(), classification_tables());
  auto list = ip_search::near_values(reader->connection(), {marks, {}, asked, titles, http::Language::zh}, ip_search::rank(near, hits),
                                     static_cast<std::size_t>(options.from), static_cast<std::size_t>(options.limit));
  if (options.json) {
    fmt::print("{}\n", base::print_json(Value::Map{{"hits", std::move(list)}}));
  } else {
    print_near(list);
  }
  return Exit::done;
}

}  // namespace

int records_search(const Place& place, const SearchOptions& options) {
  if (options.near) return near_marks(place, options);
  const Collection& collection = must_find_collection(options.collection);
  Store store(place);
  const ip_records::IndexPlace files{options.index.empty() ? place.data + "/index" : options.index,
                                     [](std::uint64_t followed) { fmt::print(stderr, "正在更新检索索引：{} 条\n", followed); }};
  if (options.rebuild) {
    const auto index = must(ip_records::rebuild_index(*store.database, collection, files));
    fmt::print("检索索引已重新建立：{} 条。\n", index->size());
    if (options.query.empty()) return Exit::done;
  }
  query::Query query;
  if (options.similar) {
    query = ip_records::similar_to(options.query);
  } else {
    auto parsed = must(query::parse(collection, options.query));
    for (const query::Remark& remark : parsed.remarks) fmt::print(stderr, "{}\n", sentence(remark.id, remark.params));
    query = std::move(parsed.query);
  }
  const auto wanted = wanted_of(collection, options, std::move(query));
  auto index = must(ip_records::open_current_index(*store.database, collection, files));
  auto found = index->find(wanted);
  if (!found && found.error().id == "search.index_damaged") {  // met while searching
    index.reset();
    index = must(ip_records::rebuild_index(*store.database, collection, files));
    found = index->find(wanted);
  }
  const auto result = must(std::move(found));
  const auto reader = store.database->read();
  if (options.json) {
    fmt::print("{}\n", base::print_json(to_value(reader->connection(), collection, result)));
  } else {
    print(reader->connection(), collection, result, options.from);
  }
  return Exit::done;
}

}  // namespace zhidian::server
