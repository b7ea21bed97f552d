#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "rules/engine.hpp"
#include "rules/sentences.hpp"

namespace zhidian::rules {

namespace {

void add_cites(std::vector<std::string>& cites, const std::vector<std::string>& more) {
  for (const std::string& cite : more) {
    if (!base::contains(cites, cite)) cites.push_back(cite);
  }
}

/// One question: an action of a procedure in a situation. Each need has its own function.
class Question {
 public:
  Question(const Procedure& procedure, const Action& action, const Situation& situation)
      : procedure_(procedure), action_(action), situation_(situation), parties_(parties_of(procedure, action, situation.state)) {}

  std::vector<Need> ask(const std::vector<std::string>& actor_parties) {
    if (!base::contains(action_.from, situation_.state)) {
      fail("wrong_state", sentences::wrong_state(state_label(situation_.state), from_labels()));
      return std::move(failing_);
    }
    const bool is_party = std::any_of(parties_.begin(), parties_.end(),
                                      [&](const std::string& party) { return party == "anyone" || base::contains(actor_parties, party); });
    if (!is_party) {
      fail("wrong_party", sentences::wrong_party(procedure_, parties_));
      return std::move(failing_);
    }
    check_person();
    for (const std::string& need : action_.needs) check(need);
    check_scan();
    check_change();
    return std::move(failing_);
  }

 private:
  Need& fail(std::string id, Text message, Text cure = {}, std::string cure_at = {}) {
    failing_.push_back({std::move(id), std::move(message), std::move(cure), std::move(cure_at), action_.cites, {}, {}});
    return failing_.back();
  }

  void check(std::string_view need) {
    if (need == "window_open") check_window();
    if (need == "form_complete") check_form();
    if (need == "materials") check_materials();
    if (need == "signed_and_sealed") check_signed_form();
    if (need == "conditions") check_computed_conditions();
    if (need == "judged") check_judged_conditions();
    if (is_over_need(need)) check_term_over(need);
    if (need == "status_in_force" && !situation_.is_status_in_force) fail("status_in_force", sentences::status_has_ended());
    if (need == "status_ended" && situation_.is_status_in_force) fail("status_ended", sentences::status_still_holds());
    if (need == "application_running" && !situation_.is_application_running) fail("application_running", sentences::no_application_running());
    if (need == "renewal_open" && situation_.renewal != "open" && situation_.renewal != "awaiting")
      fail("renewal_open", situation_.renewal == "over" ? sentences::renewal_over() : sentences::renewal_not_open());
    if (need == "supplement_term") check_running_term();
    if (need == "no_open_objection") check_objections();
    if (need == "sustained_objection" && situation_.sustained_objections == 0) fail("sustained_objection", sentences::no_sustained_objection());
    if (need == "review_passed" || need == "review_failed") check_review(need);
  }

  /// Four eyes: who proposed does not decide.
  void check_person() {
    for (const std::string& id : action_.not_by) {
      const Action* earlier = base::contains(situation_.performed, id) ? procedure_.find_action(id) : nullptr;
      if (earlier == nullptr) continue;
      fail("another_person", sentences::another_person(earlier->label), sentences::ask_another_person());
      return;
    }
  }

  void check_window() {
    if (situation_.is_window_open) return;
    Need& need = fail("window_open", sentences::window_closed(), sentences::wait_for_window());
    if (procedure_.window) add_cites(need.cites, procedure_.window->cites);
  }

  void check_form() {
    if (situation_.missing_fields.empty()) return;
    Need& need = fail("form_complete", sentences::form_incomplete(situation_.missing_fields.size()), sentences::fill_form(), "form");
    need.fields = situation_.missing_fields;
  }

  void check_materials() {
    Text missing;
    std::vector<std::string> cites, slots;
    for (const Material& material : procedure_.materials) {
      if (!material.required || material.is_signed_form || !base::contains(parties_, material.by)) continue;
      if (material.id == action_.scan || base::contains(situation_.materials, material.id)) continue;
      sentences::append(missing, material.label);
      add_cites(cites, material.cites);
      slots.push_back(material.id);
    }
    if (slots.empty()) return;
    Need& need = fail("materials", sentences::materials_missing(missing), sentences::upload_materials(), "materials." + slots.front());
    need.cites = std::move(cites);
    for (const std::string& slot : slots) need.fields.push_back("materials." + slot);
  }

  void check_signed_form() {
    for (const Material& material : procedure_.materials) {
      if (!material.is_signed_form || base::contains(situation_.materials, material.id)) continue;
      Need& need = fail("signed_and_sealed", sentences::not_signed(material.label), sentences::print_and_sign(), "materials." + material.id);
      need.cites = material.cites;
      need.fields = {"materials." + material.id};
    }
  }

  /// The page signed and sealed by the acting body itself.
  void check_scan() {
    if (action_.scan.empty() || base::contains(situation_.materials, action_.scan)) return;
    const Material* material = procedure_.find_material(action_.scan);
    Need& need =
        fail("scan", sentences::scan_missing(material != nullptr ? material->label : Text{}), sentences::upload_scan(), "materials." + action_.scan);
    if (material != nullptr) need.cites = material->cites;
    need.fields = {"materials." + action_.scan};
  }

  /// What an authority signs or publishes bears the name and head of the institution (D12).
  void check_change() {
    const bool is_told = !action_.signs.empty() || action_.effect == "open_notice";
    const bool is_authority = !base::contains(parties_, "applicant") && !base::contains(parties_, "system");
    if (situation_.is_change_unchecked && is_told && is_authority)
      fail("change_checked", sentences::change_unchecked(), sentences::check_change(), "change").cites.clear();
  }

  void add_findings(std::string id, std::vector<Finding> findings) {
    if (findings.empty()) return;
    Text labels;
    for (const Finding& finding : findings) sentences::append(labels, finding.condition->label);
    Need& need = fail(std::move(id), sentences::conditions_fail(labels), findings.front().condition->cure, findings.front().condition->cure_at);
    need.cites.clear();
    for (const Finding& finding : findings) add_cites(need.cites, finding.condition->cites);
    need.findings = std::move(findings);
  }

  void check_computed_conditions() {
    std::vector<Finding> blocking;
    for (const Condition& condition : procedure_.conditions) {
      if (!condition.check) continue;
      Finding finding{&condition, evaluate(condition, situation_.facts, situation_.today, situation_.is_within), {}};
      if (!is_blocking(finding)) continue;
      finding.found = describe_found(condition, situation_.facts);
      blocking.push_back(std::move(finding));
    }
    add_findings("conditions", std::move(blocking));
  }

  void check_judged_conditions() {
    std::vector<Finding> blocking;
    for (const std::string& id : action_.judged) {
      const Condition* condition = procedure_.find_condition(id);
      if (condition == nullptr) continue;
      const auto answer = situation_.judged.find(id);
      Finding finding{condition, answer == situation_.judged.end() ? Outcome::not_evidenced : answer->second, {}};
      finding.found = answer == situation_.judged.end() ? sentences::awaits_judgement(procedure_.party_name(condition->judge))
                                                        : sentences::judged(finding.outcome);
      if (is_blocking(finding)) blocking.push_back(std::move(finding));
    }
    add_findings("judged", std::move(blocking));
  }

  void check_term_over(std::string_view need_id) {
    const bool has_term = std::any_of(procedure_.terms.begin(), procedure_.terms.end(), [&](const Term& term) { return term.enables == action_.id; });
    if (!has_term) fail(std::string(need_id), sentences::no_term_runs());
    for (const Term& term : procedure_.terms) {
      if (term.enables != action_.id) continue;
      const auto running = situation_.terms.find(term.id);
      if (running == situation_.terms.end()) {
        add_term_need(need_id, term, sentences::term_not_begun(term.label));
      } else if (situation_.today <= running->second) {
        add_term_need(need_id, term, sentences::term_not_over(term.label, running->second));
      }
    }
  }

  void add_term_need(std::string_view need_id, const Term& term, Text message) {
    Need& need = fail(std::string(need_id), std::move(message));
    add_cites(need.cites, term.cites);
  }

  /// The term that began when the case came into its state, by the action that leads here.
  void check_running_term() {
    std::vector<std::string> found;
    for (const Action& leading : procedure_.actions) {
      const Term* term = leading.to == situation_.state ? procedure_.find_term(leading.starts) : nullptr;
      if (term == nullptr || base::contains(found, term->id)) continue;
      const auto running = situation_.terms.find(term->id);
      if (running == situation_.terms.end()) continue;
      found.push_back(term->id);
      if (situation_.today > running->second) add_term_need("supplement_term", *term, sentences::term_is_over(term->label, running->second));
    }
    if (found.empty()) fail("supplement_term", sentences::no_term_runs());
  }

  void check_review(std::string_view need) {
    const std::string_view wanted = need == "review_passed" ? "passed" : "failed";
    if (situation_.review_result == wanted) return;
    Need& added = situation_.review_result.empty() ? fail(std::string(need), sentences::review_not_over(), sentences::finish_review(), "review")
                                                   : fail(std::string(need), sentences::review_ended(situation_.review_result));
    if (procedure_.review) add_cites(added.cites, procedure_.review->cites);
  }

  void check_objections() {
    if (situation_.open_objections > 0) {
      fail("no_open_objection", sentences::objection_open(situation_.open_objections));
    } else if (situation_.sustained_objections > 0) {
      fail("no_open_objection", sentences::objection_sustained(situation_.sustained_objections));
    }
  }

  Text state_label(std::string_view id) const {
    const State* state = procedure_.find_state(id);
    return state == nullptr ? Text{std::string(id), std::string(id)} : state->label;
  }
  Text from_labels() const {
    Text labels;
    for (const std::string& state : action_.from) sentences::append(labels, state_label(state));
    return labels;
  }

  const Procedure& procedure_;
  const Action& action_;
  const Situation& situation_;
  std::vector<std::string> parties_;
  std::vector<Need> failing_;
};

}  // namespace

Verdict may(const Procedure& procedure, const Action& action, const std::vector<std::string>& parties, const Situation& situation) {
  return {&action, Question(procedure, action, situation).ask(parties)};
}

std::vector<Verdict> list_verdicts(const Procedure& procedure, const std::vector<std::string>& parties, const Situation& situation) {
  std::vector<Verdict> verdicts, refused;
  for (const Action& action : procedure.actions) {
    Verdict verdict = may(procedure, action, parties, situation);
    (verdict.is_allowed() ? verdicts : refused).push_back(std::move(verdict));
  }
  std::move(refused.begin(), refused.end(), std::back_inserter(verdicts));
  return verdicts;
}

}  // namespace zhidian::rules
