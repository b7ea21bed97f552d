#pragma once
#include <map>
#include <stop_token>

#include "capabilities/ip_records/import.hpp"
#include "files/files.hpp"
#include "jobs/lease.hpp"
#include "query/load.hpp"

namespace zhidian::ip_sources {

/// Makes the record of a number.
using MakeRecord = std::function<query::Document(std::uint64_t number)>;

/// Orders `total` invented records of a collection as the source of this name, once: whoever removed them does not get them again.
void order_generated(storage::Connection& connection, const ip_records::Source& wanted, std::int64_t total, base::Instant at, base::Random& random);

/// Where the rejected of an import lie.
std::string rejected_path(const std::string& folder, std::string_view import_id);

/// Carries out what was ordered: imports, one after the other, and the emptying of removed sources. Asked to stop, or where another process took
/// over, it leaves off after the batch at hand; whoever goes on begins behind it.
class ImportRound {
 public:
  struct Parts {
    storage::Database& database;
    const query::Collections& collections;
    files::Store& files;
    std::string folder;                        ///< of the rejected
    std::map<std::string, MakeRecord> makers;  ///< collection → who makes invented records of it
    std::function<base::Instant()> now;        ///< system time
    base::Random& random;
  };
  explicit ImportRound(Parts parts) : parts_(std::move(parts)) {}

  /// One import, or some records of a removed source; 0 where there is nothing to do.
  std::int64_t work(jobs::Fence& fence, const std::stop_token& stop);

 private:
  std::int64_t import(const ip_records::Import& import, jobs::Fence& fence, const std::stop_token& stop);
  std::unique_ptr<ip_records::RecordFeed> open_feed(const ip_records::Import& import, const query::Collection& collection) const;
  void fail(const ip_records::Source& source, std::string_view import_id, const std::string& failure, const jobs::Fence& fence);

  Parts parts_;
};

}  // namespace zhidian::ip_sources
