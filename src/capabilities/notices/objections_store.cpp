#include "capabilities/notices/objections_store.hpp"

#include "capabilities/notices/sql.hpp"

namespace zhidian::notices {
namespace {

namespace sql = zhidian::sql::notices;
using storage::Row;

Objection objection_of(const Row& row) {
  Objection objection;
  objection.id = row.text("id");
  objection.case_id = row.text("case_id");
  objection.notice_id = row.text("notice_id");
  objection.target_case_id = row.text("target_case_id");
  objection.receipt = row.text("receipt");
  objection.secret_hash = row.text("secret_hash");
  objection.is_anonymous = row.integer("is_anonymous") != 0;
  objection.name = row.text("objector_name");
  objection.contact = row.text("objector_contact");
  objection.grounds = row.text("grounds");
  objection.state = row.text("state");
  objection.result = row.text("result");
  objection.received_at = row.text("received_at");
  objection.decided_at = row.optional_text("decided_at");
  objection.version = row.integer("version");
  objection.notice_title = row.text("notice_title");
  objection.case_number = row.text("case_number");
  objection.organisation_name = row.text("organisation_name");
  return objection;
}

}  // namespace

void insert_objection(storage::Connection& connection, const Objection& objection) {
  const std::optional<std::string> case_id = objection.case_id.empty() ? std::nullopt : std::optional(objection.case_id);
  connection.execute(sql::insert_objection,
                     {objection.id, case_id, objection.notice_id, objection.target_case_id, objection.receipt, objection.secret_hash,
                      objection.is_anonymous, objection.name, objection.contact, objection.grounds, objection.state, objection.received_at});
}

void insert_evidence(storage::Connection& connection, std::string_view id, std::string_view objection_id, const UploadedFile& upload) {
  connection.execute(sql::insert_objection_file, {id, objection_id, upload.sha256, upload.name});
}

std::optional<Objection> find_by_receipt(storage::Connection& connection, std::string_view receipt) {
  return connection.find(sql::find_by_receipt, {receipt}, objection_of);
}

std::optional<Objection> find_objection(storage::Connection& connection, std::string_view account_id, std::string_view id) {
  return connection.find(sql::find_objection, {account_id, id}, objection_of);
}

std::vector<Objection> list_objections(storage::Connection& connection, const ObjectionFilter& filter) {
  return connection.list(sql::list_objections, {filter.account_id, filter.state, filter.after_time, filter.after_id, filter.limit + 1}, objection_of);
}

bool update_decision(storage::Connection& connection, const Objection& objection, std::string_view state, std::string_view result, base::Instant at) {
  return connection.execute(sql::decide_objection, {objection.id, objection.version, state, result, base::print_instant(at)}) == 1;
}

std::vector<EvidenceFile> list_evidence(storage::Connection& connection, std::string_view objection_id) {
  return connection.list(sql::list_objection_files, {objection_id}, [](const Row& row) {
    return EvidenceFile{row.text("id"), row.text("name"), row.text("sha256"), row.text("media_type"), row.integer("size")};
  });
}

std::vector<Objection> list_objections_against(storage::Connection& connection, std::string_view case_id, std::string_view notice_id) {
  return connection.list(sql::list_objections_against, {case_id, notice_id}, [](const Row& row) {
    Objection objection;
    objection.id = row.text("id");
    objection.receipt = row.text("receipt");
    objection.notice_id = row.text("notice_id");
    objection.state = row.text("state");
    objection.received_at = row.text("received_at");
    return objection;
  });
}

}  // namespace zhidian::notices
