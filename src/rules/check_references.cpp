#include <algorithm>

#include "rules/check.hpp"
#include "rules/sentences.hpp"

namespace zhidian::rules {

namespace {

bool contains(const std::vector<std::string>& list, std::string_view item) { return std::find(list.begin(), list.end(), item) != list.end(); }

bool is_over_need(std::string_view need) { return need == "notice_over" || need == "supplement_over" || need == "defence_over"; }

class ReferenceCheck {
 public:
  ReferenceCheck(const Procedure& procedure, Findings& findings)
      : procedure_(procedure), form_(findings.library().find_form(procedure.act_id, procedure.form)), findings_(findings) {}

  void run() {
    if (!procedure_.form.empty() && form_ == nullptr) unknown("form", procedure_.form);
    if (procedure_.find_state(procedure_.initial) == nullptr) unknown("initial", procedure_.initial);
    const bool has_parent = procedure_.child_of.empty() || findings_.library().find_procedure(procedure_.act_id, procedure_.child_of) != nullptr;
    if (!has_parent) unknown("child_of", procedure_.child_of);
    for (const Action& action : procedure_.actions) check_action(action);
    for (const Condition& condition : procedure_.conditions) check_condition(condition);
    for (const Term& term : procedure_.terms) {
      if (!term.enables.empty() && procedure_.find_action(term.enables) == nullptr) unknown("terms." + term.id + ".enables", term.enables);
    }
    for (const auto& [place, paths] : procedure_.publish) check_published(place, paths);
  }

 private:
  void add(std::string check, std::string key, Text message) { findings_.add(std::move(check), procedure_.file, std::move(key), std::move(message)); }
  void unknown(std::string key, const std::string& name) { add("unknown_reference", std::move(key), sentences::unknown_reference(name)); }

  void check_action(const Action& action) {
    const std::string key = "actions." + action.id;
    for (const std::string& state : action.from) {
      if (procedure_.find_state(state) == nullptr) unknown(key + ".from", state);
    }
    if (!action.to.empty() && procedure_.find_state(action.to) == nullptr) unknown(key + ".to", action.to);
    if (!action.scan.empty() && procedure_.find_material(action.scan) == nullptr) unknown(key + ".scan", action.scan);
    if (!action.starts.empty() && procedure_.find_term(action.starts) == nullptr) unknown(key + ".starts", action.starts);
    const bool has_section = action.form_section.empty() || (form_ != nullptr && form_->find_section(action.form_section) != nullptr);
    if (!has_section) unknown(key + ".form_section", action.form_section);
    for (const std::string& need : action.needs) check_need(action, need, key + ".needs");
    check_judged(action, key + ".judged");
  }

  void check_need(const Action& action, const std::string& need, const std::string& key) {
    if (!contains(known_needs(), need)) return add("unknown_need", key, sentences::unknown_need(need));
    const bool has_ending =
        std::any_of(procedure_.terms.begin(), procedure_.terms.end(), [&](const Term& term) { return term.enables == action.id; });
    const bool has_running = std::any_of(procedure_.actions.begin(), procedure_.actions.end(),
                                         [&](const Action& leading) { return !leading.starts.empty() && contains(action.from, leading.to); });
    const bool is_missing = (is_over_need(need) && !has_ending) || (need == "supplement_term" && !has_running);
    if (is_missing) add("need_without_term", key, sentences::need_without_term(need));
  }

  void check_judged(const Action& action, const std::string& key) {
    for (const std::string& id : action.judged) {
      const Condition* condition = procedure_.find_condition(id);
      if (condition == nullptr) {
        unknown(key, id);
      } else if (!contains(action.parties, condition->judge)) {
        add("judge_mismatch", key, sentences::judge_mismatch(condition->label));
      }
    }
    if (action.judged.empty() == contains(action.needs, "judged")) add("judge_mismatch", key, sentences::judged_without_need());
  }

  void check_condition(const Condition& condition) {
    const std::string key = "conditions." + condition.id;
    const bool is_asked = std::any_of(procedure_.actions.begin(), procedure_.actions.end(), [&](const Action& action) {
      return condition.check ? contains(action.needs, "conditions") : contains(action.judged, condition.id);
    });
    if (!is_asked) add("condition_unused", key, sentences::condition_unused());
    const std::string& place = condition.cure_at;
    if (place.starts_with("materials.") && procedure_.find_material(place.substr(10)) == nullptr) unknown(key + ".cure_at", place);
    if (!place.starts_with("form.")) return;
    const bool is_section = form_ != nullptr && form_->find_section(place.substr(5)) != nullptr;
    if (!is_section && find_form_field(form_, place) == nullptr) add("unknown_form_field", key + ".cure_at", sentences::unknown_form_field(place));
  }

  void check_published(const std::string& place, const std::vector<std::string>& paths) {
    for (const std::string& path : paths) {
      if (!path.starts_with("form.")) continue;
      const Field* field = find_form_field(form_, path);
      if (field == nullptr) {
        add("unknown_form_field", "publish." + place, sentences::unknown_form_field(path));
      } else if (field->is_personal) {
        add("personal_published", "publish." + place, sentences::personal_published(path));
      }
    }
  }

  const Procedure& procedure_;
  const Form* form_;
  Findings& findings_;
};

class FactCheck {
 public:
  FactCheck(const Procedure& procedure, Findings& findings)
      : procedure_(procedure), form_(findings.library().find_form(procedure.act_id, procedure.form)), findings_(findings) {}

  void check(const Check& check, const std::string& key) {
    for (const Check& part : check.parts) this->check(part, key);
    if (check.fact.empty()) return;
    if (check.fact.starts_with("form.")) {
      const Field* field = find_form_field(form_, check.fact);
      if (field == nullptr) return add("unknown_form_field", key, sentences::unknown_form_field(check.fact));
      return check_type(check, field_type(*field), key);
    }
    const Fact* fact = findings_.library().find_fact(check.fact);
    if (fact == nullptr) return add("unknown_fact", key, sentences::unknown_fact(check.fact));
    check_type(check, fact->type, key);
  }

 private:
  void add(std::string check, const std::string& key, Text message) { findings_.add(std::move(check), procedure_.file, key, std::move(message)); }

  static std::string field_type(const Field& field) {
    if (field.type == "list" || field.type == "choices") return "texts";
    if (field.type == "integer" || field.type == "date" || field.type == "boolean") return field.type;
    return "text";
  }

  static bool fits(const Check& check, std::string_view type) {
    switch (check.kind) {
      case Check::Kind::within: return type == "division";
      case Check::Kind::at_least:
      case Check::Kind::at_most: return type == "integer" || type == "texts";
      case Check::Kind::passed: return type == "date";
      case Check::Kind::one_of:
      case Check::Kind::none_of: return type == "text" || type == "texts" || type == "division";
      case Check::Kind::equals:
        return check.operand.is_bool() ? type == "boolean" : check.operand.is_integer() ? type == "integer" : type == "text" || type == "division";
      case Check::Kind::present:
      case Check::Kind::all:
      case Check::Kind::any:
      case Check::Kind::negation: break;
    }
    return true;
  }

  void check_type(const Check& check, std::string_view type, const std::string& key) {
    if (!fits(check, type)) add("fact_type", key, sentences::fact_type(check.fact, std::string(type)));
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

void check_references(const Procedure& procedure, Findings& findings) { ReferenceCheck(procedure, findings).run(); }

void check_facts(const Procedure& procedure, Findings& findings) {
  FactCheck checker(procedure, findings);
  for (const Condition& condition : procedure.conditions) {
    if (condition.check) checker.check(*condition.check, "conditions." + condition.id);
  }
  for (const Body& body : procedure.bodies) {
    const Fact* fact = findings.library().find_fact(body.at);
    const std::string key = "bodies." + body.party;
    if (!body.at.empty() && fact == nullptr) findings.add("unknown_fact", procedure.file, key, sentences::unknown_fact(body.at));
    if (fact != nullptr && fact->type != "division") findings.add("fact_type", procedure.file, key, sentences::fact_type(body.at, fact->type));
  }
}

}  // namespace zhidian::rules
