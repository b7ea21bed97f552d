#include "capabilities/ip_sources/import_round.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "base/id.hpp"
#include "jobs/timers.hpp"

namespace zhidian::ip_sources {
namespace {

using ip_records::Import;
using ip_records::Source;

constexpr std::chrono::seconds between_renewals{3};  // of the lease while an import goes on

/// Stands for the content of invented records where a file has its hash.
std::string hash_of_generated(const std::string& collection, std::int64_t total) {
  return base::sha256_hex(fmt::format("generated {} {}", collection, total));
}

}  // namespace

void order_generated(storage::Connection& connection, const Source& wanted, std::int64_t total, base::Instant at, base::Random& random) {
  const std::string hash = hash_of_generated(wanted.collection, total);
  if (const auto known = ip_records::find_source(connection, wanted.collection, wanted.name))
    if (ip_records::find_ordered_import(connection, known->id, hash)) return;
  Import import;
  import.source_id = ip_records::name_source(connection, wanted, "", at, random).id;
  import.id = base::make_id(at, random);
  import.file_name = wanted.name;
  import.file_hash = hash;
  import.kind = "generated";
  import.state = "waiting";
  import.total = total;
  ip_records::insert_import(connection, import, at);
}

std::string rejected_path(const std::string& folder, std::string_view import_id) { return fmt::format("{}/{}-rejected.jsonl", folder, import_id); }

std::int64_t ImportRound::work(jobs::Fence& fence, const std::stop_token& stop) {
  const auto [emptied, next] = [this] {
    const auto transaction = parts_.database.read();
    return std::pair(ip_records::find_emptied_source(transaction->connection()), ip_records::find_next_import(transaction->connection()));
  }();
  if (emptied) {
    const auto may_write = [&fence](storage::Connection& connection) { return fence.holds(connection); };
    return ip_records::empty_some(parts_.database, *emptied, parts_.now(), parts_.random, may_write);
  }
  return next ? import(*next, fence, stop) : 0;
}

std::unique_ptr<ip_records::RecordFeed> ImportRound::open_feed(const Import& import, const query::Collection& collection) const {
  if (import.kind == "generated") return ip_records::make_generated_feed(import.total, parts_.makers.at(import.collection));
  return ip_records::open_file_feed(parts_.files.path_of(import.file_hash), collection, import.columns);
}

std::int64_t ImportRound::import(const Import& import, jobs::Fence& fence, const std::stop_token& stop) {
  const auto source = ip_records::find_source(parts_.database.read()->connection(), import.source_id);
  const query::Collection& collection = parts_.collections.at(import.collection);
  std::filesystem::create_directories(parts_.folder);
  auto renewed = std::chrono::steady_clock::now();
  ip_records::Watch watch;
  watch.may_write = [&fence](storage::Connection& connection) { return fence.holds(connection); };
  watch.tell = [&](const ip_records::Progress&) {
    if (stop.stop_requested()) return false;
    if (std::chrono::steady_clock::now() - renewed < between_renewals) return true;
    renewed = std::chrono::steady_clock::now();
    return fence.keep();
  };
  const auto feed = open_feed(import, collection);
  const auto done = ip_records::carry_out({parts_.database, collection, parts_.now, parts_.random}, *source, import, *feed,
                                          rejected_path(parts_.folder, import.id), watch);
  if (!done) fail(*source, import.id, jobs::reason_of(done.error()), fence);
  return done && done->is_left_off ? 0 : 1;
}

void ImportRound::fail(const Source& source, std::string_view import_id, const std::string& failure, const jobs::Fence& fence) {
  const auto transaction = parts_.database.write();
  auto& connection = transaction->connection();
  if (!fence.holds(connection)) return;
  Import import = ip_records::find_import(connection, import_id).value();
  import.failure = failure;
  ip_records::end_import(connection, source, import, parts_.now(), parts_.random);
  transaction->commit();
}

}  // namespace zhidian::ip_sources
