#pragma once
#include <cstdlib>
#include <filesystem>
#include <string>

namespace zhidian::support {

/// A file of outside reference data; empty where it is not on this machine.
inline std::filesystem::path reference(const std::string& relative) {
  const char* folder = std::getenv("ZHIDIAN_REFERENCE_DATA");
  const auto path =
      (folder != nullptr ? std::filesystem::path(folder) : std::filesystem::path(ZHIDIAN_SOURCE_DIR).parent_path() / "shared") / "data" / relative;
  return std::filesystem::exists(path) ? path : std::filesystem::path();
}

}  // namespace zhidian::support
