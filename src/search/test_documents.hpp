#pragma once
#include <random>
#include <string>
#include <vector>

#include "query/collection.hpp"
#include "query/query.hpp"
#include "search/index.hpp"

namespace zhidian::search {

/// A field of every type, small enough that random queries find something.
inline query::Collection test_collection() {
  using query::FieldType;
  const auto field = [](const std::string& id, FieldType type, int weight) {
    query::Field made;
    made.id = id;
    made.type = type;
    made.zh = made.en = id;
    made.names = {id};
    made.weight = weight;
    return made;
  };
  return {"test",
          "测试",
          "Test",
          {field("title", FieldType::text, 8), field("abstract", FieldType::text, 3), field("notes", FieldType::text, 0),
           field("applicant", FieldType::name, 4), field("agent", FieldType::name, 0), field("number", FieldType::number, 0),
           field("ipc", FieldType::classes, 0), field("nice", FieldType::classes, 0), field("applied_on", FieldType::date, 0),
           field("kind", FieldType::code, 2)}};
}

template <class T>
const T& pick(std::mt19937& random, const std::vector<T>& list) {
  return list[random() % list.size()];
}

/// Han from a small alphabet in all its spellings, letters, digits, punctuation.
inline std::string make_text(std::mt19937& random, std::size_t most) {
  static const std::vector<std::string> pieces = {"钢",   "鋼",  "筋",   "装", "置", "电", "電", "池", "5g", "5G",
                                                  "５Ｇ", "gpu", "GPUs", "，", " ",  "\n", "。", "x",  "10"};
  std::string text;
  for (std::size_t count = random() % (most + 1); count > 0; --count) text += pick(random, pieces);
  return text;
}

inline std::string make_date(std::mt19937& random) {
  const auto two = [](std::uint64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return std::to_string(2018 + random() % 4) + "-" + two(1 + random() % 12) + "-" + two(1 + random() % 28);
}

inline const std::vector<std::string>& test_classes() {
  static const std::vector<std::string> classes = {"E01B3/32",  "E01B3/00", "E01B", "e01b 3/32(2006.01)I", "H01M10/05", "H01M10/0525", "H01M4/02",
                                                   "G06F17/30", "G06F",     "A01B"};
  return classes;
}

inline const std::vector<std::string>& test_numbers() {
  static const std::vector<std::string> numbers = {"201010110545.X", "ZL 201010110545.X", "CN201220249767.4", "2012202497674",
                                                   "202644312U",     "CN 202644312 U",    "1234567",          "85100001"};
  return numbers;
}

inline const std::vector<std::string>& test_names() {
  static const std::vector<std::string> names = {
      "海安钢筋厂", "海安鋼筋廠", "南通电池（集团）公司", "南通电池(集团)公司", "ABC Ltd.", "abc ltd.", "钢 筋", "", "电池5G"};
  return names;
}

inline query::Document make_document(std::mt19937& random, int number) {
  query::Document document{std::to_string(number), {}};
  const auto add = [&](const char* field, std::size_t most, auto make) {
    for (std::size_t count = random() % (most + 1); count > 0; --count) document.values[field].push_back(make());
  };
  add("title", 1, [&] { return make_text(random, 8); });
  add("abstract", 2, [&] { return make_text(random, 20); });
  add("notes", 1, [&] { return make_text(random, 5); });
  add("applicant", 3, [&] { return pick(random, test_names()); });
  add("agent", 1, [&] { return pick(random, test_names()); });
  add("number", 2, [&] { return pick(random, test_numbers()); });
  add("ipc", 4, [&] { return pick(random, test_classes()); });
  add("nice", 1, [&] { return std::to_string(1 + random() % 12); });
  add("applied_on", 2, [&] { return make_date(random); });
  add("kind", 1, [&] { return std::string(random() % 2 == 0 ? "invention" : "design5g"); });
  return document;
}

inline query::Query make_leaf(query::Kind kind, std::string field = "", std::vector<std::string> text = {}, int distance = 0) {
  query::Query leaf;
  leaf.kind = kind;
  leaf.field = std::move(field);
  leaf.text = std::move(text);
  leaf.distance = distance;
  return leaf;
}

inline query::Query make_range(std::string field, std::string low, std::string high) {
  query::Query range = make_leaf(query::Kind::range, std::move(field));
  range.low = std::move(low);
  range.high = std::move(high);
  return range;
}

inline query::Query make_group(query::Kind kind, std::vector<query::Query> parts = {}) {
  query::Query group;
  group.kind = kind;
  group.parts = std::move(parts);
  return group;
}

inline Wanted make_wanted(query::Query query, Order order = {}, std::size_t from = 0, std::size_t most = 20, std::vector<std::string> facets = {},
                          std::size_t most_values = 20) {
  return {std::move(query), std::move(order), from, most, std::move(facets), most_values};
}

inline query::Query make_random_leaf(std::mt19937& random) {
  using query::Kind;
  static const std::vector<std::string> text_fields = {"", "", "", "title", "abstract", "notes", "applicant", "agent", "kind"};
  const auto words = [&] { return make_text(random, 3); };
  switch (random() % 14) {
    case 0: return make_leaf(Kind::everything);
    case 1: return make_leaf(Kind::prefix, pick(random, text_fields), {words()});
    case 2:
    case 3:
      return make_leaf(random() % 2 == 0 ? Kind::near : Kind::before, pick(random, text_fields), {words(), words()}, static_cast<int>(random() % 4));
    case 4: return make_leaf(Kind::near, pick(random, text_fields), {words(), words(), words()}, static_cast<int>(random() % 6));
    case 5: return make_leaf(Kind::exact, random() % 2 == 0 ? "applicant" : "agent", {pick(random, test_names()), pick(random, test_names())});
    case 6: return make_leaf(Kind::exact, "number", {pick(random, test_numbers())});
    case 7: return make_leaf(Kind::prefix, "number", {pick(random, std::vector<std::string>{"2010", "CN2012", "20", "8"})});
    case 8:
      return make_leaf(random() % 2 == 0 ? Kind::under : Kind::exact, "ipc",
                       {pick(random, test_classes()), pick(random, std::vector<std::string>{"E01", "H", "G06F"})});
    case 9: return make_leaf(random() % 2 == 0 ? Kind::under : Kind::exact, "nice", {std::to_string(1 + random() % 12)});
    case 10: return make_range("applied_on", random() % 3 == 0 ? "" : make_date(random), random() % 3 == 0 ? "" : make_date(random));
    case 11: return make_leaf(Kind::exact, "kind", {"invention"});
    case 12:
      return make_leaf(random() % 2 == 0 ? Kind::exact : Kind::words, random() % 2 == 0 ? "title" : "applied_on",
                       {random() % 2 == 0 ? words() : make_date(random)});
    default: return make_leaf(Kind::words, pick(random, text_fields), {words()});
  }
}

inline query::Query make_query(std::mt19937& random, int depth) {
  using query::Kind;
  if (depth == 0 || random() % 3 == 0) return make_random_leaf(random);
  query::Query query = make_group(pick(random, std::vector<Kind>{Kind::all, Kind::all, Kind::any, Kind::any, Kind::none}));
  for (std::size_t count = query.kind == Kind::none ? 1 : 1 + random() % 3; count > 0; --count) query.parts.push_back(make_query(random, depth - 1));
  return query;
}

/// For the message of a test that fails.
inline std::string print(const query::Query& query) {
  static const std::vector<std::string> kinds = {"everything", "words", "prefix", "near", "before", "exact", "under", "range", "all", "any", "none"};
  std::string text = kinds[static_cast<std::size_t>(query.kind)] + "(" + query.field + ":";
  for (const std::string& one : query.text) text += " [" + one + "]";
  if (query.distance != 0) text += " /" + std::to_string(query.distance);
  if (query.kind == query::Kind::range) text += " " + query.low + ".." + query.high;
  for (const query::Query& part : query.parts) text += " " + print(part);
  return text + ")";
}

}  // namespace zhidian::search
