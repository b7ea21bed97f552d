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

}  // namespace zhidian::query
