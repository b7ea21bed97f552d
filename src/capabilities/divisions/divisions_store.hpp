#pragma once
#include "capabilities/divisions/divisions.hpp"

namespace zhidian::divisions {

void keep_division(storage::Connection& connection, const Division& division);
void forget_ancestors(storage::Connection& connection, std::string_view code);
void keep_ancestor(storage::Connection& connection, std::string_view ancestor, std::string_view descendant);
std::vector<Division> list_all(storage::Connection& connection);

/// The hash of the table that was loaded last, or empty.
std::string find_table_hash(storage::Connection& connection);
void keep_table_hash(storage::Connection& connection, std::string_view hash);

}  // namespace zhidian::divisions
