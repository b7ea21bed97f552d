// What the officers of the body a complaint went to do with it.
#include "capabilities/complaints/complaint_events.hpp"
#include "capabilities/messages/messages.hpp"

namespace zhidian::complaints {
namespace {

using base::ErrorCode;
using base::Value;

enum class Wanted { running, any };

/// The complaint inside the officer's scope, as it was read; `running`: not concluded.
base::Result<Complaint> find_read(storage::Connection& connection, std::string_view id, const Officer& officer, Wanted wanted) {
  auto complaint = find_complaint(connection, officer.account_id, id);
  if (!complaint) return base::refuse(ErrorCode::not_found, "complaints.not_found");
  if (complaint->version != officer.expected_version) return base::refuse(ErrorCode::stale, "complaints.stale");
  if (wanted == Wanted::running && complaint->state == "concluded") return base::refuse(ErrorCode::not_allowed, "complaints.concluded");
  return std::move(*complaint);
}

/// The same, in the hands of the officer.
base::Result<Complaint> find_own(storage::Connection& connection, std::string_view id, const Officer& officer, Wanted wanted) {
  auto complaint = find_read(connection, id, officer, wanted);
  if (complaint && complaint->handler_id != officer.account_id) return base::refuse(ErrorCode::forbidden, "complaints.not_handler");
  return complaint;
}

/// Raises the version, so that of two officers at once only one goes on.
base::Result<void> keep(storage::Connection& connection, const Complaint& complaint) {
  if (!update_complaint(connection, complaint)) return base::refuse(ErrorCode::stale, "complaints.stale");
  return {};
}

}  // namespace

base::Result<void> take_on(storage::Connection& connection, std::string_view id, const Officer& officer, base::Random& random) {
  auto complaint = find_read(connection, id, officer, Wanted::running);
  if (!complaint) return base::refuse(complaint.error());
  if (complaint->handler_id == officer.account_id) return base::refuse(ErrorCode::conflict, "complaints.yours_already");
  const std::string former = complaint->handler_id;
  complaint->handler_id = officer.account_id;
  complaint->state = "handling";
  if (auto kept = keep(connection, *complaint); !kept) return base::refuse(std::move(kept.error()));
  if (!former.empty()) {
    messages::tell_account(connection, former,
                           {"complaints.taken_over", {{"receipt", complaint->receipt}}, "complaint", complaint->id, "/complaints/" + complaint->id},
                           officer.at, random);
  }
  append_step(connection, *complaint, "take_on", officer, Value::Map{{"from", former}}, {}, random);
  return {};
}

base::Result<void> add_note(storage::Connection& connection, std::string_view id, const std::string& text, const Officer& officer,
                            base::Random& random) {
  const auto complaint = find_own(connection, id, officer, Wanted::running);
  if (!complaint) return base::refuse(complaint.error());
  if (auto kept = keep(connection, *complaint); !kept) return base::refuse(std::move(kept.error()));
  const Note note{base::make_id(officer.at, random), officer.account_id, "", text, base::print_instant(officer.at)};
  insert_note(connection, complaint->id, note);
  append_step(connection, *complaint, "note", officer, Value::Map{{"note_id", note.id}}, Value::Map{{"text", text}}, random);
  return {};
}

base::Result<void> conclude(storage::Connection& connection, std::string_view id, const Conclusion& conclusion, const Officer& officer,
                            base::Random& random) {
  auto complaint = find_own(connection, id, officer, Wanted::running);
  if (!complaint) return base::refuse(complaint.error());
  if (conclusion.finding != "founded" && conclusion.finding != "unfounded" && conclusion.finding != "not_ours")
    return base::refuse(base::field_error("finding", "complaints.bad_finding"));
  complaint->state = "concluded";
  complaint->finding = conclusion.finding;
  complaint->answer = conclusion.answer;
  complaint->summary = conclusion.summary;
  complaint->concluded_at = base::print_instant(officer.at);
  if (auto kept = keep(connection, *complaint); !kept) return base::refuse(std::move(kept.error()));
  append_step(connection, *complaint, "conclude", officer, Value::Map{{"finding", conclusion.finding}},
              Value::Map{{"answer", conclusion.answer}, {"summary", conclusion.summary}}, random);
  return {};
}

base::Result<void> link_case(storage::Connection& connection, const cases::Service& service, std::string_view id, const std::string& case_id,
                             const Officer& officer, base::Random& random) {
  const auto complaint = find_own(connection, id, officer, Wanted::any);
  if (!complaint) return base::refuse(complaint.error());
  const auto found = service.find_visible(connection, officer.account_id, case_id);
  if (!found || found->parties.empty() || found->target.outlet_id.empty() || found->target.opened_by == "applicant")
    return base::refuse(base::field_error("case_id", "complaints.case_not_found"));
  if (found->target.organisation_id != complaint->organisation_id) return base::refuse(base::field_error("case_id", "complaints.other_institution"));
  if (auto kept = keep(connection, *complaint); !kept) return base::refuse(std::move(kept.error()));
  if (!insert_case(connection, complaint->id, {case_id, officer.account_id, base::print_instant(officer.at)}))
    return base::refuse(ErrorCode::conflict, "complaints.linked_already");
  append_step(connection, *complaint, "link_case", officer, Value::Map{{"case_id", case_id}}, {}, random);
  return {};
}

base::Result<Identity> unmask(storage::Connection& connection, std::string_view id, const std::string& reason, const Officer& officer,
                              base::Random& random) {
  const auto complaint = find_own(connection, id, officer, Wanted::any);
  if (!complaint) return base::refuse(complaint.error());
  if (complaint->is_anonymous) return base::refuse(ErrorCode::conflict, "complaints.anonymous");
  if (auto kept = keep(connection, *complaint); !kept) return base::refuse(std::move(kept.error()));
  append_step(connection, *complaint, "unmask", officer, Value::Map{}, Value::Map{{"reason", reason}}, random);
  return Identity{complaint->name, complaint->contact};
}

}  // namespace zhidian::complaints
