#include <algorithm>
#include <iterator>
#include <ranges>

#include "base/text.hpp"
#include "rules/check.hpp"
#include "rules/sentences.hpp"
#include "rules/spelling.hpp"

namespace zhidian::rules {

namespace {

class ReferenceCheck {
 public:
  ReferenceCheck(const Procedure& procedure, Findings& findings)
      : procedure_(procedure), form_(findings.law().find_form(procedure.act_id, procedure.form)), findings_(findings) {}

  void run() {
    if (!procedure_.form.empty() && form_ == nullptr) unknown("form", procedure_.form, {});
    if (procedure_.find_state(procedure_.initial) == nullptr) unknown("initial", procedure_.initial, names_of(procedure_.states));
    const bool has_parent = procedure_.child_of.empty() || findings_.law().find_procedure(procedure_.act_id, procedure_.child_of) != nullptr;
    if (!has_parent) unknown("child_of", procedure_.child_of, {});
    check_route();
    check_concerned();
    check_form();
    for (const Action& action : procedure_.actions) check_action(action);
    for (const Condition& condition : procedure_.conditions) check_condition(condition);
    for (const Term& term : procedure_.terms) check_term(term);
    for (const auto& [place, paths] : procedure_.publish) check_published(place, paths);
  }

 private:
  void add(std::string check, std::string key, Text message) { findings_.add(std::move(check), procedure_.file, std::move(key), std::move(message)); }
  void unknown(std::string key, const std::string& name, const std::vector<std::string>& known) {
    add("unknown_reference", std::move(key), sentences::meant(sentences::unknown_reference(name), find_nearest(name, known)));
  }

  /// A main route of the same act, not another one beside it.
  void check_route() {
    if (procedure_.route_of.empty()) return;
    std::vector<std::string> main_routes;
    for (const Procedure& each : findings_.law().procedures) {
      if (each.act_id == procedure_.act_id && each.route_of.empty()) main_routes.push_back(each.id);
    }
    if (std::ranges::find(main_routes, procedure_.route_of) == main_routes.end()) unknown("route_of", procedure_.route_of, main_routes);
  }

  void check_term(const Term& term) {
    const std::string key = "terms." + term.id;
    if (!term.enables.empty() && procedure_.find_action(term.enables) == nullptr)
      return unknown(key + ".enables", term.enables, names_of(procedure_.actions));
    for (const std::string& state : term.runs_in) {
      if (procedure_.find_state(state) == nullptr) return unknown(key + ".runs_in", state, names_of(procedure_.states));
    }
    if (!term.counted_from.empty()) {
      const Field* day = find_form_field(form_, term.counted_from);
      if (day == nullptr || day->type != "date") add("unknown_form_field", key + ".counted_from", unknown_form_field(form_, term.counted_from));
      return;
    }
    const bool is_started = term.unit == "fixed_date" || std::any_of(procedure_.actions.begin(), procedure_.actions.end(),
                                                                     [&](const Action& action) { return action.starts == term.id; });
    const bool is_misspelt = std::any_of(procedure_.actions.begin(), procedure_.actions.end(), [&](const Action& action) {
      return !action.starts.empty() && procedure_.find_term(action.starts) == nullptr;
    });
    if (!is_started && !is_misspelt) add("term_never_starts", key, sentences::term_never_starts(term.label));
  }

  void check_action(const Action& action) {
    const std::string key = "actions." + action.id;
    const auto states = names_of(procedure_.states);
    for (const std::string& state : action.from) {
      if (procedure_.find_state(state) == nullptr) unknown(key + ".from", state, states);
    }
    if (!action.to.empty() && procedure_.find_state(action.to) == nullptr) unknown(key + ".to", action.to, states);
    const bool has_term = action.starts.empty() || procedure_.find_term(action.starts) != nullptr;
    if (!has_term) unknown(key + ".starts", action.starts, names_of(procedure_.terms));
    check_person_and_day(action, key);
    check_section(action, key);
    check_scan(action, key + ".scan");
    check_effect(action, key + ".effect");
    check_ban(action, key);
    for (const std::string& need : action.needs) check_need(action, need, key + ".needs");
    check_judged(action, key + ".judged");
  }

  /// A case about an outlet: the status is one the act grants, and whoever opens the case holds it first.
  void check_concerned() {
    std::vector<std::string> granted;
    for (const Procedure& other : findings_.law().procedures) {
      if (other.act_id == procedure_.act_id && other.grants) granted.push_back(other.grants->status);
    }
    if (!procedure_.concerns.empty() && !base::contains(granted, procedure_.concerns)) unknown("concerns", procedure_.concerns, granted);
    const State* first = procedure_.find_state(procedure_.initial);
    const bool is_opener =
        first == nullptr || procedure_.opened_by == "applicant" || procedure_.opened_by == "system" || first->holder == procedure_.opened_by;
    const bool is_own = procedure_.opened_by == "applicant" || procedure_.opened_by == "system";
    if (procedure_.concerns_applicants && (is_own || procedure_.concerns.empty()))
      add("effect_without_means", "concerns_applicants", sentences::effect_without_means("concerns_applicants", is_own ? "opened_by" : "concerns"));
    if (!is_opener || (procedure_.opened_by != "applicant" && procedure_.concerns.empty()))
      add("opened_by_another", "opened_by", sentences::opened_by_another(procedure_.opened_by));
  }

  bool replaces_something() const {
    return form_ != nullptr && std::ranges::any_of(form_->sections, [](const Section& section) {
             return std::ranges::any_of(section.fields, [](const Field& field) { return !field.replaces.empty(); });
           });
  }

  /// What a section is asked for can be ticked, and what a field replaces is kept.
  void check_form() {
    for (const Section& section : form_ == nullptr ? std::vector<Section>{} : form_->sections) {
      if (!section.asked_for.empty() && form_->find_choices(section.asked_for).empty())
        findings_.add("unknown_reference", form_->file, "sections." + section.id + ".asked_for", sentences::unknown_reference(section.asked_for));
      for (const Field& field : section.fields) {
        if (field.replaces.empty() || base::contains(known_records(), field.replaces)) continue;
        findings_.add("unknown_reference", form_->file, "sections." + section.id + ".fields." + field.id + ".replaces",
                      sentences::meant(sentences::unknown_reference(field.replaces), find_nearest(field.replaces, known_records())));
      }
    }
  }

  void check_person_and_day(const Action& action, const std::string& key) {
    for (const std::string& earlier : action.not_by) {
      if (procedure_.find_action(earlier) == nullptr) unknown(key + ".not_by", earlier, names_of(procedure_.actions));
    }
    const bool has_day = action.starts_on.empty() || std::ranges::any_of(action.input, [&](const Field& field) {
                           return field.id == action.starts_on && field.type == "date" && field.required;
                         });
    if (!has_day) unknown(key + ".starts_on", action.starts_on, names_of(action.input));
  }

  void check_section(const Action& action, const std::string& key) {
    const Section* section = form_ != nullptr ? form_->find_section(action.form_section) : nullptr;
    if (section == nullptr && !action.form_section.empty())
      return unknown(key + ".form_section", action.form_section, form_ == nullptr ? std::vector<std::string>{} : names_of(form_->sections));
    if (action.ticks.empty() || (section != nullptr && section->find_tick(action.ticks) != nullptr)) return;
    std::vector<std::string> options;
    if (section != nullptr) {
      for (const Field& field : section->fields) std::ranges::copy(field.options | std::views::keys, std::back_inserter(options));
    }
    unknown(key + ".ticks", action.ticks, options);
  }

  void check_scan(const Action& action, const std::string& key) {
    if (action.scan.empty()) return;
    const Material* material = procedure_.find_material(action.scan);
    if (material == nullptr) return unknown(key, action.scan, names_of(procedure_.materials));
    if (!base::contains(action.parties, material->by)) add("scan_of_another", key, sentences::scan_of_another(material->label));
  }

  void check_effect(const Action& action, const std::string& key) {
    if (action.effect == "grant_status" && !procedure_.grants)
      add("effect_without_means", key, sentences::effect_without_means("grant_status", "grants"));
    if (action.effect == "open_notice" && action.starts.empty())
      add("effect_without_means", key, sentences::effect_without_means("open_notice", "starts"));
    if (action.effect == "end_status" && (procedure_.concerns.empty() || action.ends_as.empty()))
      add("effect_without_means", key, sentences::effect_without_means("end_status", procedure_.concerns.empty() ? "concerns" : "ends_as"));
    if (action.effect == "extend_status" && !procedure_.renewal)
      add("effect_without_means", key, sentences::effect_without_means("extend_status", "renewal"));
    if (action.effect == "record_change" && (procedure_.concerns.empty() || !replaces_something()))
      add("effect_without_means", key, sentences::effect_without_means("record_change", procedure_.concerns.empty() ? "concerns" : "replaces"));
    if (action.effect == "open_notice" && asks_for_something(action)) add("notice_asks", key, sentences::notice_asks());
  }

  static bool asks_for_something(const Action& action) {
    const bool has_field = std::ranges::any_of(action.input, [](const Field& field) { return field.required; });
    return has_field || !action.judged.empty() || !action.scan.empty();
  }

  /// What a ban brings with it: a word to the public while it lasts, and the end of what is under way, which can ask nobody for anything.
  void check_ban(const Action& action, const std::string& key) {
    if (action.publicised && !action.bans) add("effect_without_means", key + ".publicised", sentences::effect_without_means("publicised", "bans"));
    const bool is_free = action.parties.size() == 1 && action.needs.empty() && action.signs.empty() && !asks_for_something(action);
    if (action.on_ban != base::contains(action.parties, "system") || (action.on_ban && !is_free))
      add("ban_cannot_end_it", key + ".on_ban", sentences::ban_cannot_end_it());
  }

  void check_need(const Action& action, const std::string& need, const std::string& key) {
    if (!base::contains(known_needs(), need))
      return add("unknown_need", key, sentences::meant(sentences::unknown_need(need), find_nearest(need, known_needs())));
    const bool has_ending =
        std::any_of(procedure_.terms.begin(), procedure_.terms.end(), [&](const Term& term) { return term.enables == action.id; });
    const bool has_running = std::any_of(procedure_.actions.begin(), procedure_.actions.end(),
                                         [&](const Action& leading) { return !leading.starts.empty() && base::contains(action.from, leading.to); });
    if (need == "application_running" && !procedure_.concerns_applicants)
      return add("effect_without_means", key, sentences::effect_without_means(need, "concerns_applicants"));
    const bool is_missing = (is_over_need(need) && !has_ending) || (need == "supplement_term" && !has_running);
    if (is_missing) add("need_without_term", key, sentences::need_without_term(need));
  }

  void check_judged(const Action& action, const std::string& key) {
    for (const std::string& id : action.judged) {
      const Condition* condition = procedure_.find_condition(id);
      if (condition == nullptr) {
        unknown(key, id, names_of(procedure_.conditions));
      } else if (!base::contains(action.parties, condition->judge)) {
        add("judge_mismatch", key, sentences::judge_mismatch(condition->label));
      }
    }
    if (action.judged.empty() == base::contains(action.needs, "judged")) add("judge_mismatch", key, sentences::judged_without_need());
  }

  void check_condition(const Condition& condition) {
    const std::string key = "conditions." + condition.id;
    const bool is_asked = std::any_of(procedure_.actions.begin(), procedure_.actions.end(), [&](const Action& action) {
      return condition.check ? base::contains(action.needs, "conditions") : base::contains(action.judged, condition.id);
    });
    if (!is_asked) add("condition_unused", key, sentences::condition_unused());
    check_cure(condition.cure_at, key + ".cure_at");
  }

  /// Where a person can mend something: a record of the institution, a part of the form, a slot for a file.
  void check_cure(const std::string& place, const std::string& key) {
    static const std::vector<std::string> records{"organisation", "team", "service_items"};
    if (place.empty() || base::contains(records, place)) return;
    if (place.starts_with("materials.")) {
      if (procedure_.find_material(place.substr(10)) == nullptr) unknown(key, place.substr(10), names_of(procedure_.materials));
      return;
    }
    if (!place.starts_with("form."))
      return add("unknown_reference", key, sentences::meant(sentences::unknown_place(place), find_nearest(place, records)));
    const bool is_section = form_ != nullptr && form_->find_section(place.substr(5)) != nullptr;
    if (!is_section && find_form_field(form_, place) == nullptr) add("unknown_form_field", key, unknown_form_field(form_, place));
  }

  void check_published(const std::string& place, const std::vector<std::string>& paths) {
    for (const std::string& path : paths) {
      if (!path.starts_with("form.")) continue;
      const Field* field = find_form_field(form_, path);
      if (field == nullptr) {
        add("unknown_form_field", "publish." + place, unknown_form_field(form_, path));
      } else if (field->is_personal) {
        add("personal_published", "publish." + place, sentences::personal_published(path));
      }
    }
  }

  const Procedure& procedure_;
  const Form* form_;
  Findings& findings_;
};

}  // namespace

const Field* find_form_field(const Form* form, std::string_view path) {
  if (form == nullptr) return nullptr;
  for (const Section& section : form->sections) {
    for (const Field& field : section.fields) {
      if (path == "form." + section.id + "." + field.id) return &field;
    }
  }
  return nullptr;
}

Text unknown_form_field(const Form* form, const std::string& path) {
  std::vector<std::string> known;
  for (const Section& section : form == nullptr ? std::vector<Section>{} : form->sections) {
    known.push_back("form." + section.id);
    for (const Field& field : section.fields) known.push_back("form." + section.id + "." + field.id);
  }
  return sentences::meant(sentences::unknown_form_field(path), find_nearest(path, known));
}

void check_references(const Procedure& procedure, Findings& findings) { ReferenceCheck(procedure, findings).run(); }

}  // namespace zhidian::rules
