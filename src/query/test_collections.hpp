#pragma once
#include <fstream>
#include <sstream>

#include "query/load.hpp"

namespace zhidian::query {

/// The collections of the project, read from its folder: for tests.
inline const Collections& test_collections() {
  static const Collections collections = [] {
    std::vector<CollectionFile> files;
    for (const char* name : {"patents", "trademarks", "indications", "provinces"}) {
      const std::string path = std::string(ZHIDIAN_SOURCE_DIR "/collections/") + name + ".yaml";
      std::ostringstream text;
      text << std::ifstream(path).rdbuf();
      files.push_back({path, text.str()});
    }
    return load_collections(files).value();
  }();
  return collections;
}
inline std::string repeat(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

inline const Collection& patents() { return test_collections().at("patents"); }

}  // namespace zhidian::query
