#include "rules/reader.hpp"

#include <algorithm>

#include "rules/sentences.hpp"
#include "rules/spelling.hpp"

namespace zhidian::rules {

MapReader::MapReader(const Node& node, std::string key, const SourceFile& file, std::vector<Problem>& problems)
    : node_(node), key_(std::move(key)), file_(file), problems_(problems) {
  if (node_.kind != Node::Kind::map) report_at(node_, "", sentences::must_be_map());
}

std::string MapReader::path_to(std::string_view key) const {
  if (key.empty()) return key_;
  return key_.empty() ? std::string(key) : key_ + "." + std::string(key);
}

void MapReader::report_at(const Node& node, std::string_view key, Text message) {
  problems_.push_back({"schema", file_.path, node.line, path_to(key), std::move(message), {}});
}

void MapReader::report(std::string check, std::string_view key, Text message) {
  const Node* node = node_.find(key);
  problems_.push_back({std::move(check), file_.path, node != nullptr ? node->line : node_.line, path_to(key), std::move(message), {}});
}

void MapReader::refuse_blank(const Node& node, std::string_view key, std::string_view words) {
  if (words.find("【填写") == std::string_view::npos) return;
  problems_.push_back({"blank", file_.path, node.line, path_to(key), sentences::still_blank(), {}});
}

bool MapReader::has(std::string_view key) {
  const Node* node = find(key);
  return node != nullptr;
}

const Node* MapReader::find(std::string_view key, Presence presence) {
  known_.emplace(key);
  const Node* node = node_.find(key);
  if (node != nullptr && node->kind == Node::Kind::null) node = nullptr;
  if (node == nullptr && presence == Presence::required && node_.kind == Node::Kind::map) report("schema", key, sentences::missing_key());
  return node;
}

Text MapReader::read_text(const Node& node, std::string_view key) {
  if (node.kind != Node::Kind::map) {
    report_at(node, key, sentences::must_be_text());
    return {};
  }
  Text text;
  for (const auto& [name, member] : node.members) {
    if (name != "zh" && name != "en") {
      problems_.push_back({"unknown_key", file_.path, member.line, path_to(key) + "." + name, sentences::unknown_key({}), {}});
    } else {
      (name == "zh" ? text.zh : text.en) = member.scalar;
      refuse_blank(member, key, member.scalar);
    }
  }
  if (text.zh.empty() || text.en.empty()) {
    problems_.push_back({"missing_translation", file_.path, node.line, path_to(key), sentences::missing_translation(), {}});
  }
  return text;
}

Text MapReader::text(std::string_view key, Presence presence) {
  const Node* node = find(key, presence);
  return node == nullptr ? Text{} : read_text(*node, key);
}

std::string MapReader::string(std::string_view key, Presence presence, std::string otherwise) {
  const Node* node = find(key, presence);
  if (node == nullptr) return otherwise;
  if (node->kind != Node::Kind::scalar) report_at(*node, key, sentences::must_be_scalar());
  refuse_blank(*node, key, node->scalar);
  return node->scalar;
}

namespace {

std::string enumerate(std::initializer_list<std::string_view> words) {
  std::string list;
  for (const auto& word : words) list += (list.empty() ? "" : ", ") + std::string(word);
  return list;
}

}  // namespace

std::string MapReader::word(std::string_view key, std::initializer_list<std::string_view> words, Presence presence, std::string otherwise) {
  const Node* node = find(key, presence);
  if (node == nullptr) return otherwise;
  if (std::find(words.begin(), words.end(), node->scalar) == words.end()) report_at(*node, key, sentences::must_be_one_of(enumerate(words)));
  return node->scalar;
}

std::int64_t MapReader::integer(std::string_view key, Presence presence, std::int64_t otherwise) {
  const Node* node = find(key, presence);
  if (node == nullptr) return otherwise;
  const base::Value value = to_value(*node);
  constexpr std::int64_t largest = 1'000'000'000;
  if (!value.is_integer() || value.as_integer() < 0 || value.as_integer() > largest) {
    report_at(*node, key, sentences::must_be_integer());
    return otherwise;
  }
  return value.as_integer();
}

bool MapReader::boolean(std::string_view key, bool otherwise) {
  const Node* node = find(key);
  if (node == nullptr) return otherwise;
  const base::Value value = to_value(*node);
  if (!value.is_bool()) report_at(*node, key, sentences::must_be_boolean());
  return value.is_bool() ? value.as_bool() : otherwise;
}

std::optional<base::Date> MapReader::date(std::string_view key, Presence presence) {
  const Node* node = find(key, presence);
  if (node == nullptr) return std::nullopt;
  const auto date = base::parse_date(node->scalar);
  if (!date) report_at(*node, key, sentences::must_be_date());
  return date;
}

std::vector<std::string> MapReader::read_strings(const Node& node, std::string_view key) {
  std::vector<std::string> strings;
  if (node.kind != Node::Kind::list) report_at(node, key, sentences::must_be_list());
  for (const Node& item : node.items) {
    if (item.kind != Node::Kind::scalar) report_at(item, key, sentences::must_be_scalar());
    if (std::find(strings.begin(), strings.end(), item.scalar) != strings.end()) report_at(item, key, sentences::repeated(item.scalar));
    strings.push_back(item.scalar);
  }
  return strings;
}

std::vector<std::string> MapReader::strings(std::string_view key, Presence presence) {
  const Node* node = find(key, presence);
  return node == nullptr ? std::vector<std::string>{} : read_strings(*node, key);
}

std::vector<std::string> MapReader::words(std::string_view key, std::initializer_list<std::string_view> words) {
  std::vector<std::string> found = strings(key);
  for (const std::string& word : found) {
    if (std::find(words.begin(), words.end(), word) == words.end()) report("schema", key, sentences::must_be_one_of(enumerate(words)));
  }
  return found;
}

std::vector<Text> MapReader::texts(std::string_view key) {
  std::vector<Text> texts;
  const Node* node = find(key);
  if (node == nullptr) return texts;
  if (node->kind != Node::Kind::list) report_at(*node, key, sentences::must_be_list());
  for (const Node& item : node->items) texts.push_back(read_text(item, key));
  return texts;
}

void MapReader::each(std::string_view key, const std::function<void(MapReader&)>& read, Presence presence) {
  const Node* node = find(key, presence);
  if (node == nullptr) return;
  if (node->kind != Node::Kind::list) report_at(*node, key, sentences::must_be_list());
  std::set<std::string> ids;
  for (std::size_t i = 0; i < node->items.size(); ++i) {
    const Node& item = node->items[i];
    const Node* id = item.find("id");
    const std::string name = id != nullptr ? id->scalar : std::to_string(i);
    if (!ids.insert(name).second) report_at(item, key, sentences::repeated(name));
    MapReader reader(item, path_to(key) + "." + name, file_, problems_);
    if (item.kind != Node::Kind::map) continue;
    read(reader);
    reader.finish();
  }
}

void MapReader::each_member(std::string_view key, const std::function<void(const std::string&, MapReader&)>& read, Presence presence) {
  const Node* node = find(key, presence);
  if (node == nullptr) return;
  if (node->kind != Node::Kind::map) report_at(*node, key, sentences::must_be_map());
  for (const auto& [name, member] : node->members) {
    MapReader reader(member, path_to(key) + "." + name, file_, problems_);
    if (member.kind != Node::Kind::map) continue;
    read(name, reader);
    reader.finish();
  }
}

void MapReader::nested(std::string_view key, const std::function<void(MapReader&)>& read, Presence presence) {
  const Node* node = find(key, presence);
  if (node == nullptr) return;
  MapReader reader(*node, path_to(key), file_, problems_);
  if (node->kind != Node::Kind::map) return;
  read(reader);
  reader.finish();
}

void MapReader::finish() {
  for (const auto& [name, member] : node_.members) {
    if (known_.contains(name)) continue;
    std::vector<std::string> absent;
    for (const std::string& known : known_) {
      if (node_.find(known) == nullptr) absent.push_back(known);
    }
    problems_.push_back({"unknown_key", file_.path, member.line, path_to(name), sentences::unknown_key(find_nearest(name, absent)), {}});
  }
}

bool is_name(std::string_view text) {
  if (text.empty() || text.front() == '.' || text.back() == '.') return false;
  return std::all_of(text.begin(), text.end(), [](char character) {
    return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') || character == '_' || character == '.';
  });
}

}  // namespace zhidian::rules
