#pragma once
#include "capabilities/supports/supports.hpp"

namespace zhidian::supports {

struct Office {
  std::string id, name;
};
/// The narrowest authority of the account, as an officer, that has the institution in its scope.
std::optional<Office> find_office(storage::Connection& connection, std::string_view account_id, std::string_view organisation_id);
bool is_officer_of(storage::Connection& connection, std::string_view account_id, std::string_view authority_id);
/// Whether the institution lies in the authority's divisions.
bool is_around(storage::Connection& connection, std::string_view authority_id, std::string_view organisation_id);

void insert_record(storage::Connection& connection, const Record& record, base::Instant now);
/// False where the record is no longer at the version.
bool update_record(storage::Connection& connection, const Record& record, std::int64_t version);
void rewrite_record(storage::Connection& connection, const std::string& id, const audit::Told& told);
std::vector<Record> list_all_records(storage::Connection& connection);
void insert_request(storage::Connection& connection, const Request& request, base::Instant now);
bool update_request(storage::Connection& connection, const Request& request, std::int64_t version);
void rewrite_request(storage::Connection& connection, const std::string& id, const audit::Told& told);
std::vector<Request> list_all_requests(storage::Connection& connection);

}  // namespace zhidian::supports
