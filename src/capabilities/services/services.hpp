#pragma once
#include <optional>
#include <string>
#include <vector>

#include "audit/records.hpp"
#include "http/http.hpp"
#include "rules/kinds.hpp"
#include "storage/storage.hpp"

namespace zhidian::services {

/// What an outlet did for people on a day, as often as `times` says. `people` are counted, never named.
struct Record {
  std::string id, organisation_id, organisation_name, kind, title, recipients, content, effect, withdrawn_reason;
  base::Date on{};
  std::int64_t times = 1, version = 1;
  std::optional<std::int64_t> people{};
  bool is_mine = false;  ///< the reader may correct and withdraw it
};

using audit::Hand;
using Kinds = std::vector<rules::ListedKind>;

/// Records what the account's institution did. Errors: organisations.not_found, services.unknown_kind, services.day_to_come (invalid).
base::Result<Record> record(storage::Connection& connection, const Kinds& kinds, Record record, const Hand& hand, base::Random& random);
/// Errors: services.not_yours (forbidden), services.stale, services.withdrawn_already (conflict), and those of the content.
base::Result<Record> correct(storage::Connection& connection, const Kinds& kinds, const Record& before, Record after, const std::string& reason,
                             std::int64_t expected_version, const Hand& hand, base::Random& random);
/// Takes back what was recorded by mistake; it stays to be read. Errors: services.not_yours, services.stale, services.withdrawn_already.
base::Result<Record> withdraw(storage::Connection& connection, const Record& before, const std::string& reason, std::int64_t expected_version,
                              const Hand& hand, base::Random& random);

/// What the reader may see, newest first.
struct Filter {
  std::string account_id, organisation_id, kind, from, until;
  http::Page page;
};
std::vector<Record> list_records(storage::Connection& connection, const Filter& filter);
std::optional<Record> find_record(storage::Connection& connection, std::string_view account_id, std::string_view id);

/// The standing records of a kind.
struct Figure {
  std::string kind;
  std::int64_t records = 0, times = 0, people = 0;
};
/// Those of the filter's institution and days, in the order of the kinds; a kind without a record is left out.
std::vector<Figure> count_records(storage::Connection& connection, const Kinds& kinds, const Filter& filter);

/// An outlet with what it recorded, to be held beside others: who is outstanding is considered first (national article 19, Shenyang article 3).
struct Compared {
  std::string organisation_id, organisation_name, division_name, act_id, status;
  std::int64_t kinds = 0, records = 0, times = 0, people = 0;
};
/// Those of the filter's scope and days that hold the status, or any; most services first, at most `limit`.
std::vector<Compared> compare_outlets(storage::Connection& connection, const Filter& filter, std::string_view status, std::int64_t limit);
/// The statuses held in the reader's scope: act and status.
std::vector<std::pair<std::string, std::string>> list_compared_statuses(storage::Connection& connection, std::string_view account_id);

/// Schemas of openapi.yaml. The versions of a record are what its events say, oldest first.
base::Value to_value(const Record& record, const Kinds& kinds);
base::Value to_value(const rules::ListedKind& kind);
base::Value to_value(const std::vector<Figure>& figures, const Kinds& kinds);
base::Value versions_value(storage::Connection& connection, const Record& record, const Kinds& kinds);
std::string export_workbook(const std::vector<Record>& records, const Kinds& kinds);

/// Records as their events tell them.
extern const audit::RecordKind records_in_log;

}  // namespace zhidian::services
