#pragma once
#include "capabilities/complaints/complaints.hpp"

namespace zhidian::complaints {

struct Note {
  std::string id, author_id, author_name, text, at;
};
struct LinkedCase {
  std::string case_id, linked_by, at;
};

std::vector<Ground> list_common_grounds(storage::Connection& connection);
/// What a complaint is found by in the list: outlet and receipt, folded.
std::string search_text_of(std::string_view outlet_name, std::string_view receipt);
void insert_complaint(storage::Connection& connection, const Complaint& complaint);
void insert_file(storage::Connection& connection, std::string_view complaint_id, const notices::UploadedFile& file);
void insert_note(storage::Connection& connection, std::string_view complaint_id, const Note& note);
/// False where it is linked already.
bool insert_case(storage::Connection& connection, std::string_view complaint_id, const LinkedCase& linked);
std::optional<Complaint> find_by_receipt(storage::Connection& connection, std::string_view receipt);
std::vector<Complaint> list_all_complaints(storage::Connection& connection);
std::vector<Note> list_notes(storage::Connection& connection, std::string_view complaint_id);
std::vector<LinkedCase> list_cases(storage::Connection& connection, std::string_view complaint_id);
/// The display name of an officer, or empty.
std::string find_account_name(storage::Connection& connection, std::string_view account_id);
/// Writes handler, state, finding, answer and summary as they stand in `complaint`; false where it is no longer at that version.
bool update_complaint(storage::Connection& connection, const Complaint& complaint);
/// Writes a complaint as its events tell it, with files, notes and cases.
void rewrite_complaint(storage::Connection& connection, const Complaint& told, const std::vector<notices::UploadedFile>& files,
                       const std::vector<Note>& notes, const std::vector<LinkedCase>& cases);

}  // namespace zhidian::complaints
