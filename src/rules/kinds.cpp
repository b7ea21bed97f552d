#include "rules/kinds.hpp"

#include <algorithm>

#include "rules/yaml.hpp"

namespace zhidian::rules {

std::vector<ListedKind> read_kinds(MapReader& reader, std::string_view part) {
  std::vector<ListedKind> kinds;
  reader.each(part, [&](MapReader& item) {
    ListedKind kind;
    kind.id = item.string("id", MapReader::Presence::required);
    kind.label = item.text("label");
    kind.cites = item.strings("cites");
    item.each("respects", [&](MapReader& each) { kind.respects.push_back({each.string("id", MapReader::Presence::required), each.text("label")}); });
    kinds.push_back(std::move(kind));
  });
  return kinds;
}

std::vector<ListedKind> load_kinds(const std::vector<SourceFile>& files, std::string_view part) {
  for (const SourceFile& file : files) {
    if (!file.path.ends_with("vocabulary.yaml")) continue;
    std::vector<Problem> problems;
    const Node root = read_yaml(file, problems);
    MapReader reader(root, "", file, problems);
    return read_kinds(reader, part);
  }
  return {};
}

const ListedKind* find_kind(const std::vector<ListedKind>& kinds, std::string_view id) {
  const auto found = std::ranges::find(kinds, id, &ListedKind::id);
  return found == kinds.end() ? nullptr : &*found;
}

}  // namespace zhidian::rules
