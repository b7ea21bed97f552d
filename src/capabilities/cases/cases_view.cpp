#include "capabilities/cases/cases_view.hpp"

#include "capabilities/accounts/accounts.hpp"
#include "capabilities/cases/cases_view_rules.hpp"
#include "capabilities/cases/comparison.hpp"
#include "capabilities/cases/drafts.hpp"
#include "capabilities/organisations/organisations.hpp"
#include "capabilities/windows/windows.hpp"

namespace zhidian::cases {
namespace {

using base::Value;
using regulations::cites_value;
using regulations::to_value;

std::string authority_name(storage::Connection& connection, const std::string& id) {
  const auto authority = id.empty() ? std::nullopt : accounts::find_authority(connection, id);
  return authority ? authority->name : "";
}

/// One case described as the queue describes it.
Summary describe(storage::Connection& connection, const Dossier& dossier) {
  const Case& target = dossier.target;
  Summary summary;
  summary.target = target;
  if (const auto organisation = organisations::find_organisation(connection, target.organisation_id)) {
    summary.organisation_name = organisation->name;
    summary.organisation_kind = organisation->kind;
  }
  summary.division_name = division_name(connection, target.division_code);
  summary.recommender_name = authority_name(connection, target.recommender_id);
  summary.filing_body_name = authority_name(connection, target.filing_body_id);
  if (const auto window = windows::find_window(connection, target.window_id)) summary.window_title = window->title;
  for (const StoredTerm& term : dossier.terms) {
    if (term.is_running && (!summary.due_on || term.last_day < *summary.due_on)) summary.due_on = term.last_day;
  }
  return summary;
}

std::string holder_name(const Summary& summary) {
  const std::string& holder = summary.target.holder;
  if (holder == applicant) return summary.organisation_name;
  if (holder == "recommender") return summary.recommender_name;
  return holder == "filing_body" ? summary.filing_body_name : "";
}

Value draft_sections(const Dossier& dossier) {
  Value::Map sections;
  for (const StoredDraft& draft : dossier.drafts) {
    sections[draft.section_id] = Value::Map{
        {"version", draft.version}, {"answers", draft.answers}, {"saved_at", draft.saved_at}, {"saved_by", base::text_value(draft.saved_by)}};
  }
  return sections;
}

Value submitted_sections(storage::Connection& connection, const Case& target) {
  Value::Map sections;
  const auto submission = find_submission(connection, target.id, target.round);
  if (!submission || !submission->answers.is_map()) return sections;
  for (const auto& [section_id, answers] : submission->answers.as_map()) {
    sections[section_id] = Value::Map{{"version", 0}, {"answers", answers}, {"saved_at", submission->submitted_at}, {"saved_by", nullptr}};
  }
  return sections;
}

rules::Text action_label(const rules::Procedure& procedure, const std::string& action_id) {
  const rules::Action* action = procedure.find_action(action_id);
  if (!action && action_id == "open" && !procedure.concerns.empty()) return both_languages("cases.action_open_proceeding");
  return action ? action->label : both_languages("cases.action_" + action_id);
}

Value history_entry(storage::Connection& connection, const Dossier& dossier, const audit::StoredEvent& event, http::Language language) {
  const auto account = event.actor_id.empty() ? std::nullopt : find_account(connection, event.actor_id);
  Value content = event.content;
  if (event.personal.is_map()) {
    for (const auto& [key, value] : event.personal.as_map()) content.set(key, value);
  }
  return Value::Map{{"sequence", event.sequence},
                    {"ordinal", event.ordinal},
                    {"action", event.action},
                    {"label", to_value(action_label(*dossier.procedure, event.action))},
                    {"from", event.content.text_or("from")},
                    {"to", event.content.text_or("to")},
                    {"on", base::print_date(event.on)},
                    {"at", base::print_instant(event.at)},
                    {"actor", account ? account->display_name : http::sentence(language, "cases.actor_system", {})},
                    {"act_version", event.act_version},
                    {"calendar_version", event.calendar_version},
                    {"content", std::move(content)}};
}

/// The list of the present return for supplement, while it is open.
Value::List present_return(const Dossier& dossier, const std::vector<audit::StoredEvent>& events) {
  if (dossier.target.returned_by.empty() || dossier.target.is_final) return {};
  for (auto event = events.rbegin(); event != events.rend(); ++event) {
    const rules::Action* action = dossier.procedure->find_action(event->action);
    if (!action || !action->is_return) continue;
    const Value& items = event->personal.at("input").at("items");
    return items.is_list() ? items.as_list() : Value::List();
  }
  return {};
}

Value::List term_values(const Dossier& dossier) {
  Value::List list;
  for (const StoredTerm& stored : dossier.terms) {
    const rules::Term* term = dossier.procedure->find_term(stored.term_id);
    if (!term) continue;
    list.push_back(Value::Map{{"id", stored.term_id},
                              {"label", to_value(term->label)},
                              {"starts_on", stored.starts_on},
                              {"last_day", stored.last_day},
                              {"is_running", stored.is_running},
                              {"due", stored.account},
                              {"cites", cites_value(dossier.procedure->act_id, term->cites)}});
  }
  return list;
}

Value::List submission_values(storage::Connection& connection, const Case& target) {
  Value::List list;
  for (const Submission& submission : list_submissions(connection, target.id)) {
    list.push_back(Value::Map{{"round", submission.round}, {"submitted_at", submission.submitted_at}, {"content_hash", submission.content_hash}});
  }
  return list;
}

std::optional<std::string> find_notice(storage::Connection& connection, const Service& service, const Case& target) {
  for (Observer* observer : service.observers()) {
    if (auto notice = observer->find_notice(connection, target.id)) return notice;
  }
  return std::nullopt;
}

/// A draft is asked about only for its applicant; everybody else sees what was submitted.
Dossier read_for(storage::Connection& connection, const Service& service, const Reader& reader) {
  Dossier dossier = service.read_dossier(connection, reader.visible.target, reader.today,
                                         reader.visible.stands_for(applicant) ? Answers::present : Answers::submitted);
  read_performed(connection, dossier, reader.account_id);
  return dossier;
}

Value window_value(storage::Connection& connection, const Service& service, const Reader& reader) {
  const auto window = windows::find_window(connection, reader.visible.target.window_id);
  return window ? windows::to_value(*window, service.registry(), reader.today) : Value();
}

void set_files(storage::Connection& connection, Value& value, const Dossier& dossier, const VisibleCase& visible) {
  Value::List list;
  for (const StoredMaterial& material : visible_materials(connection, *dossier.procedure, visible, dossier.materials)) {
    list.push_back(material_value(*dossier.procedure, material, dossier.form_hash));
  }
  value.set("materials", std::move(list));
  const bool is_draft = visible.stands_for(applicant) && (dossier.target.holder == applicant || dossier.target.round == 0);
  value.set("sections", is_draft ? draft_sections(dossier) : submitted_sections(connection, dossier.target));
  value.set("submissions", submission_values(connection, dossier.target));
}

void set_course(storage::Connection& connection, Value& value, const Dossier& dossier, const Reader& reader) {
  const auto events = audit::list_events(connection, "case", dossier.target.id);
  Value::List history;
  for (const audit::StoredEvent& event : events) history.push_back(history_entry(connection, dossier, event, reader.language));
  const rules::State* state = dossier.procedure->find_state(dossier.target.state);
  value.set("history", std::move(history));
  value.set("return_items", present_return(dossier, events));
  value.set("terms", term_values(dossier));
  value.set("verdicts", verdict_values(dossier, reader.visible));
  value.set("remedy", state && !state->remedy.zh.empty() ? to_value(state->remedy) : Value());
}

Value::List missing_field_values(const Dossier& dossier) {
  Value::List list;
  if (!dossier.form) return list;
  for (const std::string& path : dossier.situation.missing_fields) {
    list.push_back(Value::Map{{"path", path}, {"label", to_value(find_label(*dossier.form, path))}, {"section", path.substr(0, path.find('.'))}});
  }
  return list;
}

Value::List missing_material_values(const Dossier& dossier) {
  Value::List list;
  for (const rules::Material& slot : dossier.procedure->materials) {
    if (!slot.required || slot.by != applicant || holds_file(dossier.materials, slot.id)) continue;
    list.push_back(Value::Map{{"slot", slot.id}, {"label", to_value(slot.label)}, {"cites", cites_value(dossier.procedure->act_id, slot.cites)}});
  }
  return list;
}

bool is_older_than_form(const rules::Procedure& procedure, const StoredMaterial& material, std::string_view form_hash) {
  const rules::Material* slot = procedure.find_material(material.slot);
  return slot && slot->is_signed_form && material.content_hash != form_hash;
}

/// Word counts, answers that cannot be submitted as they are, and a signed scan that is older than what it is said to sign.
Value::List warning_values(const Dossier& dossier) {
  Value::List list;
  const auto add = [&](const FieldRemark& remark) { list.push_back(Value::Map{{"field", remark.field}, {"message", to_value(remark.message)}}); };
  if (dossier.form) {
    for (const rules::Section& section : dossier.form->sections) {
      if (section.filled_by != applicant) continue;
      for (const FieldRemark& remark : remark_words(section, dossier.answers.at(section.id))) add(remark);
    }
    for (const base::ErrorDetail& detail : check_final_answers(*dossier.form, dossier.answers)) add(to_remark(detail));
  }
  for (const StoredMaterial& material : dossier.materials) {
    if (material.is_usable() && is_older_than_form(*dossier.procedure, material, dossier.form_hash)) {
      add({"materials." + material.slot, both_languages("cases.scan_older_than_form")});
    }
  }
  return list;
}

/// After the first day, up to the second.
std::int64_t count_working_days(const rules::Calendar& calendar, base::Date since, base::Date today) {
  constexpr std::chrono::days most(800);  // what waits longer is told in days alone
  if (today - since > most) return 0;
  std::int64_t number = 0;
  for (base::Date day = since + std::chrono::days(1); day <= today; day += std::chrono::days(1)) number += calendar.is_working(day) ? 1 : 0;
  return number;
}

/// A registration, a request for support or a complaint as a line of the queue: no case, no act; it waits from the day it came.
Value act_free_value(const Service& service, const Summary& summary, base::Date today) {
  const Case& target = summary.target;
  const auto since = base::parse_date(target.state_since);
  return Value::Map{{"id", target.id},
                    {"kind", summary.kind},
                    {"number", ""},
                    {"act_id", ""},
                    {"procedure_id", target.procedure_id},
                    {"procedure_label", to_value(both_languages("cases." + summary.kind))},
                    {"state", target.state},
                    {"state_label", to_value(both_languages("cases." + summary.kind + "_waits"))},
                    {"holder", target.holder},
                    {"holder_name", summary.filing_body_name},
                    {"organisation_id", base::text_value(target.organisation_id)},
                    {"organisation_name", summary.organisation_name},
                    {"organisation_kind", summary.organisation_kind},
                    {"division_name", summary.division_name},
                    {"submitted_on", target.state_since},
                    {"state_since", target.state_since},
                    {"days_in_state", since ? static_cast<std::int64_t>((today - *since).count()) : 0},
                    {"working_days", since ? count_working_days(service.registry().calendar, *since, today) : 0},
                    {"due_on", nullptr},
                    {"open_objections", 0},
                    {"is_final", false},
                    {"version", target.version}};
}

/// The action by which the applicant hands the case on from its present state, or null.
const rules::Action* find_submission_action(const Dossier& dossier) {
  for (const rules::Action& action : dossier.procedure->actions) {
    if (names(action.from, dossier.target.state) && is_submission(*dossier.procedure, action, dossier.target)) return &action;
  }
  return nullptr;
}

}  // namespace

Value summary_value(storage::Connection& connection, const Service& service, const Summary& summary, base::Date today) {
  const Case& target = summary.target;
  if (target.act_id.empty()) return act_free_value(service, summary, today);
  const rules::Procedure& procedure = service.procedure_of(target);
  const rules::State* state = procedure.find_state(target.state);
  const auto since = base::parse_date(target.state_since);
  std::int64_t open_objections = 0;
  for (Observer* observer : service.observers()) open_objections += observer->count_objections(connection, target.id).open;
  return Value::Map{{"id", target.id},
                    {"number", target.number},
                    {"act_id", target.act_id},
                    {"procedure_id", target.procedure_id},
                    {"procedure_label", to_value(full_label(procedure, target.period))},
                    {"period", target.period},
                    {"state", target.state},
                    {"state_label", to_value(state ? state->label : rules::Text{target.state, target.state})},
                    {"holder", target.holder},
                    {"holder_name", holder_name(summary)},
                    {"organisation_id", base::text_value(target.organisation_id)},
                    {"organisation_name", summary.organisation_name},
                    {"organisation_kind", summary.organisation_kind},
                    {"division_name", summary.division_name},
                    {"outlet_id", base::text_value(target.outlet_id)},
                    {"opened_by", target.opened_by},
                    {"window_id", base::text_value(target.window_id)},
                    {"window_title", base::text_value(summary.window_title)},
                    {"round", target.round},
                    {"submitted_on", base::text_value(target.submitted_on)},
                    {"state_since", target.state_since},
                    {"days_in_state", since ? static_cast<std::int64_t>((today - *since).count()) : 0},
                    {"due_on", base::text_value(summary.due_on)},
                    {"kind", summary.kind},
                    {"rank", summary.rank ? Value(*summary.rank) : Value()},
                    {"working_days", since ? count_working_days(service.registry().calendar, *since, today) : 0},
                    {"open_objections", open_objections},
                    {"is_final", target.is_final},
                    {"version", target.version}};
}

Value material_value(const rules::Procedure& procedure, const StoredMaterial& material, std::string_view form_hash) {
  return Value::Map{{"id", material.id},
                    {"slot", material.slot},
                    {"position", material.position},
                    {"name", material.name},
                    {"size", material.size},
                    {"media_type", material.media_type},
                    {"pages", material.pages},
                    {"sha256", material.sha256},
                    {"state", material.state == "quarantined" ? "quarantined" : "usable"},
                    {"party", material.party},
                    {"uploaded_at", material.uploaded_at},
                    {"uploaded_by", material.uploaded_by},
                    {"is_older_than_form", is_older_than_form(procedure, material, form_hash)}};
}

Value case_value(storage::Connection& connection, const Service& service, const Reader& reader) {
  const Dossier dossier = read_for(connection, service, reader);
  const Summary summary = describe(connection, dossier);
  Value value = summary_value(connection, service, summary, reader.today);
  value.set("act_version", dossier.target.act_version);
  value.set("content_hash", dossier.target.content_hash);
  value.set("window", window_value(connection, service, reader));
  value.set(
      "parties",
      Value::Map{{"applicant", summary.organisation_name}, {"recommender", summary.recommender_name}, {"filing_body", summary.filing_body_name}});
  value.set("my_parties", Value::List(reader.visible.parties.begin(), reader.visible.parties.end()));
  const auto notice = find_notice(connection, service, dossier.target);
  value.set("notice_id", notice ? Value(*notice) : Value());
  value.set("objections", dossier.objections.list);
  set_files(connection, value, dossier, reader.visible);
  set_course(connection, value, dossier, reader);
  return value;
}

Value check_report(storage::Connection& connection, const Service& service, const Reader& reader) {
  const Dossier dossier = read_for(connection, service, reader);
  Value report(Value::Map{{"findings", finding_values(dossier, reader.visible)},
                          {"missing_fields", missing_field_values(dossier)},
                          {"missing_materials", missing_material_values(dossier)},
                          {"warnings", warning_values(dossier)},
                          {"needs", Value::List()},
                          {"can_submit", false}});
  const rules::Action* action = find_submission_action(dossier);
  if (!action || !reader.visible.stands_for(applicant)) return report;
  const rules::Verdict verdict = rules::may(*dossier.procedure, *action, reader.visible.parties, dossier.situation);
  report.set("needs", need_values(dossier, verdict, reader.visible));
  const bool is_well_formed = !dossier.form || check_final_answers(*dossier.form, dossier.answers).empty();
  report.set("can_submit", verdict.is_allowed() && is_well_formed);
  return report;
}

}  // namespace zhidian::cases
