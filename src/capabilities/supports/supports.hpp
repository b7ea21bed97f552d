#pragma once
#include <optional>
#include <string>
#include <vector>

#include "audit/records.hpp"
#include "capabilities/organisations/organisations.hpp"
#include "http/http.hpp"
#include "rules/kinds.hpp"

namespace zhidian::supports {

/// What an authority did for an institution. The sum is in fen; money does not move here. An authority corrects and withdraws its own.
struct Record {
  std::string id, organisation_id, organisation_name, division_name, authority_id, authority_name, request_id;
  std::string kind, respect, content, result, document, withdrawn_reason;
  base::Date on{};
  std::optional<std::int64_t> sum_fen{};
  std::int64_t version = 1;
};

/// What an institution asked an authority for. state: open, answered (with a record), declined, withdrawn.
struct Request {
  std::string id, organisation_id, organisation_name, authority_id, authority_name, kind, respect, content, state = "open", answer;
  base::Date asked_on{};
  std::optional<base::Date> closed_on{};
  std::int64_t version = 1;
};

using audit::Hand;
using Kinds = std::vector<rules::ListedKind>;

/// Records what the account's authority did for an institution in its scope; an open request named in it is answered by it.
/// Source: N-14-1, N-15-1, N-15-3, S-15-1, FZ-05-1b, FZ-05-1c by E15. Errors: organisations.not_found, supports.not_an_officer (forbidden),
/// supports.unknown_kind, supports.respect_missing, supports.unknown_respect, supports.day_to_come (invalid), supports.request_not_found,
/// supports.request_closed (conflict).
base::Result<Record> record(storage::Connection& connection, const Kinds& kinds, Record record, const Hand& hand, base::Random& random);
/// Errors: supports.not_yours (forbidden), supports.stale, supports.withdrawn_already (conflict), and those of the content.
base::Result<Record> correct(storage::Connection& connection, const Kinds& kinds, const Record& before, Record after, const std::string& reason,
                             std::int64_t expected_version, const Hand& hand, base::Random& random);
/// Takes back what was recorded by mistake; it stays to be read. Errors: supports.not_yours, supports.stale, supports.withdrawn_already.
base::Result<Record> withdraw(storage::Connection& connection, const Record& before, const std::string& reason, std::int64_t expected_version,
                              const Hand& hand, base::Random& random);

/// Asks an authority around the institution. Errors: organisations.not_found, supports.unknown_authority, and those of the kind.
base::Result<Request> ask(storage::Connection& connection, const Kinds& kinds, Request request, const Hand& hand, base::Random& random);
/// declined by the authority, withdrawn by the institution. Errors: supports.not_yours (forbidden), supports.bad_closing, supports.stale,
/// supports.request_closed (conflict).
struct Closing {
  std::string as, answer;
  std::int64_t expected_version = 0;
};
base::Result<Request> close(storage::Connection& connection, const Request& before, const Closing& closing, const Hand& hand, base::Random& random);

/// What the reader may see, newest first.
struct Filter {
  std::string account_id, organisation_id, kind, division, from, until;
  http::Page page;
};
std::vector<Record> list_records(storage::Connection& connection, const Filter& filter);
std::optional<Record> find_record(storage::Connection& connection, std::string_view account_id, std::string_view id);
std::vector<Request> list_requests(storage::Connection& connection, const Filter& filter, std::string_view state);
std::optional<Request> find_request(storage::Connection& connection, std::string_view account_id, std::string_view id);
/// Number and sum of the standing records per kind and division.
struct Count {
  std::string kind, division_code, division_name;
  std::int64_t number = 0, institutions = 0, sum_fen = 0;
};
std::vector<Count> count_records(storage::Connection& connection, const Filter& filter);

/// Schemas of openapi.yaml. The versions of a record are what its events say, oldest first.
base::Value to_value(const Record& record, const Kinds& kinds);
base::Value to_value(const Request& request, const Kinds& kinds);
base::Value to_value(const rules::ListedKind& kind);
base::Value versions_value(storage::Connection& connection, const Record& record, const Kinds& kinds);
std::string export_workbook(const std::vector<Record>& records, const Kinds& kinds);

/// Records and requests as their events tell them.
extern const audit::RecordKind records_in_log, requests_in_log;

}  // namespace zhidian::supports
