#pragma once
#include <string>
#include <vector>

namespace zhidian::documents {

/// One file of an archive.
struct Part {
  std::string name, bytes;
};

/// A zip archive in memory, with one fixed time in it so that equal contents give equal bytes.
std::string zip_parts(const std::vector<Part>& parts);

}  // namespace zhidian::documents
