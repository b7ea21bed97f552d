#pragma once
#include <string>
#include <vector>

#include "storage/storage.hpp"

namespace zhidian::storage {

/// What Database::migrate promises, for both engines.
std::vector<std::string> apply_migrations(Database& database, std::span<const Migration> migrations);

}  // namespace zhidian::storage
