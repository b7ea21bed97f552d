#include "search/opensearch_layout.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "base/id.hpp"
#include "query/classes.hpp"
#include "query/numbers.hpp"
#include "search/dates.hpp"
#include "search/dictionary.hpp"
#include "search/layout.hpp"
#include "search/opensearch_server.hpp"

namespace zhidian::search {

namespace json = boost::json;
using query::FieldType;

namespace {

constexpr std::size_t longest_key = 512, longest_id = 512;
/// Names the layout above: another one is another index.
constexpr std::string_view layout_version = "1";

std::string shorten(const std::string& text, std::size_t most) { return text.size() <= most ? text : "#" + base::sha256_hex(text); }

json::object keyword() { return with("type", "keyword"); }
json::object searched_keyword() { return {{"type", "keyword"}, {"doc_values", false}}; }
json::object tokens() { return {{"type", "text"}, {"analyzer", "whitespace"}, {"position_increment_gap", value_gap}}; }

std::string joined_units(std::string_view value) {
  std::vector<std::string> texts;
  for (const query::Unit& unit : query::units(value)) texts.push_back(unit_token(unit));
  return fmt::format("{}", fmt::join(texts, " "));
}

/// Puts the distinct values of a field under a part of the source, such as "k".
void put(json::object& source, std::string_view part, const query::Field& field, const std::vector<std::string>& values) {
  if (values.empty()) return;
  json::value& place = source[part];
  if (!place.is_object()) place = json::object();
  place.as_object()[field.id] = json::array(values.begin(), values.end());
}

std::vector<std::string> distinct(const std::vector<std::string>& values, auto each) {
  std::set<std::string> found;
  for (const std::string& value : values) each(value, found);
  return {found.begin(), found.end()};
}

void put_dates(json::object& source, const query::Field& field, const std::vector<std::string>& values) {
  std::set<std::uint32_t> ordinals;
  for (const std::string& value : values) {
    if (const auto ordinal = date_ordinal(value)) ordinals.insert(*ordinal);
  }
  if (ordinals.empty()) return;
  json::value& dates = source["d"];
  if (!dates.is_object()) dates = json::object();
  dates.as_object()[field.id] = json::array(ordinals.begin(), ordinals.end());
  put(source, "y", field, distinct(values, [](const std::string& value, auto& found) {
        if (date_ordinal(value)) found.insert(value.substr(0, 4));
      }));
}

void put_classes(json::object& source, const query::Field& field, const std::vector<std::string>& values) {
  put(source, "c", field, distinct(values, [](const std::string& value, auto& found) {
        for (const std::string& above : query::class_path(value)) found.insert(shorten(above, longest_key));
      }));
  put(source, "g", field,
      distinct(values, [](const std::string& value, auto& found) { found.insert(shorten(group_of(query::canonical_class(value)), longest_key)); }));
}

void put_field(json::object& source, const query::Field& field, const std::vector<std::string>& values) {
  std::vector<std::string> units, pairs;
  for (const std::string& value : values) {
    units.push_back(joined_units(value));
    if (has_pairs(field)) pairs.push_back(fmt::format("{}", fmt::join(pair_tokens(query::units(value), false), " ")));
  }
  put(source, "v", field, values);
  put(source, "u", field, units);
  put(source, "p", field, pairs);
  put(source, "k", field, distinct(values, [&](const std::string& value, auto& found) {
        if (field.type != FieldType::number) return void(found.insert(comparison_key(field, value)));
        for (const std::string& key : query::number_keys(value)) found.insert(shorten(key, longest_key));
      }));
  if (field.type == FieldType::classes) put_classes(source, field, values);
  if (field.type == FieldType::date) put_dates(source, field, values);
}

}  // namespace

bool has_pairs(const query::Field& field) { return field.type == FieldType::text || field.type == FieldType::name; }

json::object index_settings(const query::Collection& collection) {
  json::object units, pairs, keys, classes, groups, dates, years;
  for (const query::Field& field : collection.fields) {
    units[field.id] = tokens();
    if (has_pairs(field)) pairs[field.id] = tokens();
    keys[field.id] = field.type == FieldType::text || field.type == FieldType::number ? searched_keyword() : keyword();
    if (field.type == FieldType::classes) {
      classes[field.id] = searched_keyword();
      groups[field.id] = keyword();
    }
    if (field.type == FieldType::date) {
      dates[field.id] = with("type", "integer");
      years[field.id] = keyword();
    }
  }
  json::object properties{{"key", keyword()}, {"v", json::object{{"type", "object"}, {"enabled", false}}}};
  for (auto& [part, fields] : {std::pair("u", &units), std::pair("p", &pairs), std::pair("k", &keys), std::pair("c", &classes),
                               std::pair("g", &groups), std::pair("d", &dates), std::pair("y", &years)})
    properties[part] = with("properties", std::move(*fields));
  json::object similarity{{"type", "BM25"}, {"k1", 0.4}, {"b", 0.3}};  // docs/decisions/0024
  json::object index{{"number_of_shards", 1},        {"auto_expand_replicas", "0-1"},
                     {"refresh_interval", "-1"},     {"max_result_window", 2'000'000'000},
                     {"max_terms_count", 1'000'000}, {"similarity", with("default", std::move(similarity))}};
  json::object mappings{{"dynamic", "strict"}, {"_source", with("includes", json::array{"v"})}, {"properties", std::move(properties)}};
  return {{"settings", with("index", std::move(index))}, {"mappings", std::move(mappings)}};
}

std::string layout_fingerprint(const query::Collection& collection) {
  return base::sha256_hex(fmt::format("{}\n{}", layout_version, Layout(collection).fingerprint())).substr(0, 8);
}

json::object to_source(const query::Collection& collection, const query::Document& document) {
  json::object source{{"key", document.key}};
  for (const query::Field& field : collection.fields) {
    const auto values = document.values.find(field.id);
    if (values != document.values.end()) put_field(source, field, values->second);
  }
  return source;
}

std::string document_id(std::string_view key) {
  const bool is_plain = !key.empty() && !key.starts_with('#');
  return is_plain && key.size() <= longest_id ? std::string(key) : "#" + base::sha256_hex(key);
}

std::string comparison_key(const query::Field& field, std::string_view value) {
  switch (field.type) {
    case FieldType::classes: return shorten(query::canonical_class(value), longest_key);
    case FieldType::number: return shorten(query::read_number(value).canonical, longest_key);
    default: return shorten(query::fold(value), longest_key);
  }
}

std::string unit_token(const query::Unit& unit) {
  if (unit.text.size() <= longest_unit) return unit.text;
  std::size_t end = longest_unit;
  while ((static_cast<unsigned char>(unit.text[end]) & 0xC0) == 0x80) --end;
  return unit.text.substr(0, end) + '#' + base::sha256_hex(unit.text).substr(0, 32);
}

std::vector<std::string> pair_tokens(const std::vector<query::Unit>& units, bool is_query) {
  std::vector<std::string> tokens;
  for (std::size_t index = 0; index < units.size(); ++index) {
    const query::Unit& unit = units[index];
    const bool is_last = index + 1 == units.size();
    if (is_query && is_last && index > 0 && unit.is_single && units[index - 1].is_single) break;
    tokens.push_back(unit_token(unit));
    if (unit.is_single && !is_last && units[index + 1].is_single) tokens.back() += units[index + 1].text;
  }
  return tokens;
}

}  // namespace zhidian::search
