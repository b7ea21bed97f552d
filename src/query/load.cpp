#include "query/load.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <initializer_list>
#include <optional>
#include <set>

#include "query/fold.hpp"

namespace zhidian::query {

namespace {

using Values = std::map<std::string, std::pair<std::string, std::string>>;

/// What is wrong in a file; caught in load_collections and returned as a value.
struct Bad {
  int line;
  std::string key;
};

[[noreturn]] void report(const YAML::Node& node, std::string key) { throw Bad{node.Mark().line + 1, std::move(key)}; }

/// Refuses what is no map, a key that is not `known` and one that stands twice.
void check_keys(const YAML::Node& map, std::initializer_list<std::string_view> known) {
  if (!map.IsMap()) report(map, "{}");
  std::set<std::string> seen;
  for (const auto& member : map) {
    const auto key = member.first.as<std::string>();
    if (std::ranges::find(known, key) == known.end() || !seen.insert(key).second) report(member.first, key);
  }
}

std::string text(const YAML::Node& map, const char* key) {
  const YAML::Node node = map[key];
  if (!node || !node.IsScalar() || node.Scalar().empty()) report(node ? node : map, key);
  return node.Scalar();
}

FieldType read_type(const YAML::Node& field) {
  static const std::map<std::string, FieldType, std::less<>> types{{"text", FieldType::text},     {"name", FieldType::name},
                                                                   {"number", FieldType::number}, {"classes", FieldType::classes},
                                                                   {"date", FieldType::date},     {"code", FieldType::code}};
  const auto found = types.find(text(field, "type"));
  if (found == types.end()) report(field, "type");
  return found->second;
}

Values read_values(const YAML::Node& node) {
  Values values;
  if (!node.IsMap()) report(node, "values");
  for (const auto& member : node) {
    check_keys(member.second, {"zh", "en"});
    const auto key = member.first.as<std::string>();
    if (!values.emplace(key, std::pair(text(member.second, "zh"), text(member.second, "en"))).second) report(member.first, key);
  }
  return values;
}

Field read_field(const YAML::Node& node, const std::map<std::string, Values, std::less<>>& tables) {
  check_keys(node, {"id", "type", "zh", "en", "names", "weight", "counted", "values", "values_of"});
  Field field;
  field.id = text(node, "id");
  field.type = read_type(node);
  field.zh = text(node, "zh");
  field.en = text(node, "en");
  if (!node["names"] || !node["names"].IsSequence()) report(node, "names");
  for (const YAML::Node& name : node["names"]) field.names.push_back(fold(name.as<std::string>()));
  if (const YAML::Node weight = node["weight"]) field.weight = weight.as<int>();
  if (const YAML::Node is_counted = node["counted"]) field.is_counted = is_counted.as<bool>();
  if (const YAML::Node values = node["values"]) field.values = read_values(values);
  if (node["values_of"]) {
    const auto table = tables.find(text(node, "values_of"));
    if (table == tables.end()) report(node, "values_of");
    field.values = table->second;
  }
  if (field.values.empty() != (field.type != FieldType::code)) report(node, "values");
  return field;
}

Collection read_collection(const YAML::Node& node, const std::map<std::string, Values, std::less<>>& tables) {
  check_keys(node, {"id", "zh", "en", "fields"});
  Collection collection{text(node, "id"), text(node, "zh"), text(node, "en"), {}};
  if (!node["fields"] || !node["fields"].IsSequence()) report(node, "fields");
  std::set<std::string> names;
  for (const YAML::Node& item : node["fields"]) {
    Field field = read_field(item, tables);
    std::set<std::string> own(field.names.begin(), field.names.end());
    own.insert(field.id);
    if (collection.find(field.id) != nullptr) report(item, field.id);
    for (const std::string& name : own) {
      if (!names.insert(name).second) report(item, name);
    }
    collection.fields.push_back(std::move(field));
  }
  return collection;
}

/// Calls `read` with the root of each file; what is wrong becomes an error that names the place.
template <class Read>
std::optional<base::Error> each_file(std::span<const CollectionFile> files, Read read) {
  const auto refusal = [](const std::string& file, int line, const std::string& key) {
    return base::Error{base::ErrorCode::invalid, "query.bad_collection", {{"file", file}, {"line", std::to_string(line)}, {"key", key}}, {}, {}};
  };
  for (const CollectionFile& file : files) {
    try {
      read(YAML::Load(file.text));
    } catch (const Bad& bad) {
      return refusal(file.path, bad.line, bad.key);
    } catch (const YAML::Exception& exception) {
      return refusal(file.path, exception.mark.line + 1, exception.msg);
    }
  }
  return std::nullopt;
}

}  // namespace

base::Result<Collections> load_collections(std::span<const CollectionFile> files) {
  std::map<std::string, Values, std::less<>> tables;
  Collections collections;
  const auto read_table = [&](const YAML::Node& root) {
    if (!root.IsMap()) report(root, "{}");
    if (!root["values"]) return;
    check_keys(root, {"id", "values"});
    if (!tables.emplace(text(root, "id"), read_values(root["values"])).second) report(root, "id");
  };
  const auto read_fields = [&](const YAML::Node& root) {
    if (root["values"] || root["synonyms"]) return;
    Collection collection = read_collection(root, tables);
    const std::string id = collection.id;
    if (!collections.emplace(id, std::move(collection)).second) report(root, "id");
  };
  if (auto error = each_file(files, read_table)) return base::refuse(std::move(*error));
  if (auto error = each_file(files, read_fields)) return base::refuse(std::move(*error));
  return collections;
}

}  // namespace zhidian::query
