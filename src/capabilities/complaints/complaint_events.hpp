#pragma once
#include "capabilities/complaints/complaints_store.hpp"

/// What the log keeps of a complaint. Who complained, what was said, noted and answered is the erasable part of its event.
namespace zhidian::complaints {

void append_lodging(storage::Connection& connection, const Complaint& complaint, const std::vector<notices::UploadedFile>& files, base::Instant at,
                    base::Random& random);
/// An officer's step at the complaint as it was read: action take_on, note, link_case, conclude, unmask.
void append_step(storage::Connection& connection, const Complaint& read, const std::string& action, const Officer& officer, base::Value content,
                 base::Value personal, base::Random& random);
/// Who read the identity, when and why, oldest first. Shape: of each {account_id, at, reason}.
struct IdentityRead {
  std::string account_id, at, reason;
};
std::vector<IdentityRead> list_identity_reads(storage::Connection& connection, const std::string& id);

}  // namespace zhidian::complaints
