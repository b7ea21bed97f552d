#include "server/sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

namespace zhidian::server {
namespace fs = std::filesystem;

namespace {

/// `regulations/<act>/…` → `<act>`; the file's own name where it lies in no folder.
std::string act_folder(std::string_view path) {
  const std::string_view inner = path.substr(path.find('/') + 1);
  return std::string(inner.substr(0, inner.find('/')));
}

}  // namespace

std::string read_file(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw std::runtime_error(fmt::format("cannot read {}", path));
  std::ostringstream text;
  text << stream.rdbuf();
  return std::move(text).str();
}

std::string first_line(const std::string& path) {
  const std::string text = read_file(path);
  return text.substr(0, text.find_first_of("\r\n"));
}

std::vector<rules::SourceFile> read_sources(const std::string& folder, std::span<const embedded::File> embedded_files, std::string_view prefix) {
  std::vector<rules::SourceFile> files;
  if (folder.empty()) {
    for (const embedded::File& file : embedded_files) files.push_back({std::string(file.path), std::string(file.bytes)});
    return files;
  }
  if (!fs::is_directory(folder)) throw std::runtime_error(fmt::format("there is no folder {}", folder));
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".yaml") continue;
    files.push_back({fmt::format("{}/{}", prefix, fs::relative(entry.path(), folder).generic_string()), read_file(entry.path().string())});
  }
  std::ranges::sort(files, {}, &rules::SourceFile::path);
  return files;
}

std::vector<rules::SourceFile> regulation_sources(const std::string& folder) {
  std::vector<rules::SourceFile> files = read_sources(folder, embedded::regulations(), "regulations");
  if (folder.empty() || std::ranges::any_of(files, [](const rules::SourceFile& file) { return file.path == "regulations/vocabulary.yaml"; })) {
    return files;
  }
  std::set<std::string> brought;
  for (const rules::SourceFile& file : files) brought.insert(act_folder(file.path));
  for (const embedded::File& file : embedded::regulations()) {
    if (!brought.contains(act_folder(file.path))) files.push_back({std::string(file.path), std::string(file.bytes)});
  }
  std::ranges::sort(files, {}, &rules::SourceFile::path);
  return files;
}
std::vector<rules::SourceFile> calendar_sources(const std::string& folder) { return read_sources(folder, embedded::calendars(), "calendars"); }

std::vector<storage::Migration> migration_list() {
  std::vector<storage::Migration> migrations;
  for (const embedded::File& file : embedded::migrations()) migrations.push_back({file.path.substr(0, file.path.rfind(".sql")), file.bytes});
  return migrations;
}

}  // namespace zhidian::server
