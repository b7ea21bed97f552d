#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "audit/records.hpp"
#include "query/collection.hpp"
#include "storage/storage.hpp"

namespace zhidian::ip_records {

/// Where records come from: named by the operator, with the terms they may be used under and the day they describe.
struct Source {
  std::string id, collection, name, licence;
  std::optional<base::Date> data_date;
  bool is_removed = false;
  std::int64_t version = 1;
  std::int64_t records = 0;  ///< only where sources are listed
};

/// What became of the records of a file.
struct Counts {
  std::int64_t accepted = 0, changed = 0, unchanged = 0, rejected = 0;
  std::map<std::string, std::int64_t> reasons;  ///< message id → how often: of rejected records, and of values left out of kept ones
};
/// What a reason is told with where it stands for many records: each of its parameters as “…”.
std::map<std::string, std::string> any_place();

/// A source whose legal events a record holds beside its own.
struct EventSource {
  std::string name, licence;
  std::optional<base::Date> data_date;
};

/// A record as it is stored, with where it comes from, and with the legal events other sources added to it.
struct StoredRecord {
  query::Document document;
  std::string source_name, licence, imported_at;
  std::optional<base::Date> data_date;
  std::vector<EventSource> event_sources{};
};

/// Asked inside a transaction: false where the one who acts may act no more, and the transaction is dropped.
using MayWrite = std::function<bool(storage::Connection& connection)>;

std::vector<Source> list_sources(storage::Connection& connection, bool with_removed);
/// Those in use, without the number of their records, which takes long to count.
std::vector<Source> list_known_sources(storage::Connection& connection);
std::optional<Source> find_source(storage::Connection& connection, std::string_view collection, std::string_view name);
/// The source as it is now to be: made, named anew or brought back, each with an event of the account, if any; nothing happens where nothing differs.
Source name_source(storage::Connection& connection, Source wanted, std::string_view account, base::Instant at, base::Random& random);
/// Takes out a source, all records that came last from it and all legal events it added to others, some thousand a transaction; begun again it goes
/// on. Returns how many. Errors: ip_records.unknown_source.
base::Result<std::int64_t> remove_source(storage::Database& database, std::string_view collection, std::string_view name, base::Instant at,
                                         base::Random& random);

std::optional<Source> find_source(storage::Connection& connection, std::string_view id);
/// Marks a source as removed, with an event; its records go by empty_source. Nothing happens where it is marked.
void mark_removed(storage::Connection& connection, Source source, std::string_view account, base::Instant at, base::Random& random);
/// A removed source that still has records.
std::optional<Source> find_emptied_source(storage::Connection& connection);
/// Takes out some thousand records of a source, then what it added to others, in a batch of their own, unless `may_write` says no; how many.
std::int64_t empty_some(storage::Database& database, const Source& source, base::Instant at, base::Random& random, const MayWrite& may_write);
/// A further event of a source, which changes nothing about it.
void log_step(storage::Connection& connection, const Source& source, std::string_view action, std::string_view account, base::Value content,
              base::Instant at, base::Random& random);

std::optional<StoredRecord> find_record(storage::Connection& connection, std::string_view collection, std::string_view key);

/// Sources as their events tell them.
extern const audit::RecordKind records_in_log;

}  // namespace zhidian::ip_records
