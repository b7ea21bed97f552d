#include "rules/yaml.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <charconv>
#include <sstream>

#include "base/text.hpp"
#include "rules/sentences.hpp"

namespace zhidian::rules {

namespace {

constexpr std::size_t depth_limit = 40;

/// Builds nodes from yaml-cpp's events, so that nothing is interpreted and no alias is ever expanded.
class NodeBuilder : public YAML::EventHandler {
 public:
  NodeBuilder(const SourceFile& file, std::vector<Problem>& problems) : file_(file), problems_(problems) {}
  Node take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    Node node;
    node.line = mark.line + 1;
    add(std::move(node));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    report("yaml", mark, sentences::yaml_alias());
    OnNull(mark, 0);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, const std::string& value) override {
    check_tag(mark, tag);
    if (base::has_hidden_characters(value)) report("yaml", mark, sentences::yaml_hidden_characters());
    Node node;
    node.kind = Node::Kind::scalar;
    node.line = mark.line + 1;
    node.scalar = value;
    node.is_quoted = tag == "!";
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(Node::Kind::list, mark, tag);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(Node::Kind::map, mark, tag);
  }
  void OnMapEnd() override { close(); }

  void report(std::string check, const YAML::Mark& mark, Text message) {
    problems_.push_back({std::move(check), file_.path, mark.line + 1, {}, std::move(message), {}});
  }

 private:
  struct Open {
    Node node;
    std::string key;
    bool has_key = false;
  };

  void check_tag(const YAML::Mark& mark, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!") report("yaml", mark, sentences::yaml_tag());
  }
  void open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag) {
    check_tag(mark, tag);
    if (open_.size() >= depth_limit) throw YAML::ParserException(mark, "nested too deeply");
    Open opened;
    opened.node.kind = kind;
    opened.node.line = mark.line + 1;
    open_.push_back(std::move(opened));
  }
  void close() {
    Node node = std::move(open_.back().node);
    open_.pop_back();
    add(std::move(node));
  }
  void add(Node node) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& parent = open_.back();
    if (parent.node.kind == Node::Kind::list) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.has_key) {
      take_key(parent, node);
    } else {
      parent.has_key = false;
      parent.node.members.push_back({std::move(parent.key), std::move(node)});
    }
  }
  void take_key(Open& parent, const Node& node) {
    YAML::Mark mark;
    mark.line = node.line - 1;
    if (node.kind != Node::Kind::scalar) report("yaml", mark, sentences::yaml_key());
    if (parent.node.find(node.scalar) != nullptr) {
      problems_.push_back({"duplicate_key", file_.path, node.line, node.scalar, sentences::duplicate_key(node.scalar), {}});
    }
    parent.key = node.scalar;
    parent.has_key = true;
  }

  const SourceFile& file_;
  std::vector<Problem>& problems_;
  std::vector<Open> open_;
  Node root_;
};

base::Value as_texts(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null: return {};
    case Node::Kind::scalar: return node.scalar;
    case Node::Kind::list: {
      base::Value::List list;
      for (const Node& item : node.items) list.push_back(as_texts(item));
      return list;
    }
    case Node::Kind::map: break;
  }
  base::Value::Map map;
  for (const auto& [key, member] : node.members) map.insert_or_assign(key, as_texts(member));
  return map;
}

base::Value scalar_value(const Node& node) {
  if (node.is_quoted) return node.scalar;
  if (node.scalar == "true") return true;
  if (node.scalar == "false") return false;
  std::int64_t number = 0;
  const char* end = node.scalar.data() + node.scalar.size();
  const auto [position, error] = std::from_chars(node.scalar.data(), end, number);
  const bool is_number = error == std::errc{} && position == end && std::to_string(number) == node.scalar;
  return is_number ? base::Value(number) : base::Value(node.scalar);
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  for (const auto& [name, member] : members) {
    if (name == key) return &member;
  }
  return nullptr;
}

Node read_yaml(const SourceFile& file, std::vector<Problem>& problems) {
  NodeBuilder builder(file, problems);
  if (!base::is_valid_utf8(file.text)) {
    problems.push_back({"yaml", file.path, 1, {}, sentences::yaml_not_utf8(), {}});
    return {};
  }
  try {
    std::istringstream stream(file.text);
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) {
      problems.push_back({"yaml", file.path, 1, {}, sentences::yaml_empty(), {}});
      return {};
    }
    Node root = builder.take();
    if (parser.HandleNextDocument(builder)) {
      problems.push_back({"yaml", file.path, 1, {}, sentences::yaml_documents(), {}});
    }
    return root;
  } catch (const YAML::Exception& exception) {
    builder.report("yaml", exception.mark, sentences::yaml_syntax(exception.msg));
    return {};
  }
}

bool is_keyed(const Node& list) {
  return !list.items.empty() && std::ranges::all_of(list.items, [](const Node& item) { return item.find("id") != nullptr; });
}

Node lay_over(const Node& under, const Node& over) {
  Node merged = under;
  merged.line = over.line;
  if (under.kind == Node::Kind::map && over.kind == Node::Kind::map) {
    for (const Node::Member& member : over.members) {
      const auto same = std::ranges::find(merged.members, member.key, &Node::Member::key);
      if (same == merged.members.end()) {
        merged.members.push_back(member);
      } else {
        same->value = lay_over(same->value, member.value);
      }
    }
    return merged;
  }
  if (!is_keyed(under) || !is_keyed(over)) return over;
  for (const Node& item : over.items) {
    const auto same = std::ranges::find_if(merged.items, [&](const Node& one) { return one.find("id")->scalar == item.find("id")->scalar; });
    if (same == merged.items.end()) {
      merged.items.push_back(item);
    } else {
      *same = lay_over(*same, item);
    }
  }
  return merged;
}

base::Value to_value(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null: return {};
    case Node::Kind::scalar: return scalar_value(node);
    case Node::Kind::list: {
      base::Value::List list;
      for (const Node& item : node.items) list.push_back(to_value(item));
      return list;
    }
    case Node::Kind::map: break;
  }
  base::Value::Map map;
  for (const auto& [key, member] : node.members) map.insert_or_assign(key, to_value(member));
  return map;
}

std::string canonical_text(const Node& node) { return base::print_json(as_texts(node)); }

}  // namespace zhidian::rules
