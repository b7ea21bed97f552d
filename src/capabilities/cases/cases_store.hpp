#pragma once
#include <optional>
#include <string>
#include <vector>

#include "capabilities/cases/cases.hpp"

namespace zhidian::cases {

/// One saved section of the form.
struct StoredDraft {
  std::string section_id;
  std::int64_t version = 0;
  base::Value answers;
  std::string saved_by, saved_at;  // display name, instant
};

/// A file in a slot, with what is known of the file itself.
struct StoredMaterial {
  std::string id, slot, sha256, name, party, state, content_hash, uploaded_by, uploaded_at, media_type;
  std::int64_t position = 0, size = 0, pages = 0;
  bool is_usable() const { return state == "usable"; }
  bool is_removed() const { return state == "removed"; }
};

struct Submission {
  std::int64_t round = 0;
  std::string content_hash, submitted_at;
  base::Value answers, materials, findings;
};

struct StoredTerm {
  std::string term_id, starts_on, last_day, calendar_version;
  std::int64_t round = 0;
  base::Value account;  // schema Due
  bool is_running = false;
};

struct Judgement {
  std::string condition_id, party, outcome, remark;
};

struct AccountState {
  std::string state, display_name;
};

/// A line of the queue. kind: case; objection, registration, support_request or complaint, whose id is its own and no case's.
struct Summary {
  Case target;
  std::string organisation_name, organisation_kind, division_name, recommender_name, filing_body_name;
  std::optional<std::string> window_title, due_on;
  std::string kind = "case", sort_value = {};
  std::optional<std::int64_t> rank = {};  // the recommender's, where it gave one
};

struct ListFilter {
  std::string account_id, state, window_id, division_code, search;
  std::string procedure;  // act_id/procedure_id, since acts use the same words
  bool held_by_me = false;
  bool everything = false;  // with what waits for the reader beside cases
  std::string due;          // late, within_30, unserved, or empty
  std::string unserved;     // act/procedure/state in which a paper is made and not served, between bars
  base::Date today{};
  std::string sort = "state_since";  // state_since, number, urgency: the next day first, then the longest waiting
  bool is_descending = false;
  http::Page page;
};

std::optional<Case> find_case(storage::Connection& connection, std::string_view id);
/// Keeps the case's row for this transaction; what is read of the case afterwards stays true until its end.
void hold_case(storage::Connection& connection, std::string_view id);
std::optional<VisibleCase> find_visible_case(storage::Connection& connection, std::string_view account_id, std::string_view id);
/// The institution's running case of one of these procedures.
struct RunningCase {
  std::string id, number;
};
std::optional<RunningCase> find_running_case(storage::Connection& connection, std::string_view organisation_id, std::string_view act_id,
                                             const std::vector<std::string>& procedure_ids, std::string_view period);
/// What the institution began for each year of the case's procedure.
std::vector<rules::Report> list_reports(storage::Connection& connection, const Case& target);
/// False where the institution already has a running case of the procedure and period.
bool insert_case(storage::Connection& connection, const Case& target, base::Instant now);
/// False where the case is no longer at `expected_version`.
bool update_case(storage::Connection& connection, const Case& target, std::int64_t expected_version, base::Instant now);
/// Writes a case as its events tell it, the first and the last of which happened at these instants, over its row or in the place of one that is gone.
void write_told_case(storage::Connection& connection, const Case& told, base::Instant opened_at, base::Instant last_at);
/// The next serial of the year among all case numbers of a jurisdiction.
std::int64_t take_serial(storage::Connection& connection, std::string_view jurisdiction, int year);
bool is_member(storage::Connection& connection, std::string_view account_id, std::string_view organisation_id);
/// Whether the institution lies in the account's scope at all.
bool sees_organisation(storage::Connection& connection, std::string_view account_id, std::string_view organisation_id);
/// Actions of the case the account has performed.
std::vector<std::string> list_performed(storage::Connection& connection, std::string_view case_id, std::string_view account_id);
std::optional<AccountState> find_account(storage::Connection& connection, std::string_view account_id);
std::string division_name(storage::Connection& connection, std::string_view code);
bool is_within(storage::Connection& connection, std::string_view division, std::string_view ancestor);

/// One row more than the page asks for tells that there is a next one.
std::vector<Summary> list_cases(storage::Connection& connection, const ListFilter& filter);
/// Number per procedure and state under all filters but these two and `due`.
struct CaseCount {
  std::string act_id, procedure_id, state;
  std::int64_t number = 0, late = 0, within_30 = 0, unserved = 0;
  std::string procedure() const { return act_id + "/" + procedure_id; }
};
std::vector<CaseCount> count_cases(storage::Connection& connection, const ListFilter& filter);
/// Of the cases there are and of those the log tells of, in the order of their ids.
std::vector<std::string> list_case_ids(storage::Connection& connection, std::string_view after, std::int64_t limit);

std::vector<StoredDraft> list_drafts(storage::Connection& connection, std::string_view case_id);
std::optional<StoredDraft> find_draft(storage::Connection& connection, std::string_view case_id, std::string_view section_id);
/// False where the section is not at `expected_version` (0: never saved).
bool save_draft(storage::Connection& connection, std::string_view case_id, std::string_view section_id, std::int64_t expected_version,
                const base::Value& answers, std::string_view account_id, base::Instant now);

void insert_submission(storage::Connection& connection, std::string_view case_id, const Submission& submission);
std::optional<Submission> find_submission(storage::Connection& connection, std::string_view case_id, std::int64_t round);
/// Without their content.
/// Of the case submitted last among those of the procedures, each between bars; null where there is none.
base::Value find_earlier_answers(storage::Connection& connection, std::string_view organisation_id, std::string_view act_id,
                                 const std::string& procedures);
std::vector<Submission> list_submissions(storage::Connection& connection, std::string_view case_id);

void save_term(storage::Connection& connection, std::string_view case_id, const StoredTerm& term);
void stop_term(storage::Connection& connection, std::string_view case_id, std::string_view term_id);
void correct_term(storage::Connection& connection, std::string_view case_id, const StoredTerm& term);
std::vector<StoredTerm> list_terms(storage::Connection& connection, std::string_view case_id);

void save_judgement(storage::Connection& connection, std::string_view case_id, const Judgement& judgement, const Doer& doer);
std::vector<Judgement> list_judgements(storage::Connection& connection, std::string_view case_id);

/// Removed ones too, in the order of slot and position.
std::vector<StoredMaterial> list_materials(storage::Connection& connection, std::string_view case_id);
void insert_stored_file(storage::Connection& connection, const files::Incoming& file, base::Instant now);
void insert_material(storage::Connection& connection, std::string_view case_id, const StoredMaterial& material, const Doer& doer);
bool remove_material(storage::Connection& connection, std::string_view case_id, std::string_view material_id);

}  // namespace zhidian::cases
