#include <algorithm>

#include "rules/load.hpp"

namespace zhidian::rules {

namespace {

/// The thing below a key: a member of a map, or an item with that id.
bool erase_below(Node& node, std::string_view name) {
  return std::erase_if(node.members, [&](const Node::Member& member) { return member.key == name; }) +
             std::erase_if(node.items, [&](const Node& item) { return item.find("id") != nullptr && item.find("id")->scalar == name; }) >
         0;
}

bool erase(Node& procedure, std::string_view path) {
  const auto dot = path.find('.');
  if (dot == std::string_view::npos) return erase_below(procedure, path);
  const auto key = std::ranges::find(procedure.members, path.substr(0, dot), &Node::Member::key);
  return key != procedure.members.end() && erase_below(key->value, path.substr(dot + 1));
}

/// Keeps of a map, or of a list of things with an id, the one thing.
Node kept_below(const Node& node, std::string_view name) {
  Node kept = node;
  std::erase_if(kept.members, [&](const Node::Member& member) { return member.key != name; });
  std::erase_if(kept.items, [&](const Node& item) { return item.find("id") == nullptr || item.find("id")->scalar != name; });
  return kept;
}

Node keep(const Node& procedure, const std::vector<std::string>& only, std::vector<std::string>& missing) {
  Node kept = procedure;
  kept.members.clear();
  for (const std::string& path : only) {
    const auto dot = path.find('.');
    const std::string key = path.substr(0, dot);
    const Node* found = procedure.find(key);
    Node part;
    part.kind = Node::Kind::map;
    if (found != nullptr) part.members.push_back({key, dot == std::string::npos ? *found : kept_below(*found, path.substr(dot + 1))});
    const bool is_empty =
        found == nullptr || (dot != std::string::npos && part.members[0].value.members.empty() && part.members[0].value.items.empty());
    if (is_empty) {
      missing.push_back(path);
    } else {
      kept = lay_over(kept, part);
    }
  }
  return kept;
}

/// A finding in what was taken is shown where it is taken.
void stand_at(Node& node, int line) {
  node.line = line;
  for (Node& item : node.items) stand_at(item, line);
  for (Node::Member& member : node.members) stand_at(member.value, line);
}

}  // namespace

Takes read_takes(MapReader& reader) {
  Takes takes;
  takes.from = reader.string("from", MapReader::Presence::required);
  takes.only = reader.strings("only");
  takes.but = reader.strings("but");
  return takes;
}

Node take_from(const Node& own, const Node& other, const Takes& takes, std::vector<std::string>& missing) {
  Node taken = takes.only.empty() ? other : keep(other, takes.only, missing);
  erase_below(taken, "procedure");
  for (const std::string& path : takes.but) {
    if (!erase(taken, path)) missing.push_back(path);
  }
  stand_at(taken, own.find("takes")->line);
  Node whole = lay_over(taken, own);
  erase_below(whole, "takes");
  return whole;
}

}  // namespace zhidian::rules
