#pragma once
#include "capabilities/directory/directory.hpp"

namespace zhidian::directory {

void insert_outlet(storage::Connection& connection, const Outlet& outlet, base::Instant now);
/// A line that ends, with the version it had.
struct Line {
  std::string id;
  std::int64_t version = 1;
};
std::vector<Line> list_valid_lines(storage::Connection& connection, std::string_view organisation_id, std::string_view status);
void end_outlets(storage::Connection& connection, std::string_view organisation_id, std::string_view status);
std::vector<std::string> list_statuses(storage::Connection& connection, std::string_view organisation_id);
std::string division_name(storage::Connection& connection, std::string_view code);
/// Every cache of directory pages is keyed by this version.
void raise_data_version(storage::Connection& connection);
std::int64_t find_data_version(storage::Connection& connection);
/// How an IP category stands in search_text, so that one column serves search and filter.
std::string category_mark(std::string_view category);

}  // namespace zhidian::directory
