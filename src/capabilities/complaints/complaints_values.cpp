#include <algorithm>

#include "capabilities/complaints/complaint_events.hpp"

namespace zhidian::complaints {
namespace {

using base::Value;

rules::Text ground_label(storage::Connection& connection, const regulations::Registry& registry, const Complaint& complaint) {
  const auto grounds = list_grounds(connection, registry, complaint.act_id, complaint.status);
  const auto found = std::ranges::find(grounds, complaint.ground, &Ground::id);
  return found == grounds.end() ? rules::Text{complaint.ground, complaint.ground} : found->label;
}

/// Days since it came, or until it was concluded; the day it came is not counted.
std::int64_t age_of(const Complaint& complaint, base::Date today) {
  const auto received = base::parse_instant(complaint.received_at);
  const auto concluded = complaint.concluded_at ? base::parse_instant(*complaint.concluded_at) : std::nullopt;
  if (!received) return 0;
  return ((concluded ? base::civil_date(*concluded) : today) - base::civil_date(*received)).count();
}

Value case_value(storage::Connection& connection, const cases::Service& service, const LinkedCase& linked) {
  const auto found = service.find(connection, linked.case_id);
  if (!found) return Value::Map{{"id", linked.case_id}, {"number", ""}, {"linked_at", linked.at}};
  const rules::Procedure& procedure = service.procedure_of(*found);
  const rules::State* state = procedure.find_state(found->state);
  return Value::Map{{"id", found->id},
                    {"number", found->number},
                    {"procedure_id", found->procedure_id},
                    {"procedure_label", regulations::to_value(procedure.label)},
                    {"state_label", regulations::to_value(state ? state->label : rules::Text{found->state, found->state})},
                    {"linked_at", linked.at}};
}

Value reads_value(storage::Connection& connection, const std::string& id) {
  Value::List reads;
  for (const IdentityRead& read : list_identity_reads(connection, id))
    reads.push_back(Value::Map{{"reader_name", find_account_name(connection, read.account_id)}, {"at", read.at}, {"reason", read.reason}});
  return reads;
}

}  // namespace

Value to_value(const Ground& ground, std::string_view act_id) {
  return Value::Map{{"id", ground.id}, {"label", regulations::to_value(ground.label)}, {"cites", regulations::cites_value(act_id, ground.cites)}};
}

Value summary_value(storage::Connection& connection, const regulations::Registry& registry, const Complaint& complaint, std::string_view account_id,
                    base::Date today) {
  return Value::Map{{"id", complaint.id},
                    {"receipt", complaint.receipt},
                    {"outlet_id", complaint.outlet_id},
                    {"organisation_id", complaint.organisation_id},
                    {"outlet_name", complaint.outlet_name},
                    {"status_label", regulations::to_value(directory::status_label(registry, complaint.status, complaint.act_id))},
                    {"authority_name", complaint.authority_name},
                    {"ground", complaint.ground},
                    {"ground_label", regulations::to_value(ground_label(connection, registry, complaint))},
                    {"is_anonymous", complaint.is_anonymous},
                    {"state", complaint.state},
                    {"finding", complaint.finding},
                    {"handler_name", complaint.handler_name},
                    {"is_mine", complaint.handler_id == account_id},
                    {"received_at", complaint.received_at},
                    {"concluded_at", complaint.concluded_at ? Value(*complaint.concluded_at) : Value()},
                    {"days", age_of(complaint, today)},
                    {"version", complaint.version}};
}

Value to_value(storage::Connection& connection, const cases::Service& service, const Complaint& complaint, std::string_view account_id,
               base::Date today) {
  Value value = summary_value(connection, service.registry(), complaint, account_id, today);
  Value::List files, notes, linked;
  for (const EvidenceFile& file : list_files(connection, complaint.id))
    files.push_back(Value::Map{{"id", file.id}, {"name", file.name}, {"size", file.size}});
  for (const Note& note : list_notes(connection, complaint.id))
    notes.push_back(Value::Map{{"id", note.id}, {"author_name", note.author_name}, {"text", note.text}, {"noted_at", note.at}});
  for (const LinkedCase& each : list_cases(connection, complaint.id)) linked.push_back(case_value(connection, service, each));
  value.set("act_id", complaint.act_id);
  value.set("statement", complaint.statement);
  value.set("answer", complaint.answer);
  value.set("summary", complaint.summary);
  value.set("files", std::move(files));
  value.set("notes", std::move(notes));
  value.set("cases", std::move(linked));
  value.set("identity_reads", reads_value(connection, complaint.id));
  return value;
}

}  // namespace zhidian::complaints
