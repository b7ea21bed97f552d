#pragma once
#include <map>
#include <optional>

#include "base/value.hpp"
#include "capabilities/classifications/classifications.hpp"
#include "query/collection.hpp"

namespace zhidian::ip_search {

/// What the classes of records are called, by the tables that are here. Lives for one answer; both must outlive it.
class ClassTitles {
 public:
  ClassTitles(storage::Connection& connection, const classifications::Tables& tables) : connection_(connection), tables_(tables) {}
  /// The title of a class; empty where the field holds none or no edition has it.
  std::optional<classifications::Label> find(const query::Field& field, const std::string& code);
  /// Schema ResolvedClass; empty where the field is of no scheme there are tables of.
  std::optional<base::Value> resolve(const query::Field& field, const std::string& code);

 private:
  const classifications::Table* table_of(const query::Field& field);

  storage::Connection& connection_;
  const classifications::Tables& tables_;
  std::map<std::string, classifications::Table> opened_;
};

}  // namespace zhidian::ip_search
