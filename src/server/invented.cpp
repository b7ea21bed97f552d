#include "server/invented.hpp"

#include <algorithm>
#include <stdexcept>

#include "capabilities/ip_records/generator.hpp"
#include "capabilities/ip_records/generator_indications.hpp"
#include "capabilities/ip_records/generator_trademarks.hpp"
#include "server/collections.hpp"
#include "server/embedded.hpp"

namespace zhidian::server {
namespace {

constexpr std::int64_t indications_of = 50'000, indications = 300;

std::string_view vocabulary(std::string_view name) {
  const auto files = embedded::vocabularies();
  const auto found = std::ranges::find(files, name, &embedded::File::path);
  if (found == files.end()) throw std::logic_error(std::string(name) + " is not embedded");
  return found->bytes;
}

template <class Generator>
ip_sources::MakeRecord maker(std::shared_ptr<const Generator> generator) {
  return [generator = std::move(generator)](std::uint64_t number) { return generator->make(number); };
}

}  // namespace

std::map<std::string, ip_sources::MakeRecord> record_makers(std::uint64_t seed) {
  const std::string_view words = vocabulary("patents.txt");
  return {{"patents", maker(std::make_shared<const ip_records::PatentGenerator>(words, seed))},
          {"trademarks", maker(std::make_shared<const ip_records::TrademarkGenerator>(words, vocabulary("trademarks.txt"), seed))},
          {"indications",
           maker(std::make_shared<const ip_records::IndicationGenerator>(vocabulary("indications.txt"), must_find_collection("indications"), seed))}};
}

void order_invented_records(Store& store, int records) {
  if (records == 0) return;
  const auto transaction = store.database->write();
  const auto order = [&](std::string collection, std::int64_t total) {
    ip_records::Source source;
    source.name = "示例数据";
    source.licence = "全部虚构，仅供演示";
    source.collection = std::move(collection);
    ip_sources::order_generated(transaction->connection(), source, total, system_now(), *store.random);
  };
  order("indications", std::max<std::int64_t>(1, records * indications / indications_of));
  order("patents", records);
  order("trademarks", records);
  transaction->commit();
}

std::string imports_folder(const Store& store) { return store.data + "/imports"; }

}  // namespace zhidian::server
