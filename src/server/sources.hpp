#pragma once
#include <span>
#include <string>
#include <vector>

#include "rules/calendar.hpp"
#include "server/embedded.hpp"
#include "storage/storage.hpp"

namespace zhidian::server {

/// The `.yaml` files below a folder, sorted by path relative to it, or the embedded ones where `folder` is empty.
std::vector<rules::SourceFile> read_sources(const std::string& folder, std::span<const embedded::File> embedded_files, std::string_view prefix);
/// A folder without a vocabulary.yaml of its own holds further acts: the embedded ones are read with it.
std::vector<rules::SourceFile> regulation_sources(const std::string& folder);
std::vector<rules::SourceFile> calendar_sources(const std::string& folder);
std::vector<storage::Migration> migration_list();
std::string read_file(const std::string& path);
/// Of a file that holds one password or address. Errors: as read_file.
std::string first_line(const std::string& path);

}  // namespace zhidian::server
