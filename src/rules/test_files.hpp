#pragma once
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "rules/calendar.hpp"
#include "rules/library.hpp"

/// Reads the project's own data for the tests of this folder.
namespace zhidian::rules {

inline std::string source_directory() { return ZHIDIAN_SOURCE_DIR; }

/// All YAML files below `directory`, their paths beginning with `prefix`, sorted.
inline std::vector<SourceFile> read_files(const std::string& directory, const std::string& prefix) {
  std::vector<SourceFile> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (entry.path().extension() != ".yaml") continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    files.push_back({prefix + "/" + std::filesystem::relative(entry.path(), directory).string(), text.str()});
  }
  std::sort(files.begin(), files.end(), [](const SourceFile& left, const SourceFile& right) { return left.path < right.path; });
  return files;
}

inline const Library& library() {
  static const Library loaded = load_library(read_files(source_directory() + "/regulations", "regulations")).law;
  return loaded;
}
inline const Calendar& calendar() {
  static const Calendar loaded = load_calendar(read_files(source_directory() + "/calendars", "calendars")).value();
  return loaded;
}

}  // namespace zhidian::rules
