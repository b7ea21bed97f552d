#include "capabilities/regulations/self_assessment.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace zhidian::regulations {
namespace {

using base::ErrorCode;
using base::Value;
using rules::Check;
using rules::Outcome;
using rules::Procedure;

/// The procedures that grant a status: what an institution can apply for.
std::vector<const Procedure*> list_programmes(const rules::Library& library) {
  std::vector<const Procedure*> programmes;
  for (const Procedure& procedure : library.procedures) {
    if (procedure.grants && procedure.child_of.empty()) programmes.push_back(&procedure);
  }
  return programmes;
}

void visit_checks(const Check& check, const std::function<void(const Check&)>& visit) {
  if (!check.fact.empty()) visit(check);
  for (const Check& part : check.parts) visit_checks(part, visit);
}

void visit_checks(const Procedure& procedure, const std::function<void(const Check&)>& visit) {
  for (const rules::Condition& condition : procedure.conditions) {
    if (condition.check) visit_checks(*condition.check, visit);
  }
}

bool is_form_fact(std::string_view fact) { return fact.starts_with("form."); }

std::string question_id(const Procedure& procedure, const std::string& fact) { return is_form_fact(fact) ? procedure.act_id + "/" + fact : fact; }

const rules::Field* find_field(const rules::Library& library, const Procedure& procedure, std::string_view fact) {
  const rules::Form* form = library.find_form(procedure.act_id, procedure.form);
  if (!form) return nullptr;
  for (const rules::Section& section : form->sections) {
    for (const rules::Field& field : section.fields) {
      if (fact == "form." + section.id + "." + field.id) return &field;
    }
  }
  return nullptr;
}

/// How a form's field is asked here: a list by the number of its entries, a text by whether there is one.
std::string type_of_field(const rules::Field& field) {
  if (field.type == "list" || field.type == "integer") return "integer";
  if (field.type == "choice") return "text";
  if (field.type == "choices") return "texts";
  if (field.type == "date") return "date";
  return "boolean";
}

rules::Text label_of_option(const rules::Library& library, const std::string& option) {
  for (const Procedure* programme : list_programmes(library)) {
    if (programme->grants->status == option) return programme->grants->status_label;
  }
  return {option, option};
}

void add_option(Value& question, const std::string& id, const rules::Text& label) {
  Value::List options = question.at("options").as_list();
  if (std::ranges::any_of(options, [&](const Value& option) { return option.text_or("value") == id; })) return;
  options.push_back(Value::Map{{"value", id}, {"label", to_value(label)}});
  question.set("options", std::move(options));
}

Value begin_question(const rules::Library& library, const Procedure& procedure, const Check& check) {
  const rules::Fact* known = library.find_fact(check.fact);
  const rules::Field* field = known ? nullptr : find_field(library, procedure, check.fact);
  Value question(Value::Map{{"id", question_id(procedure, check.fact)},
                            {"fact", check.fact},
                            {"type", known   ? known->type
                                     : field ? type_of_field(*field)
                                             : std::string("boolean")},
                            {"label", to_value(known ? known->label : check.label)},
                            {"unit", to_value(known ? known->unit : check.unit)},
                            {"act_id", known ? Value() : Value(procedure.act_id)},
                            {"options", Value::List{}}});
  if (field) {
    for (const auto& [id, label] : field->options) add_option(question, id, label);
  }
  if (check.fact == "statuses") {
    for (const Procedure* programme : list_programmes(library)) add_option(question, programme->grants->status, programme->grants->status_label);
  }
  return question;
}

bool is_answer_of(const Value& value, const std::string& type) {
  if (value.is_null()) return true;
  if (type == "integer") return value.is_integer() && value.as_integer() >= 0;
  if (type == "boolean") return value.is_bool();
  if (type == "date") return value.is_text() && (value.as_text().empty() || base::parse_date(value.as_text()));
  if (type == "texts") return value.is_list() && std::ranges::all_of(value.as_list(), [](const Value& item) { return item.is_text(); });
  return value.is_text();
}

/// The answers as facts of one programme; what was not answered stays unknown.
rules::Facts facts_of(const Procedure& procedure, const Value::Map& answers) {
  rules::Facts facts;
  visit_checks(procedure, [&](const Check& check) {
    const auto answer = answers.find(question_id(procedure, check.fact));
    if (answer == answers.end() || answer->second.is_null()) return;
    const bool says_none = check.kind == Check::Kind::present && answer->second == Value(false);
    facts[check.fact] = says_none ? Value(Value::List{}) : answer->second;
  });
  return facts;
}

/// Programmes that grant a status this one asks for.
std::vector<const Procedure*> list_earlier(const rules::Library& library, const Procedure& procedure) {
  std::set<std::string> asked;
  visit_checks(procedure, [&](const Check& check) {
    if (check.fact != "statuses" || check.kind == Check::Kind::none_of) return;
    if (check.operand.is_text()) asked.insert(check.operand.as_text());
    if (!check.operand.is_list()) return;
    for (const Value& status : check.operand.as_list()) asked.insert(status.as_text());
  });
  std::vector<const Procedure*> earlier;
  for (const Procedure* programme : list_programmes(library)) {
    if (programme != &procedure && asked.contains(programme->grants->status)) earlier.push_back(programme);
  }
  return earlier;
}

/// The terms that must end before the status can be granted, begun on `start` one after the other: nobody can decide sooner.
base::Date earliest_grant(const Procedure& procedure, base::Date start, const rules::Calendar& calendar) {
  base::Date day = start;
  for (const rules::Action& action : procedure.actions) {
    if (action.effect != "grant_status") continue;
    for (const rules::Term& term : procedure.terms) {
      const auto due = term.enables == action.id ? rules::count_term(day, term.length, term.unit, term.last_day, calendar)
                                                 : base::Result<rules::Due>(base::refuse({}));
      if (due) day = due->last_day + std::chrono::days(1);
    }
  }
  return day;
}

const char* print_outcome(Outcome outcome) { return outcome == Outcome::met ? "met" : outcome == Outcome::not_met ? "not_met" : "not_evidenced"; }

Value finding_value(const Procedure& procedure, const rules::Finding& finding) {
  const rules::Condition& condition = *finding.condition;
  return Value::Map{{"id", condition.id},
                    {"label", to_value(condition.label)},
                    {"outcome", condition.check ? print_outcome(finding.outcome) : "judged"},
                    {"found", to_value(finding.found)},
                    {"cure", to_value(condition.cure)},
                    {"cured_by", condition.check ? "applicant" : condition.judge},
                    {"blocks", condition.blocks},
                    {"cites", cites_value(procedure.act_id, condition.cites)}};
}

Outcome outcome_of(const std::vector<rules::Finding>& findings) {
  Outcome outcome = Outcome::met;
  for (const rules::Finding& finding : findings) {
    if (!finding.condition->check || !rules::is_blocking(finding)) continue;
    if (finding.outcome == Outcome::not_met) return Outcome::not_met;
    outcome = Outcome::not_evidenced;
  }
  return outcome;
}

}  // namespace

Value::List list_questions(const rules::Library& library) {
  std::vector<Value> questions;
  for (const Procedure* programme : list_programmes(library)) {
    visit_checks(*programme, [&](const Check& check) {
      const std::string id = question_id(*programme, check.fact);
      auto question = std::ranges::find_if(questions, [&](const Value& each) { return each.text_or("id") == id; });
      if (question == questions.end()) question = questions.insert(question, begin_question(library, *programme, check));
      const std::string type = question->text_or("type");
      if ((type != "text" && type != "texts") || find_field(library, *programme, check.fact)) return;
      if (check.operand.is_text()) add_option(*question, check.operand.as_text(), label_of_option(library, check.operand.as_text()));
      if (!check.operand.is_list()) return;
      for (const Value& option : check.operand.as_list()) add_option(*question, option.as_text(), label_of_option(library, option.as_text()));
    });
  }
  return {questions.begin(), questions.end()};
}

base::Result<Value::Map> read_assessment_answers(const rules::Library& library, std::string_view json) {
  const auto given = base::parse_json(json.empty() ? "{}" : json);
  if (!given || !given->is_map()) return base::refuse(ErrorCode::invalid, "regulations.bad_assessment_answer", {{"question", "answers"}});
  const Value::List questions = list_questions(library);
  for (const auto& [id, value] : given->as_map()) {
    const auto question = std::ranges::find_if(questions, [&](const Value& each) { return each.text_or("id") == id; });
    if (question == questions.end()) return base::refuse(ErrorCode::invalid, "regulations.unknown_question", {{"question", id}});
    if (!is_answer_of(value, question->text_or("type"))) {
      return base::refuse(ErrorCode::invalid, "regulations.bad_assessment_answer", {{"question", question->at("label").text_or("zh")}});
    }
  }
  return given->as_map();
}

Value::List assess(const Registry& registry, const Value::Map& answers, base::Date today, const rules::WithinTest& is_within) {
  const rules::Library& library = registry.law;
  const auto held = answers.find("statuses");
  const auto holds = [&](const Procedure& programme) {
    return held != answers.end() && held->second.is_list() &&
           std::ranges::find(held->second.as_list(), Value(programme.grants->status)) != held->second.as_list().end();
  };
  std::map<const Procedure*, base::Date> reached;
  std::vector<const Procedure*> waiting = list_programmes(library);
  Value::List items;
  while (!waiting.empty()) {
    const auto is_ready = [&](const Procedure* programme) {
      return std::ranges::all_of(list_earlier(library, *programme), [&](const Procedure* earlier) { return reached.contains(earlier); });
    };
    auto next = std::ranges::find_if(waiting, is_ready);
    if (next == waiting.end()) next = waiting.begin();  // acts that ask for each other: the order of the files
    const Procedure& programme = **next;
    waiting.erase(next);

    base::Date start = today;
    Value::List after;
    for (const Procedure* earlier : list_earlier(library, programme)) {
      if (holds(*earlier)) continue;
      after.push_back(Value::Map{{"act_id", earlier->act_id}, {"status_label", to_value(earlier->grants->status_label)}});
      if (reached.contains(earlier)) start = std::max(start, reached.at(earlier));
    }
    reached[&programme] = holds(programme) ? today : earliest_grant(programme, start, registry.calendar);
    const auto findings = rules::check_conditions(programme, facts_of(programme, answers), today, is_within);
    Value::List list;
    for (const rules::Finding& finding : findings) list.push_back(finding_value(programme, finding));
    const rules::Act* act = library.find_act(programme.act_id);
    const rules::Body* body = programme.find_body("filing_body");
    items.push_back(Value::Map{{"act_id", programme.act_id},
                               {"procedure_id", programme.id},
                               {"act_title", to_value(act ? act->title : rules::Text{})},
                               {"label", to_value(programme.label)},
                               {"status_label", to_value(programme.grants->status_label)},
                               {"level", body ? body->level : ""},
                               {"outcome", print_outcome(outcome_of(findings))},
                               {"is_held", holds(programme)},
                               {"after", std::move(after)},
                               {"needs_window", programme.window.has_value()},
                               {"earliest", base::print_date(reached.at(&programme))},
                               {"findings", std::move(list)}});
  }
  return items;
}

}  // namespace zhidian::regulations
