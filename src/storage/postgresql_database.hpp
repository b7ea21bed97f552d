#pragma once
#include <memory>
#include <string>

#include "storage/storage.hpp"

namespace zhidian::storage {

std::unique_ptr<Database> open_postgresql(const std::string& url, OpenOptions options);

}  // namespace zhidian::storage
