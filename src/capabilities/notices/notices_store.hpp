#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "capabilities/notices/notices.hpp"

namespace zhidian::notices {

/// One case on a notice: what was published about it, and its state now.
struct Entry {
  std::string case_id;
  base::Value published;
  std::string state, act_id, procedure_id;
  std::int64_t act_version = 0;
};

std::int64_t count_notices(storage::Connection& connection, std::string_view authority_id, std::string_view kind, int year);
/// What the log keeps of a notice, and records_in_log hold it against.
base::Value publishing_value(const Notice& notice, base::Value named);
void insert_notice(storage::Connection& connection, const Notice& notice, base::Instant now);
void insert_entry(storage::Connection& connection, std::string_view notice_id, std::string_view case_id, std::int64_t position,
                  const base::Value& entry);
void raise_notice_version(storage::Connection& connection, std::string_view notice_id);
/// Every cache of public notices is keyed by this version.
void raise_data_version(storage::Connection& connection);
/// What could be published about a case, by entry key.
std::map<std::string, std::string> find_published_facts(storage::Connection& connection, std::string_view case_id);
std::optional<std::string> find_list_of_day(storage::Connection& connection, std::string_view authority_id, std::string_view act_version,
                                            base::Date day, std::string_view title);
std::optional<std::string> find_latest_notice(storage::Connection& connection, std::string_view case_id);
std::vector<Entry> list_entries(storage::Connection& connection, std::string_view notice_id);
std::vector<std::string> list_notice_ids(storage::Connection& connection);
bool is_named(storage::Connection& connection, std::string_view case_id);

}  // namespace zhidian::notices
