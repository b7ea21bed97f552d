#include "rules/check.hpp"
#include "rules/sentences.hpp"
#include "rules/spelling.hpp"

namespace zhidian::rules {

namespace {

class FactCheck {
 public:
  FactCheck(const Procedure& procedure, Findings& findings)
      : procedure_(procedure), form_(findings.law().find_form(procedure.act_id, procedure.form)), findings_(findings) {}

  void check(const Check& check, const std::string& key) {
    for (const Check& part : check.parts) this->check(part, key);
    if (check.fact.empty()) return;
    if (check.fact.starts_with("form.")) {
      const Field* field = find_form_field(form_, check.fact);
      if (field == nullptr) return add("unknown_form_field", key, unknown_form_field(form_, check.fact));
      return check_type(check, field_type(*field), key);
    }
    const Fact* fact = findings_.law().find_fact(check.fact);
    const auto known = names_of(findings_.law().vocabulary);
    if (fact == nullptr) return add("unknown_fact", key, sentences::meant(sentences::unknown_fact(check.fact), find_nearest(check.fact, known)));
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

void check_facts(const Procedure& procedure, Findings& findings) {
  FactCheck checker(procedure, findings);
  for (const Condition& condition : procedure.conditions) {
    if (condition.check) checker.check(*condition.check, "conditions." + condition.id);
  }
  for (const Body& body : procedure.bodies) {
    const Fact* fact = findings.law().find_fact(body.at);
    const std::string key = "bodies." + body.party;
    if (!body.at.empty() && fact == nullptr) {
      const std::string nearest = find_nearest(body.at, names_of(findings.law().vocabulary));
      findings.add("unknown_fact", procedure.file, key, sentences::meant(sentences::unknown_fact(body.at), nearest));
    }
    if (fact != nullptr && fact->type != "division") findings.add("fact_type", procedure.file, key, sentences::fact_type(body.at, fact->type));
  }
}

}  // namespace zhidian::rules
