// The complaints as they are stored beside the complaints as the log tells them.
#include <functional>

#include "audit/log.hpp"
#include "capabilities/complaints/complaint_events.hpp"

namespace zhidian::complaints {
namespace {

using base::Value;

constexpr std::string_view subject_kind = "complaint";
constexpr const char* personal_members[] = {"name", "contact", "statement"};

/// How a text about a person is held in a record: whole where it is written anew, as its hash where it is compared and may be printed.
using Hold = std::function<Value(const std::string&)>;
Value hold_whole(const std::string& text) { return text; }
Value hold_hash(const std::string& text) { return text.empty() ? "" : "sha256:" + base::sha256_hex(text).substr(0, 16); }

audit::Event event_of(const std::string& id, std::int64_t ordinal, std::string_view action, const std::string& account_id, base::Instant at) {
  audit::Event event = audit::make_event(subject_kind, id, ordinal, action, account_id, at);
  if (account_id.empty()) event.actor_kind = "anonymous";
  return event;
}

void append_to(Value& record, const char* member, Value item) {
  Value::List items = record.at(member).is_list() ? record.at(member).as_list() : Value::List{};
  items.push_back(std::move(item));
  record.set(member, std::move(items));
}

void begin(Value& record, const audit::StoredEvent& event, const Hold& hold) {
  record = event.content;
  for (const char* member : personal_members) record.set(member, hold(event.personal.text_or(member)));
  Value::List files;
  if (event.content.at("files").is_list()) {
    for (const Value& file : event.content.at("files").as_list())
      files.push_back(
          Value::Map{{"id", file.at("id")}, {"sha256", file.at("sha256")}, {"name", hold(event.personal.at("files").text_or(file.text_or("id")))}});
  }
  record.set("files", std::move(files));
  record.set("received_at", base::print_instant(event.at));
  record.set("state", "received");
  for (const char* member : {"handler_id", "finding", "answer", "summary", "concluded_at"}) record.set(member, "");
  record.set("notes", Value::List{});
  record.set("cases", Value::List{});
}

void play(Value& record, const audit::StoredEvent& event, const Hold& hold) {
  const std::string at = base::print_instant(event.at);
  if (event.action == "lodge") begin(record, event, hold);
  if (event.action == "take_on") {
    record.set("state", "handling");
    record.set("handler_id", event.actor_id);
  }
  if (event.action == "note")
    append_to(
        record, "notes",
        Value::Map{{"id", event.content.at("note_id")}, {"author_id", event.actor_id}, {"at", at}, {"text", hold(event.personal.text_or("text"))}});
  if (event.action == "link_case")
    append_to(record, "cases", Value::Map{{"case_id", event.content.at("case_id")}, {"linked_by", event.actor_id}, {"at", at}});
  if (event.action == "conclude") {
    record.set("state", "concluded");
    record.set("finding", event.content.at("finding"));
    record.set("answer", hold(event.personal.text_or("answer")));
    record.set("summary", hold(event.personal.text_or("summary")));
    record.set("concluded_at", at);
  }
}

void apply_for_comparison(Value& record, const audit::StoredEvent& event) { play(record, event, hold_hash); }

Value lodging_value(const Complaint& complaint, Value::List files) {
  return Value::Map{{"receipt", complaint.receipt},
                    {"secret_hash", complaint.secret_hash},
                    {"outlet_id", complaint.outlet_id},
                    {"organisation_id", complaint.organisation_id},
                    {"authority_id", complaint.authority_id},
                    {"act_id", complaint.act_id},
                    {"status", complaint.status},
                    {"outlet_name", complaint.outlet_name},
                    {"ground", complaint.ground},
                    {"is_anonymous", complaint.is_anonymous},
                    {"files", std::move(files)}};
}

Value stored_record(storage::Connection& connection, const Complaint& complaint) {
  Value::List files, notes, cases;
  for (const EvidenceFile& file : list_files(connection, complaint.id))
    files.push_back(Value::Map{{"id", file.id}, {"sha256", file.sha256}, {"name", hold_hash(file.name)}});
  for (const Note& note : list_notes(connection, complaint.id))
    notes.push_back(Value::Map{{"id", note.id}, {"author_id", note.author_id}, {"at", note.at}, {"text", hold_hash(note.text)}});
  for (const LinkedCase& linked : list_cases(connection, complaint.id))
    cases.push_back(Value::Map{{"case_id", linked.case_id}, {"linked_by", linked.linked_by}, {"at", linked.at}});
  Value record = lodging_value(complaint, std::move(files));
  record.set("name", hold_hash(complaint.name));
  record.set("contact", hold_hash(complaint.contact));
  record.set("statement", hold_hash(complaint.statement));
  record.set("received_at", complaint.received_at);
  record.set("state", complaint.state);
  record.set("handler_id", complaint.handler_id);
  record.set("finding", complaint.finding);
  record.set("answer", hold_hash(complaint.answer));
  record.set("summary", hold_hash(complaint.summary));
  record.set("concluded_at", complaint.concluded_at.value_or(""));
  record.set("notes", std::move(notes));
  record.set("cases", std::move(cases));
  return record;
}

audit::Records stored_records(storage::Connection& connection) {
  audit::Records stored;
  for (const Complaint& complaint : list_all_complaints(connection)) stored[complaint.id] = stored_record(connection, complaint);
  return stored;
}

Complaint complaint_of(const std::string& id, const Value& record) {
  Complaint complaint;
  complaint.id = id;
  complaint.receipt = record.text_or("receipt");
  complaint.secret_hash = record.text_or("secret_hash");
  complaint.outlet_id = record.text_or("outlet_id");
  complaint.organisation_id = record.text_or("organisation_id");
  complaint.authority_id = record.text_or("authority_id");
  complaint.act_id = record.text_or("act_id");
  complaint.status = record.text_or("status");
  complaint.outlet_name = record.text_or("outlet_name");
  complaint.ground = record.text_or("ground");
  complaint.is_anonymous = record.at("is_anonymous") == Value(true);
  complaint.name = record.text_or("name");
  complaint.contact = record.text_or("contact");
  complaint.statement = record.text_or("statement");
  complaint.state = record.text_or("state");
  complaint.handler_id = record.text_or("handler_id");
  complaint.finding = record.text_or("finding");
  complaint.answer = record.text_or("answer");
  complaint.summary = record.text_or("summary");
  complaint.received_at = record.text_or("received_at");
  if (const std::string at = record.text_or("concluded_at"); !at.empty()) complaint.concluded_at = at;
  return complaint;
}

/// Writes it from its events, this time with the texts about persons where the log still keeps them.
void rewrite(storage::Connection& connection, const std::string& id, const audit::Told& told) {
  Value record;
  for (const audit::StoredEvent& event : audit::list_events(connection, subject_kind, id)) play(record, event, hold_whole);
  Complaint complaint = complaint_of(id, record);
  complaint.version = told.last.ordinal;
  std::vector<notices::UploadedFile> files;
  for (const Value& file : record.at("files").as_list()) files.push_back({file.text_or("id"), file.text_or("sha256"), file.text_or("name")});
  std::vector<Note> notes;
  for (const Value& note : record.at("notes").as_list())
    notes.push_back({note.text_or("id"), note.text_or("author_id"), "", note.text_or("text"), note.text_or("at")});
  std::vector<LinkedCase> cases;
  for (const Value& linked : record.at("cases").as_list())
    cases.push_back({linked.text_or("case_id"), linked.text_or("linked_by"), linked.text_or("at")});
  rewrite_complaint(connection, complaint, files, notes, cases);
}

}  // namespace

void append_lodging(storage::Connection& connection, const Complaint& complaint, const std::vector<notices::UploadedFile>& files, base::Instant at,
                    base::Random& random) {
  Value::List listed;
  Value::Map names;
  for (const notices::UploadedFile& file : files) {
    listed.push_back(Value::Map{{"id", file.id}, {"sha256", file.sha256}});
    names[file.id] = file.name;
  }
  audit::Event event = event_of(complaint.id, 1, "lodge", "", at);
  event.content = lodging_value(complaint, std::move(listed));
  event.personal =
      Value::Map{{"name", complaint.name}, {"contact", complaint.contact}, {"statement", complaint.statement}, {"files", std::move(names)}};
  audit::append(connection, event, random);
}

void append_step(storage::Connection& connection, const Complaint& read, const std::string& action, const Officer& officer, Value content,
                 Value personal, base::Random& random) {
  audit::Event event = event_of(read.id, read.version + 1, action, officer.account_id, officer.at);
  event.content = std::move(content);
  event.personal = std::move(personal);
  audit::append(connection, event, random);
}

std::vector<IdentityRead> list_identity_reads(storage::Connection& connection, const std::string& id) {
  std::vector<IdentityRead> reads;
  for (const audit::StoredEvent& event : audit::list_events(connection, subject_kind, id)) {
    if (event.action == "unmask") reads.push_back({event.actor_id, base::print_instant(event.at), event.personal.text_or("reason")});
  }
  return reads;
}

const audit::RecordKind records_in_log{
    subject_kind, stored_records, apply_for_comparison,
    [](storage::Connection& connection, const std::string& id, const audit::Told& told, bool) { rewrite(connection, id, told); }};

}  // namespace zhidian::complaints
