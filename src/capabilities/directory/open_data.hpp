#pragma once
#include <string>

#include "capabilities/directory/directory.hpp"
#include "capabilities/directory/directory_store.hpp"

namespace zhidian::directory {

/// All lines of the filter, one JSON object (schema Outlet) a line. Read page by page inside the caller's snapshot.
std::string print_outlets_jsonl(storage::Connection& connection, OutletFilter filter, const regulations::Registry& registry);
/// The same as a table; the header names the members of the JSON lines. Cells are text (base/csv.hpp).
std::string print_outlets_csv(storage::Connection& connection, OutletFilter filter, const regulations::Registry& registry);
/// All notices, newest first, with what was published about each case (schema Notice).
std::string print_notices_jsonl(storage::Connection& connection, const regulations::Registry& registry, base::Date today);
std::string print_notices_csv(storage::Connection& connection, base::Date today);
/// What happened to the directory and the notices, in the order of the log, one object a line: nothing but what was public already.
std::string print_changes_jsonl(storage::Connection& connection, const FeedFilter& filter);

}  // namespace zhidian::directory
