#include "capabilities/regulations/regulations_http.hpp"

#include "capabilities/regulations/regulations_store.hpp"
#include "capabilities/regulations/self_assessment.hpp"

namespace zhidian::regulations {
namespace {

using base::ErrorCode;
using base::Value;

Value warnings_of(const rules::Act& act) {
  Value::List warnings;
  for (const rules::Text& warning : act.warnings) warnings.push_back(to_value(warning));
  return warnings;
}

Value summary_value(const rules::Act& act) {
  return Value::Map{{"id", act.id},
                    {"version", act.version},
                    {"title", to_value(act.title)},
                    {"issuer", to_value(act.issuer)},
                    {"number", act.number},
                    {"jurisdiction", act.jurisdiction},
                    {"in_force_from", base::date_value(act.in_force_from)},
                    {"in_force_to", base::date_value(act.in_force_to)},
                    {"warnings", warnings_of(act)},
                    {"hash", act.hash}};
}

/// What an institution must know before it begins: whose status, in a batch or at any time, and who recommends.
Value programme_value(const rules::Act& act, const rules::Procedure& procedure, bool covers) {
  const rules::Body* filing_body = procedure.find_body("filing_body");
  const rules::Body* recommender = procedure.find_body("recommender");
  return Value::Map{{"act_id", act.id},
                    {"act_title", to_value(act.title)},
                    {"procedure_id", procedure.id},
                    {"label", to_value(procedure.label)},
                    {"status_label", to_value(procedure.grants->status_label)},
                    {"level", filing_body ? filing_body->level : ""},
                    {"needs_window", procedure.window.has_value()},
                    {"recommender_level", recommender ? recommender->level : ""},
                    {"is_recommender_chosen", recommender && recommender->at.empty()},
                    {"covers", covers},
                    {"warnings", warnings_of(act)},
                    {"cites", cites_value(act.id, procedure.grants->cites)}};
}

/// The details of a term question, all findings at once.
struct TermQuestion {
  base::Date start;
  std::string length, unit, last_day;
};

base::Result<TermQuestion> read_question(const http::Call& call) {
  base::Error error{ErrorCode::invalid, "regulations.bad_term_question", {}, {}, {}};
  const auto refuse_field = [&](std::string field, std::string id) {
    error.details.push_back({std::move(field), "", std::move(id), {}, {}, {}, {}, {}, {}});
  };
  const auto start = base::parse_date(call.query_at("start"));
  if (!start) refuse_field("start", "regulations.bad_date");
  TermQuestion question{start.value_or(base::Date{}), call.query_at("length"), call.query_at("unit"), call.query_at("last_day")};
  if (question.length.empty()) refuse_field("length", "regulations.length_missing");
  if (question.unit.empty()) refuse_field("unit", "regulations.unit_missing");
  if (question.last_day.empty()) question.last_day = "as_is";
  if (question.last_day != "as_is" && question.last_day != "next_working_day") refuse_field("last_day", "regulations.bad_last_day");
  if (!error.details.empty()) return base::refuse(std::move(error));
  return question;
}

}  // namespace

base::Result<http::Response> Handlers::list_regulations(http::Call&) {
  Value::List items;
  for (const rules::Act& act : registry_->law.acts) items.push_back(summary_value(act));
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<http::Response> Handlers::list_programmes(http::Call& call) {
  const std::string division = call.query_at("division");
  Value::List items;
  for (const rules::Procedure& procedure : registry_->law.procedures) {
    const rules::Act* act = registry_->law.find_act(procedure.act_id);
    if (!act || !procedure.grants || !procedure.child_of.empty()) continue;
    items.push_back(programme_value(*act, procedure, division.empty() || is_within_division(call.db(), division, act->jurisdiction)));
  }
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<http::Response> Handlers::get_regulation(http::Call& call) {
  const rules::Act* act = registry_->law.find_act(call.path_at("act_id"));
  if (!act) return base::refuse(ErrorCode::not_found, "regulations.act_not_found");
  Value::List articles, procedures;
  for (const rules::Article& article : act->articles) articles.push_back(article_value(call.db(), registry_->law, *act, article));
  for (const rules::Procedure& procedure : registry_->law.procedures) {
    if (procedure.act_id == act->id) procedures.push_back(Value::Map{{"id", procedure.id}, {"label", to_value(procedure.label)}});
  }
  Value body = summary_value(*act);
  body.set("articles", std::move(articles));
  body.set("procedures", std::move(procedures));
  return http::ok(std::move(body));
}

base::Result<http::Response> Handlers::get_article(http::Call& call) {
  const rules::Act* act = registry_->law.find_act(call.path_at("act_id"));
  if (!act) return base::refuse(ErrorCode::not_found, "regulations.act_not_found");
  const rules::Article* article = act->find_article(call.path_at("article_id"));
  if (!article) return base::refuse(ErrorCode::not_found, "regulations.article_not_found");
  return http::ok(article_value(call.db(), registry_->law, *act, *article));
}

base::Result<http::Response> Handlers::get_procedure(http::Call& call) {
  const rules::Procedure* procedure = registry_->law.find_procedure(call.path_at("act_id"), call.path_at("procedure_id"));
  if (!procedure) return base::refuse(ErrorCode::not_found, "regulations.procedure_not_found");
  Value body = to_value(*procedure, registry_->law.find_form(procedure->act_id, procedure->form));
  if (const rules::Act* act = registry_->law.find_act(procedure->act_id)) body.set("warnings", warnings_of(*act));
  return http::ok(std::move(body));
}

base::Result<http::Response> Handlers::explain_term(http::Call& call) {
  const auto question = read_question(call);
  if (!question) return base::refuse(question.error());
  const auto due = rules::count_term(question->start, question->length, question->unit, question->last_day, registry_->calendar);
  if (!due) return base::refuse(due.error());
  return http::ok(to_value(*due, question->start, registry_->calendar.version()));
}

base::Result<http::Response> Handlers::get_assessment_questions(http::Call&) {
  return http::ok(Value::Map{{"items", list_questions(registry_->law)}});
}

base::Result<http::Response> Handlers::assess_programmes(http::Call& call) {
  const Registry& registry = *registry_;
  const auto answers = read_assessment_answers(registry.law, call.query_at("answers"));
  if (!answers) return base::refuse(answers.error());
  const auto is_within = [&](std::string_view division, std::string_view ancestor) { return is_within_division(call.db(), division, ancestor); };
  return http::ok(Value::Map{{"on", base::print_date(call.today())}, {"items", assess(registry, *answers, call.today(), is_within)}});
}

}  // namespace zhidian::regulations
