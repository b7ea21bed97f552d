#pragma once
#include "capabilities/notices/objections.hpp"

namespace zhidian::notices {

void insert_objection(storage::Connection& connection, const Objection& objection);
void insert_evidence(storage::Connection& connection, std::string_view id, std::string_view objection_id, const UploadedFile& upload);
std::optional<Objection> find_by_receipt(storage::Connection& connection, std::string_view receipt);
/// False where the objection is no longer at its version.
bool update_decision(storage::Connection& connection, const Objection& objection, std::string_view state, std::string_view result, base::Instant at);
/// Open ones, and all against the given notice; without identity: only id, receipt, notice_id, state, received_at are set.
std::vector<Objection> list_objections_against(storage::Connection& connection, std::string_view case_id, std::string_view notice_id);

}  // namespace zhidian::notices
