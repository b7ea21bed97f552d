#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "storage/storage.hpp"

namespace zhidian::classifications {

/// An edition of a table as it was imported.
struct StoredEdition {
  std::string id, scheme, edition, hash;
  std::int64_t classes = 0, deepest = 0;  ///< deepest: rank of the lowest level that is there
  std::string withdrawn_hash;
  std::int64_t withdrawn = 0, version = 0;
  std::string imported_at;
};

/// A class of an edition. parent: empty at the top.
struct StoredClass {
  std::string code, parent;
  std::int64_t level = 0;
  std::string title;
  bool has_children = false;
};

std::vector<StoredEdition> list_stored_editions(storage::Connection& connection);
void put_edition(storage::Connection& connection, const StoredEdition& edition);

/// Writes the classes in their order instead of those that are there.
void replace_classes(storage::Connection& connection, const std::string& edition_id, const std::vector<StoredClass>& classes);
/// A code that is no more, and what took its place; empty where nothing did.
struct Withdrawn {
  std::string code, replaced_by;
};
void replace_withdrawn(storage::Connection& connection, const std::string& edition_id, const std::vector<Withdrawn>& withdrawn);

std::optional<StoredClass> find_stored_class(storage::Connection& connection, std::string_view edition_id, std::string_view code);
std::vector<StoredClass> list_stored_classes(storage::Connection& connection, std::string_view edition_id, std::string_view parent);
/// `words`: folded, three at most.
std::vector<StoredClass> search_stored_classes(storage::Connection& connection, std::string_view edition_id, const std::vector<std::string>& words,
                                               std::size_t most);
std::vector<std::string> list_replacements(storage::Connection& connection, std::string_view edition_id, std::string_view code);

}  // namespace zhidian::classifications
