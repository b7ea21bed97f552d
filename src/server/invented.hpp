#pragma once
#include "capabilities/ip_sources/import_round.hpp"
#include "server/store.hpp"

namespace zhidian::server {

/// Who makes invented records of each collection.
std::map<std::string, ip_sources::MakeRecord> record_makers(std::uint64_t seed = 1);

/// Orders what the demonstration searches, once: `records` patents, as many trademarks, and 300 indications to 50,000 of them; nothing where it is 0.
void order_invented_records(Store& store, int records);

/// Where the rejected of imports lie.
std::string imports_folder(const Store& store);

}  // namespace zhidian::server
