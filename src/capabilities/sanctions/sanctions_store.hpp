#pragma once
#include "capabilities/sanctions/sanctions.hpp"

namespace zhidian::sanctions {

void insert_sanction(storage::Connection& connection, const Sanction& sanction, base::Instant now);
/// Writes a decision as its events tell it.
void rewrite_sanction(storage::Connection& connection, const std::string& id, const audit::Told& told);
std::optional<base::Date> find_ban(storage::Connection& connection, std::string_view organisation_id, std::string_view act_id);
/// False where it is annulled already or no longer at `expected_version`.
bool annul_sanction(storage::Connection& connection, std::string_view id, std::int64_t expected_version, base::Date on, std::string_view reason);
std::vector<Sanction> list_all_sanctions(storage::Connection& connection);

}  // namespace zhidian::sanctions
