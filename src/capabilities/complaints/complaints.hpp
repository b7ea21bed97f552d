#pragma once
#include <optional>
#include <string>
#include <vector>

#include "audit/records.hpp"
#include "capabilities/accounts/accounts.hpp"
#include "capabilities/cases/cases.hpp"
#include "capabilities/directory/directory.hpp"
#include "capabilities/notices/uploads.hpp"

/// Complaints about outlets: what anybody tells the body that filed the outlet, and what that body finds.
/// Source: national articles 17 and 18, Shenyang articles 18 and 19 ("once found"); default B13.
namespace zhidian::complaints {

/// state: received, handling, concluded. finding: founded, unfounded, not_ours, or empty. Name, contact and statement are for officers of
/// `authority_id` alone; name and contact only on a stated reason.
struct Complaint {
  std::string id, receipt, secret_hash, outlet_id, organisation_id, authority_id, act_id, status, outlet_name, ground;
  std::string name, contact, statement, state = "received", handler_id, finding, answer, summary, received_at;
  std::optional<std::string> concluded_at{};
  bool is_anonymous = false;
  std::int64_t version = 1;
  std::string handler_name, authority_name, authority_telephone;  // read beside it
};

/// What a complaint may be about: first what the act itself says a status ends for, with its articles, then the general list.
struct Ground {
  std::string id;
  rules::Text label;
  std::vector<std::string> cites;
};
std::vector<Ground> list_grounds(storage::Connection& connection, const regulations::Registry& registry, std::string_view act_id,
                                 std::string_view status);
/// The body that filed the status, or keeps its list where the line follows another one. Errors: complaints.no_authority (conflict).
base::Result<accounts::Authority> find_recipient(storage::Connection& connection, const regulations::Registry& registry,
                                                 const directory::Outlet& outlet);

struct ComplaintInput {
  std::string outlet_id, ground, statement, name, contact;
  bool is_anonymous = false;
  std::vector<std::string> evidence;  // upload ids
};
/// What the sender gets, once: the secret is kept only as a hash.
struct Receipt {
  std::string receipt, secret, authority_name;
};
/// Keeps a complaint, by name or anonymously, and tells the body it goes to, without a name.
/// Errors: directory.outlet_not_found, complaints.no_authority, complaints.unknown_ground, complaints.name_required,
/// notices.too_many_files, notices.upload_gone.
base::Result<Receipt> lodge(storage::Connection& connection, const regulations::Registry& registry, const ComplaintInput& input,
                            const notices::Arrival& arrival, base::Random& random);
/// By receipt and secret; a wrong secret looks like an unknown receipt. Errors: notices.receipt_not_found.
base::Result<Complaint> follow(storage::Connection& connection, std::string_view receipt, std::string_view secret);

/// An officer at a complaint, who has read it at `expected_version`. Everybody outside the authority finds none.
struct Officer {
  std::string account_id;
  std::int64_t expected_version = 0;
  base::Instant at;
};
/// The officer becomes the handler; from another one, who is told. Errors: complaints.not_found, complaints.stale, complaints.concluded,
/// complaints.yours_already (conflict).
base::Result<void> take_on(storage::Connection& connection, std::string_view id, const Officer& officer, base::Random& random);
/// A step of the inquiry. Errors: complaints.not_found, complaints.stale, complaints.not_handler (forbidden), complaints.concluded.
base::Result<void> add_note(storage::Connection& connection, std::string_view id, const std::string& text, const Officer& officer,
                            base::Random& random);
struct Conclusion {
  std::string finding, answer, summary;
};
/// Errors: complaints.not_found, complaints.stale, complaints.not_handler, complaints.concluded, complaints.bad_finding.
base::Result<void> conclude(storage::Connection& connection, std::string_view id, const Conclusion& conclusion, const Officer& officer,
                            base::Random& random);
/// Joins a case the authority opened about the same institution. Errors: complaints.not_found, complaints.stale, complaints.not_handler,
/// complaints.case_not_found, complaints.other_institution, complaints.linked_already (conflict).
base::Result<void> link_case(storage::Connection& connection, const cases::Service& service, std::string_view id, const std::string& case_id,
                             const Officer& officer, base::Random& random);
/// Who complained, for a reason that stays in the log. Errors: complaints.not_found, complaints.stale, complaints.not_handler, complaints.anonymous
/// (conflict).
struct Identity {
  std::string name, contact;
};
base::Result<Identity> unmask(storage::Connection& connection, std::string_view id, const std::string& reason, const Officer& officer,
                              base::Random& random);

struct EvidenceFile {
  std::string id, name, sha256, media_type;
  std::int64_t size = 0;
};
std::optional<Complaint> find_complaint(storage::Connection& connection, std::string_view account_id, std::string_view id);
std::vector<EvidenceFile> list_files(storage::Connection& connection, std::string_view complaint_id);
/// Oldest first. `state`: received, handling, concluded, open (not concluded); `handler`: mine, none; empty: all. `case_id`: those it came from.
struct Filter {
  std::string account_id, state, ground, handler, words, case_id, after_time, after_id;
  std::int64_t limit = 20;
};
std::vector<Complaint> list_complaints(storage::Connection& connection, const Filter& filter);

/// Schemas ComplaintSummary and Complaint, for officers of the authority: neither name nor contact.
base::Value summary_value(storage::Connection& connection, const regulations::Registry& registry, const Complaint& complaint,
                          std::string_view account_id, base::Date today);
base::Value to_value(storage::Connection& connection, const cases::Service& service, const Complaint& complaint, std::string_view account_id,
                     base::Date today);
base::Value to_value(const Ground& ground, std::string_view act_id);

/// Complaints as their events tell them.
extern const audit::RecordKind records_in_log;

}  // namespace zhidian::complaints
