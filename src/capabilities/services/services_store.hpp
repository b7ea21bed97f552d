#pragma once
#include "capabilities/services/services.hpp"

namespace zhidian::services {

void insert_record(storage::Connection& connection, const Record& record, base::Instant now);
/// False where the record is no longer at the version.
bool update_record(storage::Connection& connection, const Record& record, std::int64_t version);
void rewrite_record(storage::Connection& connection, const std::string& id, const audit::Told& told);
std::vector<Record> list_all_records(storage::Connection& connection);

}  // namespace zhidian::services
