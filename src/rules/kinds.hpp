#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "rules/library.hpp"
#include "rules/reader.hpp"

namespace zhidian::rules {

/// A kind of thing that can be recorded beside the procedures: of support, of service. `respects` divide it, where an act names them; `cites` are
/// whole: national_outlet_2024/art_14.
struct ListedKind {
  struct Respect {
    std::string id;
    Text label;
  };
  std::string id;
  Text label;
  std::vector<Respect> respects;
  std::vector<std::string> cites;
};

/// The part of the vocabulary of this name.
std::vector<ListedKind> read_kinds(MapReader& reader, std::string_view part);
/// The kinds under `part` (support_kinds, service_kinds) of the vocabulary among the files; they are no part of an act and have no version.
std::vector<ListedKind> load_kinds(const std::vector<SourceFile>& files, std::string_view part);
/// Empty where there is none of this id.
const ListedKind* find_kind(const std::vector<ListedKind>& kinds, std::string_view id);

}  // namespace zhidian::rules
