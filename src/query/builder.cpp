#include "query/builder.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "query/limits.hpp"
#include "query/normal.hpp"
#include "query/terms.hpp"

namespace zhidian::query {

namespace {

constexpr int deepest_shape = deepest + 2;  ///< the outermost group and a condition stand in no brackets

constexpr std::array<std::pair<std::string_view, Kind>, 7> conditions{{{"words", Kind::words},
                                                                       {"prefix", Kind::prefix},
                                                                       {"near", Kind::near},
                                                                       {"before", Kind::before},
                                                                       {"exact", Kind::exact},
                                                                       {"under", Kind::under},
                                                                       {"range", Kind::range}}};

base::Value write_group(const Query& query) {
  base::Value::List parts;
  for (const Query& part : query.parts) parts.push_back(write_builder(part));
  return base::Value::Map{{"join", query.kind == Kind::any ? "any" : "all"}, {"parts", std::move(parts)}};
}

base::Value write_condition(const Query& query) {
  base::Value::Map map;
  map.emplace("is", std::ranges::find(conditions, query.kind, [](const auto& pair) { return pair.second; })->first);
  if (!query.field.empty()) map.emplace("field", query.field);
  if (query.kind != Kind::range) map.emplace("text", base::list_value(query.text));
  if (query.kind == Kind::near || query.kind == Kind::before) map.emplace("distance", query.distance);
  if (!query.low.empty()) map.emplace("low", query.low);
  if (!query.high.empty()) map.emplace("high", query.high);
  return map;
}

/// Which conditions a type of field knows.
bool is_fitting(const Field* field, Kind kind) {
  const FieldType type = field == nullptr ? FieldType::text : field->type;
  const bool is_worded = type == FieldType::text || type == FieldType::name;
  switch (kind) {
    case Kind::words:
    case Kind::near:
    case Kind::before: return is_worded;
    case Kind::prefix: return is_worded || type == FieldType::number || type == FieldType::classes;
    case Kind::exact: return type == FieldType::name || type == FieldType::number || type == FieldType::classes || type == FieldType::code;
    case Kind::under: return type == FieldType::classes;
    default: return type == FieldType::date;
  }
}

class Reader {
 public:
  Reader(const Collection& collection, const Sets& sets) : collection_(collection), sets_(sets) {}

  base::Result<Query> read(const base::Value& value, const std::string& path, int depth) {
    if (depth > deepest_shape) return refuse("query.too_deep", path, {{"limit", std::to_string(deepest)}});
    if (!value.is_map()) return refuse("query.builder_shape", path);
    const base::Value& negation = value.at("not");
    if (!negation.is_null() && !negation.is_bool()) return refuse("query.builder_shape", join(path, "not"));
    auto query = value.at("parts").is_list() ? group(value, path, depth) : condition(value, path);
    if (!query || !negation.is_bool() || !negation.as_bool()) return query;
    Query none;
    none.kind = Kind::none;
    none.parts = {*std::move(query)};
    return none;
  }

 private:
  static std::string join(const std::string& path, std::string_view key) { return path.empty() ? std::string(key) : path + '.' + std::string(key); }
  static tl::unexpected<base::Error> refuse(std::string id, const std::string& path, std::map<std::string, std::string> params = {}) {
    params.emplace("path", path);
    params.emplace("text", path);
    return base::refuse(base::ErrorCode::invalid, std::move(id), std::move(params));
  }
  /// An error of the shared reader, at a path instead of a place in a text.
  static tl::unexpected<base::Error> moved(base::Error error, const std::string& path) {
    for (const char* key : {"begin", "end", "at"}) error.params.erase(key);
    error.params["path"] = path;
    return base::refuse(std::move(error));
  }
  static std::optional<std::string> foreign_key(const base::Value& value, std::initializer_list<std::string_view> known) {
    for (const auto& [key, member] : value.as_map()) {
      if (std::ranges::find(known, key) == known.end()) return key;
    }
    return std::nullopt;
  }

  base::Result<Query> group(const base::Value& value, const std::string& path, int depth) {
    if (const auto key = foreign_key(value, {"join", "parts", "not"})) return refuse("query.builder_shape", join(path, *key));
    const std::string kind = value.text_or("join");
    if (kind != "all" && kind != "any") return refuse("query.builder_shape", join(path, "join"));
    Query query;
    query.kind = kind == "all" ? Kind::all : Kind::any;
    const base::Value::List& parts = value.at("parts").as_list();
    for (std::size_t i = 0; i < parts.size(); ++i) {
      auto part = read(parts[i], join(path, "parts." + std::to_string(i)), depth + 1);
      if (!part) return part;
      query.parts.push_back(*std::move(part));
    }
    return query;
  }

  base::Result<Query> set(const base::Value& value, const std::string& path) {
    if (const auto key = foreign_key(value, {"is", "number", "not"})) return refuse("query.builder_shape", join(path, *key));
    const base::Value& number = value.at("number");
    const std::string name = number.is_integer() ? '#' + std::to_string(number.as_integer()) : std::string();
    const auto wanted = set_number(name);
    if (!wanted) return refuse("query.builder_shape", join(path, "number"));
    auto query = Terms(collection_, name).set(sets_, *wanted, {0, name.size()});
    if (!query) return moved(std::move(query).error(), join(path, "number"));
    bytes_read_ += count_bytes(*query);
    if (bytes_read_ > longest_terms) return refuse("query.too_long_terms", join(path, "number"), {{"limit", std::to_string(longest_terms)}});
    return query;
  }

  base::Result<Query> condition(const base::Value& value, const std::string& path) {
    auto query = value.text_or("is") == "set" ? set(value, path) : of_field(value, path);
    if (query) terms_read_ += count_terms(*query);
    if (terms_read_ > most_terms) return refuse("query.too_many_terms", path, {{"limit", std::to_string(most_terms)}});
    return query;
  }

  base::Result<Query> of_field(const base::Value& value, const std::string& path) {
    if (const auto key = foreign_key(value, {"is", "field", "text", "distance", "low", "high", "not"}))
      return refuse("query.builder_shape", join(path, *key));
    const auto found = std::ranges::find(conditions, value.text_or("is"), [](const auto& pair) { return pair.first; });
    if (found == conditions.end()) return refuse("query.builder_shape", join(path, "is"));
    const Kind kind = found->second;
    const Field* field = nullptr;
    if (const base::Value& name = value.at("field"); !name.is_null()) {
      field = name.is_text() ? collection_.find(name.as_text()) : nullptr;
      if (field == nullptr) return refuse("query.unknown_field", join(path, "field"));
    }
    if (!is_fitting(field, kind)) return refuse("query.wrong_condition", join(path, "is"));
    return kind == Kind::range ? range(value, *field, path) : texts(value, field, kind, path);
  }

  base::Result<Query> range(const base::Value& value, const Field& field, const std::string& path) const {
    const std::string low = value.text_or("low"), high = value.text_or("high");
    const std::string text = low == high ? low : low + ".." + high;
    auto query = Terms(collection_, text).leaf(&field, Relation::equal, {text, {0, text.size()}, false, true});
    if (!query) return moved(std::move(query).error(), path);
    query->at = {};
    return query;
  }

  base::Result<Query> texts(const base::Value& value, const Field* field, Kind kind, const std::string& path) {
    const base::Value& given = value.at("text");
    const bool is_one = kind == Kind::words || kind == Kind::prefix, is_distance = kind == Kind::near || kind == Kind::before;
    if (!given.is_list() || given.as_list().empty() || given.as_list().size() > most_terms || (is_one && given.as_list().size() > 1) ||
        (is_distance && given.as_list().size() < 2)) {
      return refuse("query.builder_shape", join(path, "text"));
    }
    std::vector<Term> all;
    for (const base::Value& text : given.as_list()) {
      if (!text.is_text()) return refuse("query.builder_shape", join(path, "text"));
      bytes_read_ += text.as_text().size();
      if (bytes_read_ > longest_terms) return refuse("query.too_long_terms", join(path, "text"), {{"limit", std::to_string(longest_terms)}});
      all.push_back({text.as_text(), {0, text.as_text().size()}, kind == Kind::prefix, true});
    }
    auto query = is_distance ? distance(value, field, kind, all) : list(field, kind, all);
    if (!query) return moved(std::move(query).error(), join(path, "text"));
    return query;
  }

  base::Result<Query> distance(const base::Value& value, const Field* field, Kind kind, const std::vector<Term>& all) const {
    const base::Value& distance = value.at("distance");
    const bool is_small = distance.is_integer() && distance.as_integer() >= 0 && distance.as_integer() <= longest_distance;
    return Terms(collection_, {}).distance(field, kind, is_small ? static_cast<int>(distance.as_integer()) : -1, all);
  }

  base::Result<Query> list(const Field* field, Kind kind, const std::vector<Term>& all) const {
    std::vector<std::string> read;
    for (const Term& term : all) {
      auto leaf = Terms(collection_, term.text).leaf(field, kind == Kind::exact ? Relation::exact : Relation::equal, term);
      if (!leaf) return leaf;
      read.push_back(leaf->text.front());
    }
    Query query;
    query.kind = kind;
    query.field = field == nullptr ? std::string() : field->id;
    query.text = std::move(read);
    return query;
  }

  const Collection& collection_;
  const Sets& sets_;
  std::size_t terms_read_ = 0, bytes_read_ = 0;
};

}  // namespace

base::Value write_builder(const Query& query) {
  switch (query.kind) {
    case Kind::everything:
    case Kind::all:
    case Kind::any: return write_group(query);
    case Kind::none: {
      base::Value part = write_builder(query.parts.front());
      part.set("not", true);
      return part;
    }
    default: return write_condition(query);
  }
}

base::Result<Query> read_builder(const Collection& collection, const base::Value& value, const Sets& sets) {
  auto query = Reader(collection, sets).read(value, {}, 1);
  if (!query) return query;
  query = normalise(*std::move(query));
  if (nesting(*query) > deepest)
    return base::refuse(base::ErrorCode::invalid, "query.too_deep", {{"limit", std::to_string(deepest)}, {"path", ""}, {"text", ""}});
  return query;
}

}  // namespace zhidian::query
