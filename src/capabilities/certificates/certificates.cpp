#include "capabilities/certificates/certificates.hpp"

#include <algorithm>

#include "capabilities/accounts/accounts.hpp"
#include "capabilities/certificates/number.hpp"
#include "capabilities/organisations/organisations.hpp"
#include "http/gzip.hpp"

namespace zhidian::certificates {
namespace {

using base::ErrorCode;
using base::Value;

constexpr int most_attempts = 5;
constexpr std::string_view subject_kind = "certificate";

std::string level_of(const directory::Outlet& outlet, const regulations::Registry& registry) {
  const auto status = directory::find_status(registry, outlet.status, outlet.act_id);
  return status ? status->level : "";
}

audit::Event event_of(std::string_view number, std::int64_t ordinal, std::string_view action, const Asker& asker, Value content) {
  return audit::make_event(subject_kind, number, ordinal, action, asker.account_id, asker.now, std::move(content));
}

Value issue_value(const Stored& certificate) {
  return Value::Map{{"outlet_id", certificate.outlet_id}, {"status", certificate.status}, {"digest", certificate.digest}};
}

Value document_of(const Stored& certificate) {
  auto document = base::parse_json(certificate.document);
  if (!document) throw storage::Failure(storage::Failure::Kind::broken, "certificates: a stored certificate cannot be read");
  return std::move(*document);
}

}  // namespace

void Service::use_public_address(std::string address) {
  while (address.ends_with('/')) address.pop_back();
  address_ = std::move(address);
}

bool Service::may_certify(storage::Connection& connection, const directory::Outlet& outlet, std::string_view account_id) const {
  return is_certifiable(connection, account_id, outlet.id, level_of(outlet, cases_.registry()));
}

std::string Service::authority_name(storage::Connection& connection, const directory::Outlet& outlet) const {
  if (const auto source = cases_.find(connection, outlet.source_case_id)) {
    const auto authority = accounts::find_authority(connection, source->filing_body_id);
    return authority ? authority->name : "";
  }
  const auto around = accounts::list_authorities_for(connection, level_of(outlet, cases_.registry()), outlet.division_code);
  return around.empty() ? "" : around.front().name;
}

Statement Service::describe(storage::Connection& connection, const directory::Outlet& outlet) const {
  const regulations::Registry& registry = cases_.registry();
  const auto organisation = organisations::find_organisation(connection, outlet.organisation_id);
  const rules::Act* act = registry.find_act(outlet.act_id, 0);
  Statement statement;
  statement.outlet_id = outlet.id;
  statement.name = outlet.name;
  statement.kind = outlet.kind;
  statement.credit_code = organisation ? organisation->credit_code : "";
  statement.division_code = outlet.division_code;
  statement.division_name = outlet.division_name;
  statement.status = outlet.status;
  statement.status_label = directory::status_label(registry, outlet.status, outlet.act_id);
  const auto status = directory::find_status(registry, outlet.status, outlet.act_id);
  if (status && status->procedure) statement.act_word = status->procedure->grants->act_word;
  statement.act_id = outlet.act_id;
  statement.act_title = act ? act->title : rules::Text{outlet.act_id, outlet.act_id};
  statement.authority_name = authority_name(connection, outlet);
  statement.filed_on = outlet.filed_on;
  statement.valid_until = outlet.valid_until;
  return statement;
}

std::optional<Issued> Service::try_to_issue(storage::Connection& connection, const directory::Outlet& outlet, Statement statement, const Asker& asker,
                                            base::Random& random) const {
  const std::string content_hash = hash_content(statement, key_);
  const auto present = find_present_certificate(connection, outlet.organisation_id, outlet.status);
  if (present && present->content_hash == content_hash) return Issued{*present, false};
  do statement.number = make_number(random);
  while (find_certificate(connection, statement.number));
  statement.address = address_ + "/certificates/" + statement.number;
  statement.issued_at = asker.now;
  const Value document = make_certificate(statement, key_);
  Stored fresh;
  fresh.number = statement.number;
  fresh.outlet_id = outlet.id;
  fresh.organisation_id = outlet.organisation_id;
  fresh.status = outlet.status;
  fresh.content_hash = content_hash;
  fresh.digest = digest_of(document);
  fresh.document = base::print_json(document);
  fresh.issued_at = base::print_instant(asker.now);
  fresh.valid_until = fresh.outlet_valid_until = outlet.valid_until;
  const base::Date today = base::civil_date(asker.now);
  if (present && !replace_certificate(connection, present->number, fresh.number, today)) return std::nullopt;
  if (!insert_certificate(connection, fresh, asker.account_id)) {
    if (present) throw storage::Failure(storage::Failure::Kind::serialization, "certificates: the number was taken meanwhile");
    return std::nullopt;
  }
  raise_data_version(connection);
  if (present) audit::append(connection, event_of(present->number, 2, "replace", asker, Value::Map{{"by", fresh.number}}), random);
  audit::append(connection, event_of(fresh.number, 1, "issue", asker, issue_value(fresh)), random);
  return Issued{fresh, true};
}

base::Result<Issued> Service::issue(storage::Connection& connection, std::string_view outlet_id, const Asker& asker, base::Random& random) const {
  const auto outlet = directory::find_outlet(connection, outlet_id);
  if (!outlet || !may_certify(connection, *outlet, asker.account_id)) return base::refuse(ErrorCode::not_found, "certificates.outlet_not_found");
  if (!outlet->included_from.empty()) return base::refuse(base::ErrorCode::not_allowed, "certificates.outlet_included");
  const std::string state(outlet->state_on(base::civil_date(asker.now)));
  if (state != "valid") {
    const auto day = state == "expired" ? outlet->valid_until : state == "suspended" ? outlet->suspended_from : outlet->ended_on;
    return base::refuse(ErrorCode::not_allowed, "certificates.outlet_" + state, {{"day", day ? base::print_date(*day) : ""}});
  }
  const Statement statement = describe(connection, *outlet);
  // Another request may issue between our look and our insert: then theirs is the present one.
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    if (auto issued = try_to_issue(connection, *outlet, statement, asker, random)) return std::move(*issued);
  }
  return base::refuse(ErrorCode::conflict, "certificates.try_again");
}

base::Result<Stored> Service::find_for(storage::Connection& connection, std::string_view number, std::string_view account_id) const {
  const auto read = read_number(number);
  if (!read) return base::refuse(read.error());
  auto found = find_certificate(connection, *read);
  const auto outlet = found ? directory::find_outlet(connection, found->outlet_id) : std::nullopt;
  if (!outlet || !may_certify(connection, *outlet, account_id)) return base::refuse(ErrorCode::not_found, "certificates.not_found");
  return std::move(*found);
}

base::Result<Value::List> Service::list_outlets(storage::Connection& connection, std::string_view organisation_id, const Asker& asker) const {
  if (!is_visible_organisation(connection, asker.account_id, organisation_id))
    return base::refuse(ErrorCode::not_found, "certificates.organisation_not_found");
  const base::Date today = base::civil_date(asker.now);
  Value::List list;
  for (const std::string& id : list_outlet_ids(connection, organisation_id)) {
    const auto outlet = directory::find_outlet(connection, id);
    if (!outlet || !outlet->included_from.empty() || !may_certify(connection, *outlet, asker.account_id)) continue;
    const auto present = find_present_certificate(connection, outlet->organisation_id, outlet->status);
    const bool is_current = present && present->content_hash == hash_content(describe(connection, *outlet), key_);
    list.push_back(Value::Map{{"outlet_id", outlet->id},
                              {"name", outlet->name},
                              {"status_label", regulations::to_value(directory::status_label(cases_.registry(), outlet->status, outlet->act_id))},
                              {"state", std::string(outlet->state_on(today))},
                              {"valid_until", base::date_value(outlet->valid_until)},
                              {"certificate", present ? to_value(*present, today) : Value()},
                              {"is_current", is_current}});
  }
  return list;
}

std::string Service::pack_status_list(storage::Connection& connection, base::Instant now) const {
  const std::int64_t version = find_data_version(connection);
  const base::Date today = base::civil_date(now);
  const std::lock_guard lock(mutex_);
  if (packed_.version == version && packed_.as_of == today) return packed_.bytes;
  Value::List entries;
  for (const StatusEntry& entry : list_statuses(connection, today)) entries.push_back(to_value(entry));
  packed_ = {version, today, http::gzip(base::print_json(make_status_list(std::move(entries), today, now, key_)) + "\n")};
  return packed_.bytes;
}

std::string Service::print_status_list(storage::Connection& connection, base::Instant now) const {
  return http::gunzip(pack_status_list(connection, now));
}

base::Result<Answer> Service::check(storage::Connection& connection, std::string_view certificate, base::Instant now) const {
  StatusList list{base::civil_date(now), now, key_.public_key_hex(), {}};
  if (const auto stored = find_certificate(connection, claimed_number(certificate))) {
    list.entries.insert_or_assign(stored->number, status_of(*stored, list.as_of));
  }
  return verify({certificate, &list, key_.public_key_hex(), list.as_of, list.as_of});
}

base::Result<std::string> read_number(std::string_view text) {
  const auto number = parse_number(text);
  if (!number) return base::refuse(ErrorCode::invalid, "certificates.bad_number");
  return *number;
}

Value to_value(const Stored& certificate, base::Date today) {
  const Value document = document_of(certificate);
  const Value& outlet = document.at("outlet");
  Value value = to_value(status_of(certificate, today));
  value.set("as_of", base::print_date(today));
  value.set("outlet_id", certificate.outlet_id);
  value.set("name", outlet.at("name"));
  value.set("kind", outlet.at("kind"));
  value.set("division_name", outlet.at("division_name"));
  value.set("status_label", document.at("status").at("label"));
  value.set("act_id", document.at("act").at("id"));
  value.set("act_title", document.at("act").at("title"));
  for (const char* key : {"authority_name", "filed_on", "issued_at", "address", "remark"}) value.set(key, document.at(key));
  return value;
}

namespace {

audit::Records stored_records(storage::Connection& connection) {
  audit::Records stored;
  for (const Stored& certificate : list_certificates(connection)) {
    Value& record = stored[certificate.number] = issue_value(certificate);
    record.set("replaced_by", certificate.replaced_by.empty() ? Value() : Value(certificate.replaced_by));
    record.set("replaced_on", base::date_value(certificate.replaced_on));
  }
  return stored;
}

void apply(Value& record, const audit::StoredEvent& event) {
  if (event.action == "issue") record = event.content;
  const bool is_replaced = event.action == "replace";
  record.set("replaced_by", is_replaced ? event.content.at("by") : Value());
  record.set("replaced_on", is_replaced ? Value(base::print_date(event.on)) : Value());
}

}  // namespace

const audit::RecordKind records_in_log{subject_kind, stored_records, apply,
                                       [](storage::Connection& connection, const std::string& number, const audit::Told& told, bool is_missing) {
                                         if (!is_missing) rewrite_certificate(connection, number, told.record);
                                       },
                                       raise_data_version};

}  // namespace zhidian::certificates
