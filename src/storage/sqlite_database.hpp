#pragma once
#include <memory>
#include <string>

#include "storage/storage.hpp"

namespace zhidian::storage {

std::unique_ptr<Database> open_sqlite(const std::string& path, OpenOptions options);
/// Fills an empty file with a copy of `source`. Errors: Failure where either file cannot be read or written.
void copy_sqlite(const std::string& source, const std::string& target);

}  // namespace zhidian::storage
