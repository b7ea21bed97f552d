#include "capabilities/complaints/complaints_store.hpp"

#include "base/text.hpp"
#include "capabilities/complaints/sql.hpp"
#include "capabilities/notices/notices_store.hpp"

namespace zhidian::complaints {
namespace {

namespace sql = zhidian::sql::complaints;
using storage::Row;

Complaint complaint_in(const Row& row) {
  Complaint complaint;
  complaint.id = row.text("id");
  complaint.receipt = row.text("receipt");
  complaint.secret_hash = row.text("secret_hash");
  complaint.outlet_id = row.text("outlet_id");
  complaint.organisation_id = row.text("organisation_id");
  complaint.authority_id = row.text("authority_id");
  complaint.act_id = row.text("act_id");
  complaint.status = row.text("status");
  complaint.outlet_name = row.text("outlet_name");
  complaint.ground = row.text("ground");
  complaint.is_anonymous = row.integer("is_anonymous") != 0;
  complaint.name = row.text("complainant_name");
  complaint.contact = row.text("complainant_contact");
  complaint.statement = row.text("statement");
  complaint.state = row.text("state");
  complaint.handler_id = row.text("handler_id");
  complaint.finding = row.text("finding");
  complaint.answer = row.text("answer");
  complaint.summary = row.text("summary");
  complaint.received_at = row.text("received_at");
  complaint.concluded_at = row.optional_text("concluded_at");
  complaint.version = row.integer("version");
  complaint.handler_name = row.optional_text("handler_name").value_or("");
  complaint.authority_name = row.text("authority_name");
  complaint.authority_telephone = row.text("authority_telephone");
  return complaint;
}

}  // namespace

std::string search_text_of(std::string_view outlet_name, std::string_view receipt) {
  return base::fold(std::string(outlet_name) + " " + std::string(receipt));
}

std::vector<Ground> list_common_grounds(storage::Connection& connection) {
  return connection.list(sql::list_grounds, {},
                         [](const Row& row) { return Ground{row.text("id"), {row.text("label_zh"), row.text("label_en")}, {}}; });
}

void insert_complaint(storage::Connection& connection, const Complaint& complaint) {
  connection.execute(sql::insert_complaint, {complaint.id, complaint.receipt, complaint.secret_hash, complaint.outlet_id, complaint.organisation_id,
                                             complaint.authority_id, complaint.act_id, complaint.status, complaint.outlet_name, complaint.ground,
                                             complaint.is_anonymous, complaint.name, complaint.contact, complaint.statement, complaint.state,
                                             complaint.received_at, search_text_of(complaint.outlet_name, complaint.receipt)});
}

void insert_file(storage::Connection& connection, std::string_view complaint_id, const notices::UploadedFile& file) {
  connection.execute(sql::insert_file, {file.id, complaint_id, file.sha256, file.name});
}

void insert_note(storage::Connection& connection, std::string_view complaint_id, const Note& note) {
  connection.execute(sql::insert_note, {note.id, complaint_id, note.author_id, note.text, note.at});
}

bool insert_case(storage::Connection& connection, std::string_view complaint_id, const LinkedCase& linked) {
  return connection.execute(sql::insert_case, {complaint_id, linked.case_id, linked.linked_by, linked.at}) == 1;
}

std::optional<Complaint> find_by_receipt(storage::Connection& connection, std::string_view receipt) {
  return connection.find(sql::find_by_receipt, {receipt}, complaint_in);
}

std::optional<Complaint> find_complaint(storage::Connection& connection, std::string_view account_id, std::string_view id) {
  return connection.find(sql::find_complaint, {account_id, id}, complaint_in);
}

std::vector<Complaint> list_complaints(storage::Connection& connection, const Filter& filter) {
  return connection.list(sql::list_complaints,
                         {filter.account_id, filter.state, filter.ground, filter.handler, storage::like_pattern(filter.words), filter.case_id,
                          filter.after_time, filter.after_id, filter.limit + 1},
                         complaint_in);
}

std::vector<Complaint> list_all_complaints(storage::Connection& connection) { return connection.list(sql::list_all_complaints, {}, complaint_in); }

std::vector<EvidenceFile> list_files(storage::Connection& connection, std::string_view complaint_id) {
  return connection.list(sql::list_files, {complaint_id}, [](const Row& row) {
    return EvidenceFile{row.text("id"), row.text("name"), row.text("sha256"), row.text("media_type"), row.integer("size")};
  });
}

std::vector<Note> list_notes(storage::Connection& connection, std::string_view complaint_id) {
  return connection.list(sql::list_notes, {complaint_id}, [](const Row& row) {
    return Note{row.text("id"), row.text("author_id"), row.optional_text("author_name").value_or(""), row.text("body"), row.text("noted_at")};
  });
}

std::vector<LinkedCase> list_cases(storage::Connection& connection, std::string_view complaint_id) {
  return connection.list(sql::list_cases, {complaint_id},
                         [](const Row& row) { return LinkedCase{row.text("case_id"), row.text("linked_by"), row.text("linked_at")}; });
}

std::string find_account_name(storage::Connection& connection, std::string_view account_id) {
  return connection.find(sql::find_account_name, {account_id}, [](const Row& row) { return row.text("display_name"); }).value_or("");
}

bool update_complaint(storage::Connection& connection, const Complaint& complaint) {
  return connection.execute(sql::update_complaint, {complaint.id, complaint.version, complaint.state, complaint.handler_id, complaint.finding,
                                                    complaint.answer, complaint.summary, complaint.concluded_at}) == 1;
}

void rewrite_complaint(storage::Connection& connection, const Complaint& told, const std::vector<notices::UploadedFile>& files,
                       const std::vector<Note>& notes, const std::vector<LinkedCase>& cases) {
  connection.execute(sql::rewrite_complaint, {told.id,
                                              told.receipt,
                                              told.secret_hash,
                                              told.outlet_id,
                                              told.organisation_id,
                                              told.authority_id,
                                              told.act_id,
                                              told.status,
                                              told.outlet_name,
                                              told.ground,
                                              told.is_anonymous,
                                              told.name,
                                              told.contact,
                                              told.statement,
                                              told.state,
                                              told.handler_id,
                                              told.finding,
                                              told.answer,
                                              told.summary,
                                              told.received_at,
                                              told.concluded_at,
                                              search_text_of(told.outlet_name, told.receipt),
                                              told.version});
  connection.execute(sql::delete_files, {told.id});
  connection.execute(sql::delete_notes, {told.id});
  connection.execute(sql::delete_cases, {told.id});
  for (const notices::UploadedFile& file : files) connection.execute(sql::restore_file, {file.id, told.id, file.sha256, file.name});
  for (const Note& note : notes) insert_note(connection, told.id, note);
  for (const LinkedCase& linked : cases) insert_case(connection, told.id, linked);
}

}  // namespace zhidian::complaints
