#pragma once
#include <string>
#include <vector>

#include "rules/library.hpp"
#include "rules/reader.hpp"

namespace zhidian::rules {

/// A kind of support an authority can record. `respects` divide it, where an act names them; `cites` are whole: national_outlet_2024/art_14.
struct SupportKind {
  struct Respect {
    std::string id;
    Text label;
  };
  std::string id;
  Text label;
  std::vector<Respect> respects;
  std::vector<std::string> cites;
};

/// The part `support_kinds` of the vocabulary.
std::vector<SupportKind> read_support_kinds(MapReader& reader);
/// The kinds in the vocabulary among the files; they are no part of an act and have no version.
std::vector<SupportKind> load_support_kinds(const std::vector<SourceFile>& files);

}  // namespace zhidian::rules
