#pragma once
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "rules/calendar.hpp"

namespace zhidian::bench {

/// The YAML files of a folder below the current directory.
inline std::vector<rules::SourceFile> read_files(const std::string& folder) {
  const std::filesystem::path root = std::filesystem::current_path() / folder;
  std::vector<rules::SourceFile> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".yaml") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    files.push_back({folder + "/" + std::filesystem::relative(entry.path(), root).string(), text.str()});
  }
  return files;
}

}  // namespace zhidian::bench
