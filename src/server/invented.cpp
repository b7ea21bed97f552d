#include "server/invented.hpp"

#include "capabilities/ip_records/generator.hpp"
#include "server/embedded.hpp"

namespace zhidian::server {

std::map<std::string, ip_sources::MakeRecord> record_makers(std::uint64_t seed) {
  const auto patents = std::make_shared<ip_records::PatentGenerator>(embedded::vocabularies().front().bytes, seed);
  return {{"patents", [patents](std::uint64_t number) { return patents->make(number); }}};
}

void order_invented_records(Store& store, int records) {
  if (records == 0) return;
  const auto transaction = store.database->write();
  ip_records::Source source;
  source.name = "示例数据";
  source.licence = "全部虚构，仅供演示";
  source.collection = "patents";
  ip_sources::order_generated(transaction->connection(), source, records, system_now(), *store.random);
  transaction->commit();
}

std::string imports_folder(const Store& store) { return store.data + "/imports"; }

}  // namespace zhidian::server
