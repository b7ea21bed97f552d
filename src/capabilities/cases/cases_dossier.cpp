#include "capabilities/cases/cases_dossier.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "capabilities/organisations/organisations.hpp"
#include "capabilities/windows/windows.hpp"

namespace zhidian::cases {
namespace {

void read_window(storage::Connection& connection, Dossier& dossier, base::Date today) {
  const Case& target = dossier.target;
  if (!target.window_id.empty()) {
    const auto own = windows::find_window(connection, target.window_id);
    if (own && own->is_open_on(today)) dossier.open_window_id = own->id;
  }
  if (dossier.open_window_id.empty()) {
    const auto open = windows::find_open_window(connection, target.act_id, target.procedure_id, today);
    if (open) dossier.open_window_id = open->id;
  }
  dossier.situation.is_window_open = !dossier.open_window_id.empty();
}

/// The later of what an officer recorded and what was decided here under the same act.
void add_ban(storage::Connection& connection, const Case& target, const std::vector<Observer*>& observers, rules::Facts& facts) {
  const auto recorded = facts.find("banned_until");
  for (Observer* observer : observers) {
    const auto ban = observer->find_ban(connection, target.organisation_id, target.act_id);
    const bool is_later = ban && (recorded == facts.end() || !recorded->second.is_text() || recorded->second.as_text() < base::print_date(*ban));
    if (is_later) facts.insert_or_assign("banned_until", base::print_date(*ban));
  }
}

void read_facts(storage::Connection& connection, Dossier& dossier, const std::vector<Observer*>& observers) {
  rules::Facts& facts = dossier.situation.facts;
  if (!dossier.target.organisation_id.empty()) facts = registry_facts(connection, dossier.target, observers, dossier.situation.today);
  if (dossier.form) {
    rules::add_form_facts(facts, *dossier.form, dossier.answers);
    dossier.situation.missing_fields = rules::missing_fields(*dossier.form, dossier.answers, applicant);
  }
}

/// Of an applicant the case is about: whether it still applies, or holds the status by now.
void read_applicant(storage::Connection& connection, Dossier& dossier, const std::vector<Observer*>& observers, const rules::Library& library) {
  const rules::Procedure& procedure = *dossier.procedure;
  const std::string& organisation_id = dossier.target.organisation_id;
  dossier.situation.is_application_running = is_applying(connection, library, procedure, organisation_id);
  dossier.situation.is_status_in_force = std::ranges::any_of(observers, [&](Observer* observer) {
    return observer->find_line(connection, organisation_id, procedure.act_id, procedure.concerns).has_value();
  });
}

void read_line(storage::Connection& connection, Dossier& dossier, const std::vector<Observer*>& observers) {
  if (dossier.target.outlet_id.empty()) return;
  dossier.situation.is_status_in_force =
      std::ranges::any_of(observers, [&](Observer* observer) { return observer->is_in_force(connection, dossier.target.outlet_id); });
  const rules::Procedure& procedure = *dossier.procedure;
  for (Observer* observer : procedure.renewal ? observers : std::vector<Observer*>{}) {
    const auto line = observer->find_line(connection, dossier.target.organisation_id, procedure.act_id, procedure.concerns);
    if (line) dossier.situation.renewal = renewal_state(connection, procedure, *line, dossier.situation.today);
  }
}

void read_materials(Dossier& dossier) {
  for (const rules::Material& slot : dossier.procedure->materials) {
    if (holds_file(dossier.materials, slot.id)) dossier.situation.materials.push_back(slot.id);
  }
}

void read_terms(Dossier& dossier) {
  for (const StoredTerm& term : dossier.terms) {
    const auto last_day = base::parse_date(term.last_day);
    if (term.is_running && last_day) dossier.situation.terms[term.term_id] = *last_day;
  }
}

void read_objections(storage::Connection& connection, Dossier& dossier, const std::vector<Observer*>& observers) {
  for (Observer* observer : observers) {
    Observer::Objections found = observer->count_objections(connection, dossier.target.id);
    dossier.objections.open += found.open;
    dossier.objections.sustained += found.sustained;
    for (base::Value& objection : found.list) dossier.objections.list.push_back(std::move(objection));
  }
  dossier.situation.open_objections = dossier.objections.open;
  for (Observer* observer : observers) {
    if (std::string result = observer->find_review_result(connection, dossier.target); !result.empty()) dossier.situation.review_result = result;
  }
  dossier.situation.is_change_unchecked =
      std::ranges::any_of(observers, [&](Observer* observer) { return observer->is_change_unchecked(connection, dossier.target.id); });
  dossier.situation.sustained_objections = dossier.objections.sustained;
}

void read_judgements(storage::Connection& connection, Dossier& dossier) {
  dossier.judgements = list_judgements(connection, dossier.target.id);
  for (const Judgement& judgement : dossier.judgements) {
    if (const auto outcome = parse_outcome(judgement.outcome)) dossier.situation.judged[judgement.condition_id] = *outcome;
  }
}

}  // namespace

rules::Facts registry_facts(storage::Connection& connection, const Case& target, const std::vector<Observer*>& observers, base::Date today) {
  rules::Facts facts = organisations::collect_facts(connection, target.organisation_id);
  base::Value::List statuses;
  for (Observer* observer : observers) {
    for (std::string& status : observer->list_statuses(connection, target.organisation_id, today)) statuses.emplace_back(std::move(status));
    for (const std::string& lifted : observer->list_lifted(connection, target.organisation_id, target.act_id))
      facts.insert_or_assign(rules::lift_fact(lifted), true);
  }
  facts.insert_or_assign("statuses", std::move(statuses));
  add_ban(connection, target, observers, facts);
  return facts;
}

void read_performed(storage::Connection& connection, Dossier& dossier, std::string_view account_id) {
  const bool is_asked = std::ranges::any_of(dossier.procedure->actions, [](const rules::Action& action) { return !action.not_by.empty(); });
  if (is_asked) dossier.situation.performed = list_performed(connection, dossier.target.id, account_id);
}

bool names(const std::vector<std::string>& list, std::string_view name) { return std::find(list.begin(), list.end(), name) != list.end(); }

rules::Text full_label(const rules::Procedure& procedure, std::string_view period) {
  if (period.empty()) return procedure.label;
  return {fmt::format("{}（{}年度）", procedure.label.zh, period), fmt::format("{} ({})", procedure.label.en, period)};
}

audit::Event case_event(const Case& target, std::string action, const Doer& doer, const std::string& calendar, base::Value content) {
  return {"case",
          target.id,
          target.ordinal,
          std::move(action),
          doer.account_id.empty() ? "system" : "account",
          doer.account_id,
          base::civil_date(doer.at),
          doer.at,
          regulations::version_name(target.act_id, target.act_version),
          calendar,
          std::move(content),
          {}};
}

std::string renewal_state(storage::Connection& connection, const rules::Procedure& procedure, const StandingLine& line, base::Date today) {
  if (!procedure.renewal || !line.valid_until) return {};
  const auto offers = windows::list_offers(connection, procedure.act_id, procedure.id);
  return rules::renewal_state(*procedure.renewal, *line.valid_until, offers, today);
}

bool is_applying(storage::Connection& connection, const rules::Library& library, const rules::Procedure& procedure,
                 std::string_view organisation_id) {
  return std::ranges::any_of(list_running(connection, organisation_id), [&](const Case& running) {
    const rules::Procedure* asked = library.find_procedure(running.act_id, running.procedure_id);
    return asked && asked->grants && asked->act_id == procedure.act_id && asked->grants->status == procedure.concerns;
  });
}

bool VisibleCase::stands_for(std::string_view party) const { return names(parties, party); }

bool is_submission(const rules::Procedure& procedure, const rules::Action& action, const Case& target) {
  const rules::State* to = procedure.find_state(action.to);
  return target.holder == applicant && to && !to->is_final && to->holder != applicant && names(action.parties, applicant);
}

base::Value drafted_answers(const std::vector<StoredDraft>& drafts) {
  base::Value::Map answers;
  for (const StoredDraft& draft : drafts) answers[draft.section_id] = draft.answers;
  return answers;
}

std::string form_hash(const base::Value& answers) { return base::sha256_hex(base::print_json(answers)); }

bool holds_file(const std::vector<StoredMaterial>& materials, std::string_view slot) {
  return std::any_of(materials.begin(), materials.end(),
                     [&](const StoredMaterial& material) { return material.slot == slot && material.is_usable(); });
}

bool is_scan_due(const rules::Procedure& procedure, std::string_view state, const rules::Material& slot) {
  return std::ranges::any_of(procedure.actions, [&](const rules::Action& action) {
    return action.scan == slot.id && names(action.from, state) && names(rules::parties_of(procedure, action, state), slot.by);
  });
}

std::vector<StoredMaterial> visible_materials(storage::Connection& connection, const rules::Procedure& procedure, const VisibleCase& visible,
                                              std::vector<StoredMaterial> materials) {
  const bool is_applicant = visible.stands_for(applicant);
  std::vector<std::string> submitted;
  if (!is_applicant) {
    const auto submission = find_submission(connection, visible.target.id, visible.target.round);
    if (submission && submission->materials.is_list()) {
      for (const base::Value& material : submission->materials.as_list()) submitted.push_back(material.text_or("id"));
    }
  }
  std::erase_if(materials, [&](const StoredMaterial& material) {
    if (material.party == applicant && !is_applicant) return !names(submitted, material.id);
    if (material.is_removed()) return true;
    if (!is_applicant || material.party == applicant) return false;
    const rules::Material* slot = procedure.find_material(material.slot);
    return visible.target.holder == material.party || (slot && is_scan_due(procedure, visible.target.state, *slot));
  });
  return materials;
}

std::string_view outcome_name(rules::Outcome outcome) {
  switch (outcome) {
    case rules::Outcome::met: return "met";
    case rules::Outcome::not_met: return "not_met";
    case rules::Outcome::not_evidenced: return "not_evidenced";
  }
  return "not_evidenced";
}

std::optional<rules::Outcome> parse_outcome(std::string_view name) {
  for (const auto outcome : {rules::Outcome::met, rules::Outcome::not_met, rules::Outcome::not_evidenced}) {
    if (outcome_name(outcome) == name) return outcome;
  }
  return std::nullopt;
}

const rules::Procedure& Service::procedure_of(const Case& target) const {
  const rules::Procedure* procedure = registry_->find_procedure(target.act_id, target.act_version, target.procedure_id);
  // Another process may have activated the version a moment ago: whoever asks again in two seconds gets an answer.
  if (!procedure) throw storage::Failure(storage::Failure::Kind::unavailable, "the act version of case " + target.id + " is not loaded");
  return *procedure;
}

const rules::Form* Service::form_of(const Case& target) const {
  const rules::Procedure& procedure = procedure_of(target);
  return procedure.form.empty() ? nullptr : registry_->find_form(target.act_id, target.act_version, procedure.form);
}

Dossier Service::read_dossier(storage::Connection& connection, const Case& target, base::Date today, Answers answers) const {
  Dossier dossier;
  dossier.target = target;
  dossier.procedure = &procedure_of(target);
  dossier.form = form_of(target);
  dossier.drafts = list_drafts(connection, target.id);
  const bool is_drafted = target.holder == applicant && answers == Answers::present;
  const auto submission = is_drafted ? std::nullopt : find_submission(connection, target.id, target.round);
  dossier.answers = submission ? submission->answers : drafted_answers(dossier.drafts);
  dossier.form_hash = form_hash(dossier.answers);
  if (dossier.form && !submission) dossier.answers = rules::asked_answers(*dossier.form, dossier.answers);
  dossier.materials = list_materials(connection, target.id);
  dossier.terms = list_terms(connection, target.id);
  dossier.situation.state = target.state;
  dossier.situation.today = today;
  dossier.situation.is_within = [&connection](std::string_view division, std::string_view ancestor) {
    return is_within(connection, division, ancestor);
  };
  read_window(connection, dossier, today);
  read_facts(connection, dossier, observers_);
  read_line(connection, dossier, observers_);
  if (dossier.procedure->concerns_applicants) read_applicant(connection, dossier, observers_, registry_->law);
  read_materials(dossier);
  read_terms(dossier);
  read_objections(connection, dossier, observers_);
  read_judgements(connection, dossier);
  return dossier;
}

}  // namespace zhidian::cases
