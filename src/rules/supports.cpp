#include "rules/supports.hpp"

#include "rules/yaml.hpp"

namespace zhidian::rules {

std::vector<SupportKind> read_support_kinds(MapReader& reader) {
  std::vector<SupportKind> kinds;
  reader.each("support_kinds", [&](MapReader& item) {
    SupportKind kind;
    kind.id = item.string("id", MapReader::Presence::required);
    kind.label = item.text("label");
    kind.cites = item.strings("cites");
    item.each("respects", [&](MapReader& part) { kind.respects.push_back({part.string("id", MapReader::Presence::required), part.text("label")}); });
    kinds.push_back(std::move(kind));
  });
  return kinds;
}

std::vector<SupportKind> load_support_kinds(const std::vector<SourceFile>& files) {
  for (const SourceFile& file : files) {
    if (!file.path.ends_with("vocabulary.yaml")) continue;
    std::vector<Problem> problems;
    const Node root = read_yaml(file, problems);
    MapReader reader(root, "", file, problems);
    return read_support_kinds(reader);
  }
  return {};
}

}  // namespace zhidian::rules
