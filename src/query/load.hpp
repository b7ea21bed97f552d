#pragma once
#include <map>
#include <span>

#include "base/result.hpp"
#include "query/collection.hpp"

namespace zhidian::query {

/// A file of collections/: its path for messages, and what stands in it.
struct CollectionFile {
  std::string path, text;
};

using Collections = std::map<std::string, Collection, std::less<>>;

/// Reads collections and the tables of values they share (`values_of`), strictly.
/// Errors: query.bad_collection {file, line, key}: not YAML, unknown or missing key, unknown type or table, a name or id twice.
base::Result<Collections> load_collections(std::span<const CollectionFile> files);

}  // namespace zhidian::query
