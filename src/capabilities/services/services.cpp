#include "capabilities/services/services.hpp"

#include "capabilities/cases/cases_store.hpp"
#include "capabilities/services/services_store.hpp"

namespace zhidian::services {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::string_view record_kind = "service";

Value record_value(const Record& record) {
  return Value::Map{{"organisation_id", record.organisation_id},
                    {"kind", record.kind},
                    {"on", base::print_date(record.on)},
                    {"title", record.title},
                    {"recipients", record.recipients},
                    {"content", record.content},
                    {"effect", record.effect},
                    {"times", record.times},
                    {"people", record.people ? Value(*record.people) : Value()},
                    {"withdrawn_reason", record.withdrawn_reason}};
}

/// Errors: services.unknown_kind, services.day_to_come.
base::Result<void> check_content(const Kinds& kinds, const Record& record, const Hand& hand) {
  if (!rules::find_kind(kinds, record.kind)) return base::refuse(base::field_error("kind", "services.unknown_kind"));
  if (record.on > base::civil_date(hand.at)) return base::refuse(base::field_error("on", "services.day_to_come"));
  return {};
}

/// Errors: services.not_yours, services.withdrawn_already, services.stale.
base::Result<void> check_own(const Record& before, std::int64_t expected_version) {
  if (!before.is_mine) return base::refuse(ErrorCode::forbidden, "services.not_yours");
  if (!before.withdrawn_reason.empty()) return base::refuse(ErrorCode::conflict, "services.withdrawn_already");
  if (before.version != expected_version) return base::refuse(ErrorCode::stale, "services.stale");
  return {};
}

}  // namespace

base::Result<Record> record(storage::Connection& connection, const Kinds& kinds, Record wanted, const Hand& hand, base::Random& random) {
  if (!cases::is_member(connection, hand.account_id, wanted.organisation_id)) return base::refuse(ErrorCode::not_found, "organisations.not_found");
  if (auto good = check_content(kinds, wanted, hand); !good) return base::refuse(std::move(good.error()));
  wanted.id = base::make_id(hand.at, random);
  insert_record(connection, wanted, hand.at);
  audit::append_whole(connection, {record_kind, wanted.id, 1, "record"}, record_value(wanted), hand, random);
  return *find_record(connection, hand.account_id, wanted.id);
}

base::Result<Record> correct(storage::Connection& connection, const Kinds& kinds, const Record& before, Record after, const std::string& reason,
                             std::int64_t expected_version, const Hand& hand, base::Random& random) {
  if (auto good = check_own(before, expected_version); !good) return base::refuse(std::move(good.error()));
  if (auto good = check_content(kinds, after, hand); !good) return base::refuse(std::move(good.error()));
  after.id = before.id;
  after.organisation_id = before.organisation_id;
  if (!update_record(connection, after, before.version)) return base::refuse(ErrorCode::stale, "services.stale");
  Value content = record_value(after);
  content.set("why", reason);
  audit::append_whole(connection, {record_kind, after.id, before.version + 1, "correct"}, std::move(content), hand, random);
  return *find_record(connection, hand.account_id, after.id);
}

base::Result<Record> withdraw(storage::Connection& connection, const Record& before, const std::string& reason, std::int64_t expected_version,
                              const Hand& hand, base::Random& random) {
  if (auto good = check_own(before, expected_version); !good) return base::refuse(std::move(good.error()));
  Record after = before;
  after.withdrawn_reason = reason;
  if (!update_record(connection, after, before.version)) return base::refuse(ErrorCode::stale, "services.stale");
  audit::append_whole(connection, {record_kind, after.id, before.version + 1, "withdraw"}, record_value(after), hand, random);
  return *find_record(connection, hand.account_id, after.id);
}

namespace {

audit::Records stored_records(storage::Connection& connection) {
  audit::Records stored;
  for (const Record& record : list_all_records(connection)) stored[record.id] = record_value(record);
  return stored;
}

}  // namespace

const audit::RecordKind records_in_log{
    record_kind, stored_records, audit::apply_whole,
    [](storage::Connection& connection, const std::string& id, const audit::Told& told, bool) { rewrite_record(connection, id, told); }};

}  // namespace zhidian::services
