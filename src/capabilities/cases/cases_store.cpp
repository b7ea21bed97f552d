#include "capabilities/cases/cases_store.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "capabilities/cases/sql.hpp"

namespace zhidian::cases {
namespace {

namespace sql = zhidian::sql::cases;
using storage::Row;

Case read_case(const Row& row) {
  Case target;
  target.id = row.text("id");
  target.number = row.text("number");
  target.act_id = row.text("act_id");
  target.act_version = row.integer("act_version");
  target.procedure_id = row.text("procedure_id");
  target.parent_case_id = row.text("parent_case_id");
  target.organisation_id = row.text("organisation_id");
  target.window_id = row.text("window_id");
  target.division_code = row.text("division_code");
  target.recommender_id = row.text("recommender_id");
  target.filing_body_id = row.text("filing_body_id");
  target.state = row.text("state");
  target.holder = row.text("holder");
  target.round = row.integer("round");
  target.ordinal = row.integer("ordinal");
  target.version = row.integer("version");
  target.returned_by = row.text("returned_by");
  target.is_submitted = row.integer("is_submitted") != 0;
  target.is_final = row.integer("is_final") != 0;
  target.content_hash = row.text("content_hash");
  target.opened_on = row.text("opened_on");
  target.submitted_on = row.text("submitted_on");
  target.state_since = row.text("state_since");
  target.outlet_id = row.text("outlet_id");
  target.opened_by = row.text("opened_by");
  target.period = row.text("period");
  return target;
}

StoredDraft read_draft(const Row& row) {
  return {row.text("section_id"), row.integer("version"), row.json("answers"), row.text("saved_by"), row.text("saved_at")};
}

StoredMaterial read_material(const Row& row) {
  StoredMaterial material;
  material.id = row.text("id");
  material.slot = row.text("slot");
  material.position = row.integer("position");
  material.sha256 = row.text("sha256");
  material.name = row.text("name");
  material.party = row.text("party");
  material.state = row.text("state");
  material.content_hash = row.text("content_hash");
  material.uploaded_by = row.text("uploaded_by");
  material.uploaded_at = row.text("uploaded_at");
  material.size = row.integer("size");
  material.media_type = row.text("media_type");
  material.pages = row.integer("pages");
  return material;
}

Summary read_summary(const Row& row) {
  return {read_case(row),
          row.text("organisation_name"),
          row.text("organisation_kind"),
          row.text("division_name"),
          row.text("recommender_name"),
          row.text("filing_body_name"),
          row.optional_text("window_title"),
          row.optional_text("due_on"),
          row.text("kind"),
          row.text("sort_value"),
          row.is_null("case_rank") ? std::nullopt : std::optional(row.integer("case_rank"))};
}

}  // namespace

std::optional<Case> find_case(storage::Connection& connection, std::string_view id) { return connection.find(sql::find_case, {id}, read_case); }

void hold_case(storage::Connection& connection, std::string_view id) { connection.execute(sql::hold_case, {id}); }

std::optional<VisibleCase> find_visible_case(storage::Connection& connection, std::string_view account_id, std::string_view id) {
  std::optional<VisibleCase> found;
  connection.query(sql::find_visible_case, {account_id, id}, [&](const Row& row) {
    if (!found) found = VisibleCase{read_case(row), {}};
    const std::string relation = row.text("relation");
    if (relation != "observer" && !found->stands_for(relation)) found->parties.push_back(relation);
  });
  return found;
}

std::optional<RunningCase> find_running_case(storage::Connection& connection, std::string_view organisation_id, std::string_view act_id,
                                             const std::vector<std::string>& procedure_ids, std::string_view period) {
  std::string listed = "|";
  for (const std::string& id : procedure_ids) listed += id + "|";
  return connection.find(sql::find_running_case, {organisation_id, act_id, listed, period},
                         [](const Row& row) { return RunningCase{row.text("id"), row.text("number")}; });
}

std::vector<Case> list_running(storage::Connection& connection, std::string_view organisation_id) {
  std::vector<Case> running;
  for (const std::string& id : connection.list(sql::list_running_cases, {organisation_id}, [](const Row& row) { return row.text("id"); }))
    running.push_back(*find_case(connection, id));
  return running;
}

std::vector<rules::Report> list_reports(storage::Connection& connection, const Case& target) {
  return connection.list(sql::list_reports, {target.organisation_id, target.act_id, target.procedure_id}, [](const Row& row) {
    return rules::Report{std::stoi(row.text("period")), row.text("state"), row.optional_date("submitted_on")};
  });
}

bool insert_case(storage::Connection& connection, const Case& target, base::Instant now) {
  return connection.execute(sql::insert_case,
                            {target.id, target.number, target.act_id, target.act_version, target.procedure_id,
                             storage::or_null(target.organisation_id), storage::or_null(target.window_id), target.division_code,
                             storage::or_null(target.recommender_id), target.filing_body_id, target.state, target.holder, target.opened_on,
                             base::print_instant(now), target.outlet_id, target.opened_by, target.period, target.is_submitted}) == 1;
}

bool update_case(storage::Connection& connection, const Case& target, std::int64_t expected_version, base::Instant now) {
  return connection.execute(sql::update_case,
                            {target.id, expected_version, target.state, target.holder, target.round, target.ordinal, target.version,
                             target.returned_by, target.is_submitted, target.is_final, target.content_hash, storage::or_null(target.submitted_on),
                             target.state_since, storage::or_null(target.window_id), base::print_instant(now), target.act_version}) == 1;
}

void write_told_case(storage::Connection& connection, const Case& told, base::Instant opened_at, base::Instant last_at) {
  connection.execute(sql::write_told_case, {told.id,
                                            told.number,
                                            told.act_id,
                                            told.act_version,
                                            told.procedure_id,
                                            storage::or_null(told.parent_case_id),
                                            storage::or_null(told.organisation_id),
                                            storage::or_null(told.window_id),
                                            told.division_code,
                                            storage::or_null(told.recommender_id),
                                            told.filing_body_id,
                                            told.state,
                                            told.holder,
                                            told.round,
                                            told.ordinal,
                                            told.version,
                                            told.returned_by,
                                            told.is_submitted,
                                            told.is_final,
                                            told.content_hash,
                                            told.opened_on,
                                            storage::or_null(told.submitted_on),
                                            told.state_since,
                                            told.outlet_id,
                                            told.opened_by,
                                            told.period,
                                            base::print_instant(opened_at),
                                            base::print_instant(last_at)});
}

std::int64_t take_serial(storage::Connection& connection, std::string_view jurisdiction, int year) {
  return connection.find(sql::take_serial, {jurisdiction, year}, [](const Row& row) { return row.integer("last"); }).value();
}

bool is_member(storage::Connection& connection, std::string_view account_id, std::string_view organisation_id) {
  return connection.find(sql::find_membership, {account_id, organisation_id, "member"}, [](const Row&) { return true; }).has_value();
}

bool sees_organisation(storage::Connection& connection, std::string_view account_id, std::string_view organisation_id) {
  return connection.find(sql::find_membership, {account_id, organisation_id, ""}, [](const Row&) { return true; }).has_value();
}

std::vector<std::string> list_performed(storage::Connection& connection, std::string_view case_id, std::string_view account_id) {
  return connection.list(sql::list_performed, {case_id, account_id}, [](const Row& row) { return row.text("action"); });
}

std::optional<AccountState> find_account(storage::Connection& connection, std::string_view account_id) {
  return connection.find(sql::find_account, {account_id}, [](const Row& row) { return AccountState{row.text("state"), row.text("display_name")}; });
}

std::string division_name(storage::Connection& connection, std::string_view code) {
  return connection.find(sql::find_division, {code}, [](const Row& row) { return row.text("name"); }).value_or("");
}

bool is_within(storage::Connection& connection, std::string_view division, std::string_view ancestor) {
  return connection.find(sql::find_containment, {ancestor, division}, [](const Row& row) { return row.text("descendant_code"); }).has_value();
}

namespace {

/// The last of the next 30 days: what an officer plans ahead.
std::string last_planned(const ListFilter& filter) { return base::print_date(filter.today + std::chrono::days(30)); }

}  // namespace

std::vector<Summary> list_cases(storage::Connection& connection, const ListFilter& filter) {
  return connection.list(sql::list_cases,
                         {filter.account_id, filter.held_by_me, filter.window_id, filter.division_code, storage::like_pattern(filter.search),
                          filter.sort, filter.page.after, filter.page.after_id, filter.page.limit + 1, filter.procedure, filter.state, filter.due,
                          base::print_date(filter.today), last_planned(filter), filter.unserved, filter.everything, filter.is_descending},
                         read_summary);
}

std::vector<CaseCount> count_cases(storage::Connection& connection, const ListFilter& filter) {
  return connection.list(sql::count_cases,
                         {filter.account_id, filter.held_by_me, filter.window_id, filter.division_code, storage::like_pattern(filter.search),
                          base::print_date(filter.today), last_planned(filter), filter.unserved, filter.everything},
                         [](const Row& row) {
                           return CaseCount{row.text("act_id"),  row.text("procedure_id"), row.text("state"),      row.integer("number"),
                                            row.integer("late"), row.integer("within_30"), row.integer("unserved")};
                         });
}

std::vector<std::string> list_case_ids(storage::Connection& connection, std::string_view after, std::int64_t limit) {
  return connection.list(sql::list_case_ids, {after, limit}, [](const Row& row) { return row.text("id"); });
}

void visit_cases(storage::Connection& connection, std::string_view act_id, const std::function<void(const Case&)>& visit) {
  constexpr std::int64_t at_once = 500;
  std::string after;
  while (true) {
    const auto ids = connection.list(sql::list_case_ids_of_act, {act_id, after, at_once}, [](const Row& row) { return row.text("id"); });
    for (const std::string& id : ids) {
      if (const auto found = find_case(connection, id)) visit(*found);
    }
    if (std::cmp_less(ids.size(), at_once)) return;
    after = ids.back();
  }
}

std::vector<StoredDraft> list_drafts(storage::Connection& connection, std::string_view case_id) {
  return connection.list(sql::list_drafts, {case_id}, read_draft);
}

std::optional<StoredDraft> find_draft(storage::Connection& connection, std::string_view case_id, std::string_view section_id) {
  return connection.find(sql::find_draft, {case_id, section_id}, read_draft);
}

bool save_draft(storage::Connection& connection, std::string_view case_id, std::string_view section_id, std::int64_t expected_version,
                const base::Value& answers, std::string_view account_id, base::Instant now) {
  const std::string text = base::print_json(answers), at = base::print_instant(now);
  if (expected_version == 0) return connection.execute(sql::insert_draft, {case_id, section_id, text, account_id, at}) == 1;
  return connection.execute(sql::update_draft, {case_id, section_id, expected_version, text, account_id, at}) == 1;
}

void insert_submission(storage::Connection& connection, std::string_view case_id, const Submission& submission) {
  connection.execute(sql::insert_submission,
                     {case_id, submission.round, submission.content_hash, base::print_json(submission.answers),
                      base::print_json(submission.materials), base::print_json(submission.findings), submission.submitted_at});
}

std::optional<Submission> find_submission(storage::Connection& connection, std::string_view case_id, std::int64_t round) {
  return connection.find(sql::find_submission, {case_id, round}, [](const Row& row) {
    return Submission{row.integer("round"), row.text("content_hash"), row.text("submitted_at"),
                      row.json("answers"),  row.json("materials"),    row.json("findings")};
  });
}

base::Value find_earlier_answers(storage::Connection& connection, std::string_view organisation_id, std::string_view act_id,
                                 const std::string& procedures) {
  return connection.find(sql::find_earlier_answers, {organisation_id, act_id, procedures}, [](const Row& row) { return row.json("answers"); })
      .value_or(base::Value());
}

std::vector<Submission> list_submissions(storage::Connection& connection, std::string_view case_id) {
  return connection.list(sql::list_submissions, {case_id}, [](const Row& row) {
    return Submission{row.integer("round"), row.text("content_hash"), row.text("submitted_at"), {}, {}, {}};
  });
}

void save_term(storage::Connection& connection, std::string_view case_id, const StoredTerm& term) {
  connection.execute(sql::save_term,
                     {case_id, term.term_id, term.round, term.starts_on, term.last_day, base::print_json(term.account), term.calendar_version});
}

void stop_term(storage::Connection& connection, std::string_view case_id, std::string_view term_id) {
  connection.execute(sql::stop_term, {case_id, term_id});
}

void correct_term(storage::Connection& connection, std::string_view case_id, const StoredTerm& term) {
  const auto correct = [&] {
    return connection.execute(sql::set_term_running,
                              {case_id, term.term_id, term.round, term.is_running, term.starts_on, term.last_day, term.calendar_version}) == 1;
  };
  if (correct()) return;
  save_term(connection, case_id, term);
  correct();
}

std::vector<StoredTerm> list_terms(storage::Connection& connection, std::string_view case_id) {
  return connection.list(sql::list_terms, {case_id}, [](const Row& row) {
    return StoredTerm{row.text("term_id"),  row.text("starts_on"), row.text("last_day"),          row.text("calendar_version"),
                      row.integer("round"), row.json("account"),   row.integer("is_running") != 0};
  });
}

void save_judgement(storage::Connection& connection, std::string_view case_id, const Judgement& judgement, const Doer& doer) {
  connection.execute(sql::save_judgement, {case_id, judgement.condition_id, judgement.party, judgement.outcome, judgement.remark, doer.account_id,
                                           base::print_instant(doer.at)});
}

std::vector<Judgement> list_judgements(storage::Connection& connection, std::string_view case_id) {
  return connection.list(sql::list_judgements, {case_id}, [](const Row& row) {
    return Judgement{row.text("condition_id"), row.text("party"), row.text("outcome"), row.text("remark")};
  });
}

std::vector<StoredMaterial> list_materials(storage::Connection& connection, std::string_view case_id) {
  return connection.list(sql::list_materials, {case_id}, read_material);
}

void insert_stored_file(storage::Connection& connection, const files::Incoming& file, base::Instant now) {
  connection.execute(sql::insert_stored_file, {file.sha256, file.size, file.media_type, file.pages, base::print_instant(now)});
}

void insert_material(storage::Connection& connection, std::string_view case_id, const StoredMaterial& material, const Doer& doer) {
  connection.execute(sql::insert_material, {material.id, case_id, material.slot, material.position, material.sha256, material.name, material.party,
                                            material.content_hash, doer.account_id, base::print_instant(doer.at)});
}

bool remove_material(storage::Connection& connection, std::string_view case_id, std::string_view material_id) {
  return connection.execute(sql::remove_material, {material_id, case_id}) == 1;
}

}  // namespace zhidian::cases
