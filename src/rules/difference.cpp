#include "rules/difference.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "rules/reader.hpp"
#include "rules/sentences.hpp"

namespace zhidian::rules {
namespace {

/// The path inside the act's folder, or empty for a scenario and what belongs to no act.
std::string inner_path(std::string_view path) {
  const auto root = path.find("regulations/");
  if (root != std::string_view::npos) path.remove_prefix(root + std::string_view("regulations/").size());
  const auto slash = path.find('/');
  if (slash == std::string_view::npos) return {};
  path.remove_prefix(slash + 1);
  return path.starts_with("scenarios/") ? std::string() : std::string(path);
}

std::map<std::string, Node> read_all(const std::vector<SourceFile>& files) {
  std::map<std::string, Node> nodes;
  std::vector<Problem> ignored;
  for (const SourceFile& file : files) {
    const std::string path = inner_path(file.path);
    if (!path.empty()) nodes.emplace(path, read_yaml(file, ignored));
  }
  return nodes;
}

/// The members of a map, or of a list of things with an id, by name.
std::vector<std::pair<std::string, const Node*>> children_of(const Node& node) {
  std::vector<std::pair<std::string, const Node*>> children;
  for (const auto& [key, value] : node.members) children.emplace_back(key, &value);
  if (is_keyed(node)) {
    for (const Node& item : node.items) children.emplace_back(item.find("id")->scalar, &item);
  }
  return children;
}

bool has_children(const Node& node) { return node.kind == Node::Kind::map || is_keyed(node); }

const Node* find_child(const Node& node, std::string_view name) {
  for (const auto& [key, child] : children_of(node)) {
    if (key == name) return child;
  }
  return nullptr;
}

std::string print(const Node* node) {
  if (node == nullptr) return {};
  return node->kind == Node::Kind::scalar ? node->scalar : canonical_text(*node);
}

class FileComparison {
 public:
  explicit FileComparison(std::string file) : file_(std::move(file)) {}

  void compare(const Node* before, const Node* after, const std::string& at, const std::set<std::string>& cites_around) {
    const std::set<std::string> cites = cites_of(before, after, cites_around);
    if (before != nullptr && after != nullptr && has_children(*before) && has_children(*after)) {
      for (const auto& [name, child] : children_of(*before)) compare(child, find_child(*after, name), join(at, name), cites);
      for (const auto& [name, child] : children_of(*after)) {
        if (find_child(*before, name) == nullptr) compare(nullptr, child, join(at, name), cites);
      }
      return;
    }
    if (before != nullptr && after != nullptr && canonical_text(*before) == canonical_text(*after)) return;
    auto kind = Difference::Kind::changed;
    if (before == nullptr) kind = Difference::Kind::added;
    if (after == nullptr) kind = Difference::Kind::removed;
    differences.push_back({kind, file_, at, print(before), print(after), {cites.begin(), cites.end()}});
  }

  std::vector<Difference> differences;

 private:
  static std::string join(const std::string& at, const std::string& name) { return at.empty() ? name : at + "." + name; }

  static std::set<std::string> cites_of(const Node* before, const Node* after, const std::set<std::string>& around) {
    std::set<std::string> cites;
    for (const Node* node : {before, after}) {
      const Node* list = node == nullptr ? nullptr : node->find("cites");
      if (list == nullptr) continue;
      for (const Node& item : list->items) cites.insert(item.scalar);
    }
    return cites.empty() ? around : cites;
  }

  std::string file_;
};

Node* find_to_change(Node& node, std::string_view name) {
  for (auto& [key, value] : node.members) {
    if (key == name) return &value;
  }
  if (!is_keyed(node)) return nullptr;
  for (Node& item : node.items) {
    if (item.find("id")->scalar == name) return &item;
  }
  return nullptr;
}

Node* find_path(Node& node, std::string_view path) {
  Node* found = &node;
  while (found != nullptr && !path.empty()) {
    const auto dot = path.find('.');
    found = find_to_change(*found, path.substr(0, dot));
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  }
  return found;
}

/// As flow YAML: keys stay plain, texts are quoted.
std::string print_flow(const Node& node) {
  std::string text;
  switch (node.kind) {
    case Node::Kind::null: return "null";
    case Node::Kind::scalar: return base::print_json(to_value(node));
    case Node::Kind::list:
      for (const Node& item : node.items) text += (text.empty() ? "" : ", ") + print_flow(item);
      return "[" + text + "]";
    case Node::Kind::map: break;
  }
  for (const auto& [key, value] : node.members) text += (text.empty() ? "" : ", ") + key + ": " + print_flow(value);
  return "{" + text + "}";
}

}  // namespace

std::vector<Difference> list_differences(const std::vector<SourceFile>& before, const std::vector<SourceFile>& after) {
  const auto old_files = read_all(before), new_files = read_all(after);
  std::set<std::string> paths;
  for (const auto& [path, node] : old_files) paths.insert(path);
  for (const auto& [path, node] : new_files) paths.insert(path);
  std::vector<Difference> differences;
  for (const std::string& path : paths) {
    const auto old_file = old_files.find(path), new_file = new_files.find(path);
    FileComparison comparison(path);
    comparison.compare(old_file == old_files.end() ? nullptr : &old_file->second, new_file == new_files.end() ? nullptr : &new_file->second, "", {});
    differences.insert(differences.end(), comparison.differences.begin(), comparison.differences.end());
  }
  return differences;
}

ProposedChange read_change(const SourceFile& file, std::vector<Problem>& problems) {
  ProposedChange change;
  const Node root = read_yaml(file, problems);
  MapReader reader(root, "", file, problems);
  if (root.kind != Node::Kind::map) return change;
  change.label = reader.text("change");
  change.act_id = reader.string("act", required);
  reader.each(
      "set",
      [&](MapReader& item) {
        ProposedChange::Setting setting{item.string("file", required), item.string("at", required), {}, item.line()};
        if (const Node* to = item.find("to", required)) setting.to = *to;
        item.finish();
        change.settings.push_back(std::move(setting));
      },
      required);
  reader.finish();
  return change;
}

std::vector<SourceFile> apply_change(const std::vector<SourceFile>& files, const ProposedChange& change, const std::string& change_file,
                                     std::vector<Problem>& problems) {
  std::vector<SourceFile> changed = files;
  for (const ProposedChange::Setting& setting : change.settings) {
    const auto file = std::ranges::find_if(changed, [&](const SourceFile& candidate) {
      return candidate.path.ends_with(change.act_id + "/" + setting.file) && inner_path(candidate.path) == setting.file;
    });
    Node root = file == changed.end() ? Node{} : read_yaml(*file, problems);
    Node* place = file == changed.end() ? nullptr : find_path(root, setting.at);
    if (place == nullptr) {
      problems.push_back(
          {"unknown_reference", change_file, setting.line, setting.at, sentences::nothing_to_change(change.act_id + "/" + setting.file), {}});
      continue;
    }
    *place = setting.to;
    file->text = print_flow(root);
  }
  return changed;
}

}  // namespace zhidian::rules
