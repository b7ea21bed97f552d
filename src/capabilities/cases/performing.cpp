#include "capabilities/cases/performing.hpp"

#include "capabilities/cases/receipts.hpp"
#include "capabilities/messages/messages.hpp"
#include "capabilities/organisations/organisations.hpp"
#include "rules/limits.hpp"

namespace zhidian::cases {
namespace {

using base::ErrorCode;
using base::Value;

/// What a submission freezes of the applicant's files.
Value frozen_materials(const Dossier& dossier) {
  Value::List list;
  for (const StoredMaterial& material : dossier.materials) {
    if (material.party != applicant || !material.is_usable()) continue;
    list.push_back(Value::Map{{"id", material.id},
                              {"slot", material.slot},
                              {"name", material.name},
                              {"sha256", material.sha256},
                              {"size", material.size},
                              {"pages", material.pages},
                              {"content_hash", material.content_hash}});
  }
  return list;
}

Value frozen_findings(const Dossier& dossier) {
  Value::List list;
  const rules::Situation& situation = dossier.situation;
  for (const rules::Finding& finding : rules::check_conditions(*dossier.procedure, situation.facts, situation.today, situation.is_within)) {
    if (!finding.condition->check) continue;
    list.push_back(Value::Map{
        {"condition", finding.condition->id}, {"outcome", outcome_name(finding.outcome)}, {"found", regulations::to_value(finding.found)}});
  }
  return list;
}

Submission freeze(const Step& step) {
  Submission submission;
  submission.round = step.dossier.target.round + 1;
  submission.answers = step.dossier.answers;
  submission.materials = frozen_materials(step.dossier);
  submission.findings = frozen_findings(step.dossier);
  submission.submitted_at = base::print_instant(step.doer.at);
  submission.content_hash = base::sha256_hex(base::print_json(Value::Map{{"case_id", step.dossier.target.id},
                                                                         {"act_version", step.dossier.target.act_version},
                                                                         {"round", submission.round},
                                                                         {"answers", submission.answers},
                                                                         {"materials", submission.materials}}));
  return submission;
}

void write_term(const Step& step) {
  StoredTerm term;
  term.term_id = step.action.starts;
  term.round = step.after.round;
  term.starts_on = base::print_date(step.term_starts);
  term.last_day = base::print_date(step.due->last_day);
  term.account = regulations::to_value(*step.due, step.term_starts, step.calendar->version());
  term.calendar_version = step.calendar->version();
  save_term(step.connection, step.after.id, term);
}

/// Running terms that end with the state they started in, unless the act lets them go on in the next one.
std::vector<std::string> stopped_terms(const Step& step) {
  std::vector<std::string> stopped;
  if (step.after.state == step.dossier.target.state) return stopped;
  for (const auto& [term_id, last_day] : step.dossier.situation.terms) {
    const rules::Term* term = step.procedure.find_term(term_id);
    if (!term || !names(term->runs_in, step.after.state)) stopped.push_back(term_id);
  }
  return stopped;
}

/// Everything the step changes but messages and the log. Errors: cases.stale where somebody was faster.
base::Result<void> write_step(const Step& step, std::int64_t expected_version) {
  if (!update_case(step.connection, step.after, expected_version, step.doer.at)) return base::refuse(ErrorCode::stale, "cases.stale");
  for (const auto& [condition_id, outcome, remark] : step.request.judgements) {
    save_judgement(step.connection, step.after.id, {condition_id, step.procedure.find_condition(condition_id)->judge, outcome, remark}, step.doer);
  }
  if (step.submits) insert_submission(step.connection, step.after.id, step.submission);
  for (const std::string& term_id : stopped_terms(step)) stop_term(step.connection, step.after.id, term_id);
  if (step.due) write_term(step);
  return {};
}

/// What alone determines the state: enough to rebuild the case's row and terms without the act.
Value public_content(const Step& step) {
  Value content(Value::Map{{"action", step.action.id},
                           {"from", step.dossier.target.state},
                           {"to", step.after.state},
                           {"holder", step.after.holder},
                           {"is_final", step.after.is_final},
                           {"round", step.after.round},
                           {"returned_by", step.after.returned_by}});
  if (step.submits) {
    content.set("content_hash", step.submission.content_hash);
    content.set("window_id", step.after.window_id);
  }
  if (step.due) {
    Value::List years;
    for (const int year : step.due->years_without_data) years.emplace_back(year);
    content.set("term", Value::Map{{"id", step.action.starts},
                                   {"length", step.term_length},
                                   {"starts_on", base::print_date(step.term_starts)},
                                   {"last_day", base::print_date(step.due->last_day)},
                                   {"years_without_data", std::move(years)}});
  }
  // Without the list every running term ends with the state.
  if (const auto stopped = stopped_terms(step); stopped.size() < step.dossier.situation.terms.size() && step.after.state != step.dossier.target.state)
    content.set("stopped_terms", Value::List(stopped.begin(), stopped.end()));
  if (step.after.is_submitted && !step.dossier.target.is_submitted && !step.submits) content.set("is_told", true);
  Value::List signs;
  for (const std::string& sign : step.action.signs) signs.emplace_back(sign);
  if (!signs.empty()) content.set("signed", std::move(signs));
  Value::Map judged;
  for (const auto& [condition_id, outcome, remark] : step.request.judgements) judged[condition_id] = outcome;
  if (!judged.empty()) content.set("judged", std::move(judged));
  return content;
}

/// Opinions, reasons, names and remarks: what may be erased.
Value personal_content(const Step& step) {
  Value personal;
  if (step.request.input.is_map() && !step.request.input.as_map().empty()) personal.set("input", step.request.input);
  Value::Map remarks;
  for (const auto& [condition_id, outcome, remark] : step.request.judgements) {
    if (!remark.empty()) remarks[condition_id] = remark;
  }
  if (!remarks.empty()) personal.set("remarks", std::move(remarks));
  return personal;
}

/// Who is told: the parties the procedure names, the party that must act now, and the applicant of every refusal and return.
std::vector<std::string> told_parties(const Step& step) {
  std::vector<std::string> told = step.action.tells;
  const auto add = [&](std::string_view party) {
    if (!party.empty() && !names(told, party)) told.emplace_back(party);
  };
  add(step.after.holder);
  if (step.action.is_refusal || step.action.is_return) add(applicant);
  return told;
}

messages::Message message_of(const Step& step) {
  const rules::State* state = step.procedure.find_state(step.after.state);
  const auto organisation = organisations::find_organisation(step.connection, step.after.organisation_id);
  const rules::Text label = full_label(step.procedure, step.after.period);
  messages::Message message;
  const std::string what = step.after.outlet_id.empty() ? "cases.action" : "cases.proceeding";  // an application, or something about an outlet
  message.kind = what;
  message.subject_kind = "case";
  message.subject_id = step.after.id;
  message.link = "/cases/" + step.after.id;
  message.params = {{"number", step.after.number},
                    {"procedure_zh", label.zh},
                    {"procedure_en", label.en},
                    {"organisation", organisation ? organisation->name : ""},
                    {"action_zh", step.action.label.zh},
                    {"action_en", step.action.label.en},
                    {"state_zh", state ? state->label.zh : ""},
                    {"state_en", state ? state->label.en : ""}};
  if (step.action.is_refusal) {
    message.kind = "cases.refused";
    message.params["reasons"] = step.request.input.text_or("reasons");
    message.params["remedy_zh"] = state ? state->remedy.zh : "";
    message.params["remedy_en"] = state ? state->remedy.en : "";
  } else if (step.due) {
    const rules::Term* term = step.procedure.find_term(step.action.starts);
    message.kind = what + "_until";
    message.params["term_zh"] = term ? term->label.zh : "";
    message.params["term_en"] = term ? term->label.en : "";
    message.params["last_day"] = base::print_date(step.due->last_day);
  }
  return message;
}

}  // namespace

void apply_action(Step& step) {
  Case& after = step.after;
  const Case& before = step.dossier.target;
  after = before;
  after.ordinal = before.ordinal + 1;
  after.version = before.version + 1;
  if (!step.action.to.empty()) {
    const rules::State& state = *step.procedure.find_state(step.action.to);
    after.state = state.id;
    after.holder = state.is_final ? "" : state.holder;
    after.is_final = state.is_final;
  }
  if (after.state != before.state) after.state_since = base::print_date(step.today);
  if (step.action.is_return) after.returned_by = before.holder;
  if (before.opened_by != applicant && names(told_parties(step), applicant)) after.is_submitted = true;
  if (!step.submits) return;
  step.submission = freeze(step);
  after.round = step.submission.round;
  after.content_hash = step.submission.content_hash;
  after.returned_by.clear();
  after.is_submitted = true;
  if (after.submitted_on.empty()) after.submitted_on = base::print_date(step.today);
  if (!step.dossier.open_window_id.empty() && before.round == 0) after.window_id = step.dossier.open_window_id;
}

/// The day the term starts after: today, or the day the action's input names, which lies between the case's last step and today.
base::Result<void> read_start(Step& step) {
  step.term_starts = step.today;
  if (step.action.starts_on.empty()) return {};
  const auto day = base::parse_date(step.request.input.text_or(step.action.starts_on));
  if (!day || *day > step.today || base::print_date(*day) < step.dossier.target.state_since)
    return base::refuse(ErrorCode::invalid, "cases.bad_start_day", {{"since", step.dossier.target.state_since}});
  step.term_starts = *day;
  return {};
}

base::Result<void> Service::start_term(Step& step) const {
  const std::string& entered = step.request.term_length;
  const rules::Term* term = step.action.starts.empty() ? nullptr : step.procedure.find_term(step.action.starts);
  if (!term) {
    if (!entered.empty()) return base::refuse(ErrorCode::invalid, "cases.bad_term");
    return {};
  }
  step.term_length = entered.empty() ? term->length : entered;
  const std::string_view fault = rules::length_fault(*term, step.term_length);
  if (fault == "term_not_entered") return base::refuse(ErrorCode::invalid, "cases.term_not_entered");
  if (fault == "term_too_short") return base::refuse(ErrorCode::invalid, "cases.term_too_short", {{"at_least", std::to_string(term->at_least)}});
  base::Result<rules::Due> due;
  if (auto good = read_start(step); !good) return good;
  if (term->unit == "fixed_date") {
    due = rules::fixed_date(base::year_of(step.today), term->fixed, *step.calendar);
    if (due && due->last_day < step.today) due = rules::fixed_date(base::year_of(step.today) + 1, term->fixed, *step.calendar);
  } else {
    due = rules::count_term(step.term_starts, step.term_length, term->unit, term->last_day, *step.calendar);
  }
  if (!due) return base::refuse(ErrorCode::invalid, "cases.bad_term");
  step.due = std::move(*due);
  return {};
}

void Service::tell_parties(Step& step) {
  const messages::Message message = message_of(step);
  for (const std::string& party : told_parties(step)) {
    const Case& target = step.after;
    if (party == applicant && !target.organisation_id.empty()) {
      messages::tell_organisation(step.connection, target.organisation_id, message, step.doer.at, random_, step.doer.account_id);
    } else if (target.is_known_to(party) && party != applicant && !target.body_of(party).empty()) {
      messages::tell_authority(step.connection, target.body_of(party), message, step.doer.at, random_, step.doer.account_id);
    }
  }
}

void Service::append_event(Step& step) {
  Value content = public_content(step);
  if (std::string hash = keep_receipt(step, *registry_); !hash.empty()) content.set("receipt", std::move(hash));
  audit::Event event = case_event(step.after, step.action.id, step.doer, step.calendar->version(), std::move(content));
  event.personal = personal_content(step);
  audit::append(step.connection, event, random_);
}

base::Result<Case> Service::perform(storage::Connection& connection, const Case& target, std::int64_t expected_version, const ActionRequest& request,
                                    const Doer& doer) {
  const rules::Procedure& procedure = procedure_of(target);
  const rules::Action* action = procedure.find_action(request.action);
  if (!action) return base::refuse(ErrorCode::not_found, "cases.unknown_action");
  if (target.version != expected_version) return base::refuse(ErrorCode::stale, "cases.stale", {{"version", std::to_string(target.version)}});
  const base::Date today = base::civil_date(doer.at);
  hold_case(connection, target.id);  // an objection or a file that arrives in this moment comes before or after, never between
  organisations::hold_organisation(connection, target.organisation_id);
  Step step{connection,
            read_dossier(connection, target, today),
            procedure,
            *action,
            request,
            doer,
            today,
            is_submission(procedure, *action, target),
            target,
            {},
            {},
            today,
            &registry_->calendar,
            {}};
  read_performed(connection, step.dossier, doer.account_id);
  if (auto good = check_reach(step); !good) return base::refuse(std::move(good.error()));
  if (auto good = read_judgements(step); !good) return base::refuse(std::move(good.error()));
  if (auto good = check_verdict(step); !good) return base::refuse(std::move(good.error()));
  if (auto good = check_form(step); !good) return base::refuse(std::move(good.error()));
  if (auto good = check_input(step); !good) return base::refuse(std::move(good.error()));
  if (auto good = check_signatures(step); !good) return base::refuse(std::move(good.error()));
  if (auto good = start_term(step); !good) return base::refuse(std::move(good.error()));
  apply_action(step);
  if (auto good = write_step(step, expected_version); !good) return base::refuse(std::move(good.error()));
  tell_parties(step);
  const Performed performed{target, step.after, procedure, *action, request, doer, step.due};
  for (Observer* observer : observers_) {
    if (auto good = observer->on_action(connection, performed); !good) return base::refuse(std::move(good.error()));
  }
  append_event(step);
  return step.after;
}

base::Result<void> Service::move_version(storage::Connection& connection, const Case& target, const rules::Procedure& procedure, const Doer& doer) {
  if (!procedure.find_state(target.state)) return base::refuse(ErrorCode::invalid, "cases.unknown_procedure");
  Case moved = target;
  moved.act_version = procedure.act_version;
  moved.ordinal = target.ordinal + 1;
  moved.version = target.version + 1;
  if (!update_case(connection, moved, target.version, doer.at)) return base::refuse(ErrorCode::stale, "cases.stale");
  Value content(Value::Map{{"from", target.state},
                           {"to", target.state},
                           {"holder", target.holder},
                           {"is_final", target.is_final},
                           {"round", target.round},
                           {"returned_by", target.returned_by},
                           {"from_version", target.act_version},
                           {"to_version", moved.act_version}});
  audit::append(connection, case_event(moved, "version_moved", doer, registry_->calendar.version(), std::move(content)), random_);
  return {};
}

base::Result<void> Service::judge(storage::Connection& connection, const Case& target, std::string_view condition_id, std::string_view outcome,
                                  std::string_view remark, const Doer& doer) {
  const rules::Procedure& procedure = procedure_of(target);
  if (auto good = check_judgement(procedure, doer, condition_id, outcome); !good) return good;
  const rules::Condition& condition = *procedure.find_condition(condition_id);
  if (target.holder != condition.judge) return base::refuse(ErrorCode::not_allowed, "cases.not_your_turn");
  save_judgement(connection, target.id, {condition.id, condition.judge, std::string(outcome), std::string(remark)}, doer);
  return {};
}

}  // namespace zhidian::cases
