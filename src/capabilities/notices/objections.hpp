#pragma once
#include <optional>
#include <string>
#include <vector>

#include "capabilities/notices/notices.hpp"
#include "capabilities/notices/uploads.hpp"

namespace zhidian::notices {

/// An objection to a name on a notice. Identity and grounds are for the filing body only.
struct Objection {
  std::string id, case_id, notice_id, target_case_id, receipt, secret_hash, name, contact, grounds, state, result, received_at;
  std::optional<std::string> decided_at{};
  std::string notice_title, case_number, organisation_name;
  bool is_anonymous = false;
  std::int64_t version = 1;
};

struct ObjectionInput {
  std::string notice_id, case_id, grounds, name, contact;
  bool is_anonymous = false;
  std::vector<std::string> evidence;  // upload ids
};
/// What the objector gets, once: the secret is kept only as a hash.
struct Receipt {
  std::string receipt, secret;
  bool is_late = false;
};
/// Keeps an objection. In time it becomes a child case that blocks filing; after 24:00 of the last day it is kept as a letter.
/// Source: act's notice article; D13: by name, or anonymously with evidence; the identity never reaches the applicant.
/// Errors: notices.not_found, notices.case_not_named, notices.name_required, notices.evidence_required, notices.upload_gone, notices.case_closed.
base::Result<Receipt> object(storage::Connection& connection, cases::Service& cases, const ObjectionInput& input, const Arrival& arrival,
                             base::Random& random);
/// Decides an open objection through its child case and tells applicant and recommender the outcome, never the objector.
/// Errors: notices.objection_not_found, notices.objection_stale, notices.objection_late, notices.objection_decided, notices.bad_outcome, and what
/// cases refuses.
base::Result<Objection> decide(storage::Connection& connection, cases::Service& cases, std::string_view id, std::int64_t expected_version,
                               std::string_view outcome, const std::string& reasons, const cases::Doer& officer, base::Random& random);
/// By receipt and secret; a wrong secret looks like an unknown receipt. Errors: notices.receipt_not_found.
base::Result<Objection> follow(storage::Connection& connection, std::string_view receipt, std::string_view secret);

struct EvidenceFile {
  std::string id, name, sha256, media_type;
  std::int64_t size = 0;
};
/// Scope is the filing body of the case objected to: for everybody else an objection does not exist.
std::optional<Objection> find_objection(storage::Connection& connection, std::string_view account_id, std::string_view id);
struct ObjectionFilter {
  std::string account_id, state, after_time, after_id;
  std::int64_t limit = 20;
};
std::vector<Objection> list_objections(storage::Connection& connection, const ObjectionFilter& filter);
std::vector<EvidenceFile> list_evidence(storage::Connection& connection, std::string_view objection_id);
/// Schema Objection, for the filing body.
base::Value to_value(const Objection& objection, const std::vector<EvidenceFile>& evidence);

}  // namespace zhidian::notices
