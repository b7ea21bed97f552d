#pragma once
#include "capabilities/network_nodes/network_nodes.hpp"

namespace zhidian::network_nodes {

/// False where the same stands already.
bool insert_entry(storage::Connection& connection, const Entry& entry, base::Instant now);
/// Writes an entry as its events tell it.
void rewrite_entry(storage::Connection& connection, const std::string& id, const audit::Told& told);
/// False where it is closed already or no longer at the version.
bool close_row(storage::Connection& connection, const Entry& entry, const Closing& closing, base::Date on);
std::vector<Entry> list_all_entries(storage::Connection& connection);
std::vector<std::string> list_standing(storage::Connection& connection, std::string_view organisation_id, std::string_view entry,
                                       std::string_view act_id);
/// The offices of the account around the institution, highest first.
struct Office {
  std::string id, name, level;
};
std::vector<Office> list_offices(storage::Connection& connection, std::string_view account_id, std::string_view division_code);

}  // namespace zhidian::network_nodes
