#include "capabilities/supports/supports.hpp"

#include <algorithm>

#include "capabilities/cases/cases_store.hpp"
#include "capabilities/messages/messages.hpp"
#include "capabilities/supports/supports_store.hpp"

namespace zhidian::supports {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::string_view record_kind = "support", request_kind = "support_request";

/// Errors: supports.unknown_kind, supports.respect_missing, supports.unknown_respect.
base::Result<void> check_kind(const Kinds& kinds, std::string_view kind_id, std::string_view respect) {
  const rules::ListedKind* kind = rules::find_kind(kinds, kind_id);
  if (!kind) return base::refuse(base::field_error("kind", "supports.unknown_kind"));
  if (kind->respects.empty() && respect.empty()) return {};
  if (respect.empty()) return base::refuse(base::field_error("respect", "supports.respect_missing"));
  if (std::ranges::find(kind->respects, respect, &rules::ListedKind::Respect::id) == kind->respects.end())
    return base::refuse(base::field_error("respect", "supports.unknown_respect"));
  return {};
}

Value record_value(const Record& record) {
  return Value::Map{{"organisation_id", record.organisation_id},
                    {"authority_id", record.authority_id},
                    {"request_id", record.request_id},
                    {"kind", record.kind},
                    {"respect", record.respect},
                    {"on", base::print_date(record.on)},
                    {"content", record.content},
                    {"result", record.result},
                    {"document", record.document},
                    {"sum_fen", record.sum_fen ? Value(*record.sum_fen) : Value()},
                    {"withdrawn_reason", record.withdrawn_reason}};
}

Value request_value(const Request& request) {
  return Value::Map{{"organisation_id", request.organisation_id},
                    {"authority_id", request.authority_id},
                    {"kind", request.kind},
                    {"respect", request.respect},
                    {"content", request.content},
                    {"asked_on", base::print_date(request.asked_on)},
                    {"state", request.state},
                    {"answer", request.answer},
                    {"closed_on", base::date_value(request.closed_on)}};
}

void tell_institution(storage::Connection& connection, std::string kind, const std::string& organisation_id, const std::string& authority_name,
                      const std::string& words, const Hand& hand, base::Random& random) {
  const messages::Message message{std::move(kind), {{"authority", authority_name}, {"words", words}}, "organisation", organisation_id, "/supports"};
  messages::tell_organisation(connection, organisation_id, message, hand.at, random, hand.account_id);
}

/// Errors: supports.day_to_come and those of the kind.
base::Result<void> check_content(const Kinds& kinds, const Record& record, const Hand& hand) {
  if (auto good = check_kind(kinds, record.kind, record.respect); !good) return good;
  if (record.on > base::civil_date(hand.at)) return base::refuse(base::field_error("on", "supports.day_to_come"));
  return {};
}

/// Marks the request as answered. Errors: supports.request_not_found, supports.request_closed.
base::Result<void> answer_request(storage::Connection& connection, const Record& record, const Hand& hand, base::Random& random) {
  if (record.request_id.empty()) return {};
  auto request = find_request(connection, hand.account_id, record.request_id);
  if (!request || request->organisation_id != record.organisation_id || request->authority_id != record.authority_id)
    return base::refuse(ErrorCode::not_found, "supports.request_not_found");
  if (request->state != "open") return base::refuse(ErrorCode::conflict, "supports.request_closed");
  const std::int64_t before = request->version;
  request->state = "answered";
  request->closed_on = base::civil_date(hand.at);
  if (!update_request(connection, *request, before)) return base::refuse(ErrorCode::conflict, "supports.request_closed");
  request->version = before + 1;
  audit::append_whole(connection, {request_kind, request->id, request->version, "answer"}, request_value(*request), hand, random);
  return {};
}

/// Errors: supports.not_yours, supports.stale, supports.withdrawn_already.
base::Result<void> check_own(storage::Connection& connection, const Record& before, std::int64_t expected_version, const Hand& hand) {
  if (!is_officer_of(connection, hand.account_id, before.authority_id)) return base::refuse(ErrorCode::forbidden, "supports.not_yours");
  if (!before.withdrawn_reason.empty()) return base::refuse(ErrorCode::conflict, "supports.withdrawn_already");
  if (before.version != expected_version) return base::refuse(ErrorCode::stale, "supports.stale");
  return {};
}

}  // namespace

base::Result<Record> record(storage::Connection& connection, const Kinds& kinds, Record wanted, const Hand& hand, base::Random& random) {
  if (!organisations::is_visible(connection, hand.account_id, wanted.organisation_id))
    return base::refuse(ErrorCode::not_found, "organisations.not_found");
  const auto office = find_office(connection, hand.account_id, wanted.organisation_id);
  if (!office) return base::refuse(ErrorCode::forbidden, "supports.not_an_officer");
  if (auto good = check_content(kinds, wanted, hand); !good) return base::refuse(std::move(good.error()));
  wanted.id = base::make_id(hand.at, random);
  wanted.authority_id = office->id;
  if (auto good = answer_request(connection, wanted, hand, random); !good) return base::refuse(std::move(good.error()));
  insert_record(connection, wanted, hand.at);
  tell_institution(connection, "supports.recorded", wanted.organisation_id, office->name, wanted.content, hand, random);
  audit::append_whole(connection, {record_kind, wanted.id, 1, "record"}, record_value(wanted), hand, random);
  return *find_record(connection, hand.account_id, wanted.id);
}

base::Result<Record> correct(storage::Connection& connection, const Kinds& kinds, const Record& before, Record after, const std::string& reason,
                             std::int64_t expected_version, const Hand& hand, base::Random& random) {
  if (auto good = check_own(connection, before, expected_version, hand); !good) return base::refuse(std::move(good.error()));
  if (auto good = check_content(kinds, after, hand); !good) return base::refuse(std::move(good.error()));
  after.id = before.id;
  after.organisation_id = before.organisation_id;
  after.authority_id = before.authority_id;
  after.request_id = before.request_id;
  if (!update_record(connection, after, before.version)) return base::refuse(ErrorCode::stale, "supports.stale");
  Value content = record_value(after);
  content.set("why", reason);
  audit::append_whole(connection, {record_kind, after.id, before.version + 1, "correct"}, std::move(content), hand, random);
  return *find_record(connection, hand.account_id, after.id);
}

base::Result<Record> withdraw(storage::Connection& connection, const Record& before, const std::string& reason, std::int64_t expected_version,
                              const Hand& hand, base::Random& random) {
  if (auto good = check_own(connection, before, expected_version, hand); !good) return base::refuse(std::move(good.error()));
  Record after = before;
  after.withdrawn_reason = reason;
  if (!update_record(connection, after, before.version)) return base::refuse(ErrorCode::stale, "supports.stale");
  tell_institution(connection, "supports.withdrawn", before.organisation_id, before.authority_name, reason, hand, random);
  audit::append_whole(connection, {record_kind, after.id, before.version + 1, "withdraw"}, record_value(after), hand, random);
  return *find_record(connection, hand.account_id, after.id);
}

base::Result<Request> ask(storage::Connection& connection, const Kinds& kinds, Request wanted, const Hand& hand, base::Random& random) {
  if (!cases::is_member(connection, hand.account_id, wanted.organisation_id)) return base::refuse(ErrorCode::not_found, "organisations.not_found");
  if (!is_around(connection, wanted.authority_id, wanted.organisation_id))
    return base::refuse(base::field_error("authority_id", "supports.unknown_authority"));
  if (auto good = check_kind(kinds, wanted.kind, wanted.respect); !good) return base::refuse(std::move(good.error()));
  wanted.id = base::make_id(hand.at, random);
  wanted.asked_on = base::civil_date(hand.at);
  insert_request(connection, wanted, hand.at);
  const auto asked = *find_request(connection, hand.account_id, wanted.id);
  const messages::Message message{
      "supports.asked", {{"organisation", asked.organisation_name}, {"words", asked.content}}, "organisation", asked.organisation_id, "/supports"};
  messages::tell_authority(connection, asked.authority_id, message, hand.at, random, hand.account_id);
  audit::append_whole(connection, {request_kind, asked.id, 1, "ask"}, request_value(asked), hand, random);
  return asked;
}

base::Result<Request> close(storage::Connection& connection, const Request& before, const Closing& closing, const Hand& hand, base::Random& random) {
  if (closing.as != "declined" && closing.as != "withdrawn") return base::refuse(base::field_error("as", "supports.bad_closing"));
  const bool is_mine = closing.as == "declined" ? is_officer_of(connection, hand.account_id, before.authority_id)
                                                : cases::is_member(connection, hand.account_id, before.organisation_id);
  if (!is_mine) return base::refuse(ErrorCode::forbidden, "supports.not_yours");
  if (before.state != "open") return base::refuse(ErrorCode::conflict, "supports.request_closed");
  if (before.version != closing.expected_version) return base::refuse(ErrorCode::stale, "supports.stale");
  Request after = before;
  after.state = closing.as;
  after.answer = closing.answer;
  after.closed_on = base::civil_date(hand.at);
  if (!update_request(connection, after, before.version)) return base::refuse(ErrorCode::stale, "supports.stale");
  after.version += 1;
  if (closing.as == "declined")
    tell_institution(connection, "supports.declined", before.organisation_id, before.authority_name, closing.answer, hand, random);
  audit::append_whole(connection, {request_kind, after.id, after.version, closing.as == "declined" ? "decline" : "withdraw"}, request_value(after),
                      hand, random);
  return after;
}

namespace {

audit::Records stored_records(storage::Connection& connection) {
  audit::Records stored;
  for (const Record& record : list_all_records(connection)) stored[record.id] = record_value(record);
  return stored;
}

audit::Records stored_requests(storage::Connection& connection) {
  audit::Records stored;
  for (const Request& request : list_all_requests(connection)) stored[request.id] = request_value(request);
  return stored;
}

}  // namespace

const audit::RecordKind records_in_log{
    record_kind, stored_records, audit::apply_whole,
    [](storage::Connection& connection, const std::string& id, const audit::Told& told, bool) { rewrite_record(connection, id, told); }};
const audit::RecordKind requests_in_log{
    request_kind, stored_requests, audit::apply_whole,
    [](storage::Connection& connection, const std::string& id, const audit::Told& told, bool) { rewrite_request(connection, id, told); }};

}  // namespace zhidian::supports
