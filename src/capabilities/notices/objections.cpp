#include "capabilities/notices/objections.hpp"

#include <algorithm>

#include "audit/log.hpp"
#include "capabilities/messages/messages.hpp"
#include "capabilities/notices/notices_store.hpp"
#include "capabilities/notices/objections_store.hpp"
#include "capabilities/notices/receipts.hpp"

namespace zhidian::notices {
namespace {

using base::ErrorCode;
using base::Value;

base::Result<void> check_sender(const ObjectionInput& input) {
  if (input.is_anonymous) {
    if (input.evidence.empty()) return base::refuse(base::field_error("evidence", "notices.evidence_required"));
    return {};
  }
  base::Error error{ErrorCode::invalid, "notices.name_required", {}, {}, {}};
  if (input.name.empty()) error.details.push_back({"name", "", "notices.name_missing", {}, {}, {}, {}, {}, {}});
  if (input.contact.empty()) error.details.push_back({"contact", "", "notices.contact_missing", {}, {}, {}, {}, {}, {}});
  if (!error.details.empty()) return base::refuse(std::move(error));
  return {};
}

/// The notice with the case it must name.
struct Target {
  Notice notice;
  cases::Case filing;
};

base::Result<Target> find_target(storage::Connection& connection, const cases::Service& service, const ObjectionInput& input) {
  auto notice = find_notice(connection, input.notice_id);
  if (!notice || notice->kind != "proposed_filing") return base::refuse(ErrorCode::not_found, "notices.not_found");
  const auto entries = list_entries(connection, notice->id);
  auto filing = std::ranges::find(entries, input.case_id, &Entry::case_id) == entries.end() ? std::nullopt : service.hold(connection, input.case_id);
  if (!filing) return base::refuse(base::field_error("case_id", "notices.case_not_named"));
  return Target{std::move(*notice), std::move(*filing)};
}

base::Result<void> link_evidence(storage::Connection& connection, const ObjectionInput& input, const std::string& objection_id,
                                 const Arrival& arrival, base::Random& random) {
  const auto uploads = take_uploads(connection, input.evidence, arrival);
  if (!uploads) return base::refuse(uploads.error());
  for (const UploadedFile& upload : *uploads) insert_evidence(connection, base::make_id(arrival.business, random), objection_id, upload);
  return {};
}

void tell_filing_body(storage::Connection& connection, const Objection& objection, const Target& target, const std::string& kind, base::Instant at,
                      base::Random& random) {
  messages::tell_authority(connection, target.filing.filing_body_id,
                           {kind,
                            {{"organisation", objection.organisation_name},
                             {"number", target.filing.number},
                             {"receipt", objection.receipt},
                             {"notice", target.notice.title}},
                            "objection",
                            objection.id,
                            "/objections/" + objection.id},
                           at, random);
}

/// Applicant and recommender learn that there is an objection, never from whom.
void tell_parties(storage::Connection& connection, const cases::Case& filing, const std::string& kind, const std::string& notice_title,
                  base::Instant at, base::Random& random) {
  const messages::Message message{kind, {{"number", filing.number}, {"notice", notice_title}}, "case", filing.id, "/cases/" + filing.id};
  messages::tell_organisation(connection, filing.organisation_id, message, at, random);
  if (!filing.recommender_id.empty()) messages::tell_authority(connection, filing.recommender_id, message, at, random);
}

/// Everything that names or could betray the objector.
Value personal_value(const Objection& objection) {
  return Value::Map{{"name", objection.name}, {"contact", objection.contact}, {"grounds", objection.grounds}};
}

void keep_letter(storage::Connection& connection, Objection& objection, Value content, base::Instant at, base::Random& random) {
  objection.state = "late";
  insert_objection(connection, objection);
  audit::append(
      connection,
      {"objection", objection.id, 1, "keep_late", "anonymous", "", base::civil_date(at), at, "", "", std::move(content), personal_value(objection)},
      random);
}

/// The child case that blocks filing until it is decided.
base::Result<void> open_child(storage::Connection& connection, cases::Service& service, Objection& objection, const Target& target, Value content,
                              const cases::Doer& doer) {
  const rules::Procedure* procedure =
      service.registry().find_child_procedure(target.filing.act_id, target.filing.act_version, target.filing.procedure_id);
  if (!procedure) return base::refuse(ErrorCode::invalid, "notices.no_objection_in_procedure");
  const auto child = service.open_child(connection, target.filing, *procedure, std::move(content), personal_value(objection), doer);
  if (!child) return base::refuse(child.error());
  objection.case_id = child->id;
  objection.state = child->state;
  insert_objection(connection, objection);
  return {};
}

/// The action of the child procedure that leads to the outcome.
const rules::Action* find_decision(const rules::Procedure& procedure, std::string_view outcome) {
  for (const rules::Action& action : procedure.actions) {
    if (action.effect == "close_objection" && action.to == outcome) return &action;
  }
  return nullptr;
}

}  // namespace

base::Result<Receipt> object(storage::Connection& connection, cases::Service& cases, const ObjectionInput& input, const Arrival& arrival,
                             base::Random& random) {
  const auto target = find_target(connection, cases, input);
  if (!target) return base::refuse(target.error());
  if (const auto sender = check_sender(input); !sender) return base::refuse(sender.error());
  const bool is_late = base::civil_date(arrival.business) > *target->notice.last_day;
  if (!is_late && target->filing.is_final) return base::refuse(ErrorCode::not_allowed, "notices.case_closed");

  Objection objection;
  objection.id = base::make_id(arrival.business, random);
  objection.notice_id = target->notice.id;
  objection.target_case_id = target->filing.id;
  const ReceiptCodes codes = make_codes("YY", random);
  objection.receipt = codes.receipt;
  objection.secret_hash = codes.secret_hash;
  objection.is_anonymous = input.is_anonymous;
  if (!input.is_anonymous) objection.name = input.name;
  if (!input.is_anonymous) objection.contact = input.contact;
  objection.grounds = input.grounds;
  objection.received_at = base::print_instant(arrival.business);
  const auto published = find_published_facts(connection, target->filing.id);
  if (const auto name = published.find("organisation_name"); name != published.end()) objection.organisation_name = name->second;

  const Value content(Value::Map{{"notice_id", objection.notice_id}, {"objection_id", objection.id}, {"is_anonymous", objection.is_anonymous}});
  if (is_late) {
    keep_letter(connection, objection, content, arrival.business, random);
  } else {
    const auto opened = open_child(connection, cases, objection, *target, content, {"", {}, arrival.business, true});
    if (!opened) return base::refuse(opened.error());
    tell_parties(connection, target->filing, "notices.objected", target->notice.title, arrival.business, random);
  }
  const auto evidence = link_evidence(connection, input, objection.id, arrival, random);
  if (!evidence) return base::refuse(evidence.error());
  tell_filing_body(connection, objection, *target, is_late ? "notices.letter_received" : "notices.objection_received", arrival.business, random);
  return Receipt{objection.receipt, codes.secret, is_late};
}

base::Result<Objection> decide(storage::Connection& connection, cases::Service& cases, std::string_view id, std::int64_t expected_version,
                               std::string_view outcome, const std::string& reasons, const cases::Doer& officer, base::Random& random) {
  auto objection = find_objection(connection, officer.account_id, id);
  if (!objection) return base::refuse(ErrorCode::not_found, "notices.objection_not_found");
  if (objection->state == "late") return base::refuse(ErrorCode::not_allowed, "notices.objection_late");
  if (objection->decided_at) return base::refuse(ErrorCode::not_allowed, "notices.objection_decided");
  if (objection->version != expected_version) return base::refuse(ErrorCode::stale, "notices.objection_stale");
  const auto child = cases.find(connection, objection->case_id);
  const auto filing = cases.find(connection, objection->target_case_id);
  if (!child || !filing) throw storage::Failure(storage::Failure::Kind::broken, "notices: the case of an objection is gone");
  const rules::Action* action = find_decision(cases.procedure_of(*child), outcome);
  if (!action) return base::refuse(base::field_error("outcome", "notices.bad_outcome"));

  const cases::ActionRequest request{action->id, Value(Value::Map{{"reasons", reasons}}), action->signs, "", {}};
  const auto decided = cases.perform(connection, *child, child->version, request, {officer.account_id, {"filing_body"}, officer.at, true});
  if (!decided) return base::refuse(decided.error());
  if (!update_decision(connection, *objection, decided->state, reasons, officer.at)) return base::refuse(ErrorCode::stale, "notices.objection_stale");
  tell_parties(connection, *filing, "notices.objection_" + decided->state, objection->notice_title, officer.at, random);
  return *find_objection(connection, officer.account_id, id);
}

base::Result<Objection> follow(storage::Connection& connection, std::string_view receipt, std::string_view secret) {
  auto objection = find_by_receipt(connection, normalised_code(receipt));
  const bool is_right = is_secret(secret, objection ? objection->secret_hash : "");
  if (!objection || !is_right) return base::refuse(ErrorCode::not_found, "notices.receipt_not_found");
  return std::move(*objection);
}

base::Value to_value(const Objection& objection, const std::vector<EvidenceFile>& evidence) {
  Value::List list;
  for (const EvidenceFile& file : evidence) list.push_back(Value::Map{{"id", file.id}, {"name", file.name}, {"size", file.size}});
  return Value::Map{{"id", objection.id},
                    {"receipt", objection.receipt},
                    {"notice_id", objection.notice_id},
                    {"notice_title", objection.notice_title},
                    {"case_id", objection.target_case_id},
                    {"case_number", objection.case_number},
                    {"organisation_name", objection.organisation_name},
                    {"is_anonymous", objection.is_anonymous},
                    {"name", objection.name},
                    {"contact", objection.contact},
                    {"grounds", objection.grounds},
                    {"state", objection.state},
                    {"result", objection.result},
                    {"received_at", objection.received_at},
                    {"decided_at", objection.decided_at ? Value(*objection.decided_at) : Value()},
                    {"version", objection.version},
                    {"files", std::move(list)}};
}

base::Result<void> Observer::on_action(storage::Connection& connection, const cases::Performed& performed) {
  if (is_named(connection, performed.after.id)) raise_data_version(connection);
  return {};
}

cases::Observer::Objections Observer::count_objections(storage::Connection& connection, std::string_view case_id) {
  const std::string latest = find_latest_notice(connection, case_id).value_or("");
  Objections found;
  for (const Objection& objection : list_objections_against(connection, case_id, latest)) {
    if (objection.state == "open") ++found.open;
    if (objection.state == "sustained") ++found.sustained;
    found.list.push_back(
        Value::Map{{"id", objection.id}, {"receipt", objection.receipt}, {"state", objection.state}, {"received_at", objection.received_at}});
  }
  return found;
}

std::optional<std::string> Observer::find_notice(storage::Connection& connection, std::string_view case_id) {
  return find_latest_notice(connection, case_id);
}

}  // namespace zhidian::notices
