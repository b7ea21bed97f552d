#include "capabilities/rulemaking/rulemaking_http.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "capabilities/cases/cases_call.hpp"

namespace zhidian::rulemaking {
namespace {

using base::ErrorCode;
using base::Value;
using http::Response;

constexpr std::size_t longest_id = 100, longest_path = 300, longest_file = 400000;

Editor editor_of(const http::Call& call) { return {call.account_id(), call.arrived_business}; }

base::Result<Draft> find_named(storage::Connection& connection, const http::Call& call) {
  auto draft = find_draft(connection, call.path_at("draft_id"));
  if (!draft) return base::refuse(ErrorCode::not_found, "rulemaking.not_found");
  return std::move(*draft);
}

Value summary_value(const Draft& draft, const http::Call& call) {
  const bool is_editor = std::ranges::find(draft.editors, call.account_id()) != draft.editors.end();
  return Value::Map{{"id", draft.id},
                    {"act_id", draft.act_id},
                    {"title", draft.title},
                    {"state", draft.state},
                    {"base_version", draft.base_version},
                    {"version", draft.version},
                    {"created_at", draft.created_at},
                    {"updated_at", draft.updated_at},
                    {"may_activate", draft.state == "proposed" && !is_editor}};
}

Value problem_value(const rules::Problem& problem) {
  Value::List path;
  for (const std::string& step : problem.path) path.emplace_back(step);
  return Value::Map{{"check", problem.check},
                    {"file", problem.file},
                    {"line", problem.line},
                    {"key", problem.key},
                    {"message", regulations::to_value(problem.message)},
                    {"path", std::move(path)}};
}

/// The procedures of the draft for the state diagrams; none while a file cannot be read.
Value procedures_of(const Draft& draft) {
  const rules::Loaded loaded = rules::load_library(draft.files);
  Value::List list;
  if (!loaded.problems.empty()) return list;
  for (const rules::Procedure& procedure : loaded.law.procedures) {
    if (procedure.act_id == draft.act_id) list.push_back(regulations::to_value(procedure, loaded.law.find_form(draft.act_id, procedure.form)));
  }
  return list;
}

std::string_view name_of(rules::Difference::Kind kind) {
  switch (kind) {
    case rules::Difference::Kind::added: return "added";
    case rules::Difference::Kind::removed: return "removed";
    case rules::Difference::Kind::changed: break;
  }
  return "changed";
}

}  // namespace

Response Handlers::answer(const Draft& draft, const http::Call& call) const {
  Value value = summary_value(draft, call);
  Value::List files, problems, scenarios, untested;
  for (const rules::SourceFile& file : draft.files) files.push_back(Value::Map{{"path", file.path}, {"text", file.text}});
  const Report report = service_.report(draft);
  for (const rules::Problem& problem : report.problems) problems.push_back(problem_value(problem));
  for (const rules::ScenarioResult& result : report.scenarios) {
    scenarios.push_back(Value::Map{{"file", result.file}, {"name", result.name}, {"passed", result.passed}, {"difference", result.difference}});
  }
  value.set("files", std::move(files));
  value.set("problems", std::move(problems));
  for (const rules::UntestedArticle& article : report.untested_articles) {
    untested.push_back(Value::Map{
        {"article_id", article.article_id}, {"is_passing_shown", article.is_passing_shown}, {"is_refusal_shown", article.is_refusal_shown}});
  }
  value.set("scenarios", std::move(scenarios));
  value.set("untested_articles", std::move(untested));
  value.set("procedures", procedures_of(draft));
  Response response = http::ok(std::move(value));
  response.etag = fmt::format("v{}", draft.version);
  return response;
}

base::Result<Response> Handlers::list_act_drafts(http::Call& call) {
  Value::List items;
  for (const Draft& draft : list_drafts(call.db())) items.push_back(summary_value(draft, call));
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<Response> Handlers::begin_act_draft(http::Call& call) {
  http::BodyReader body(call.body);
  const std::string act_id = body.required_text("act_id", longest_id);
  if (auto good = body.finish(); !good) return base::refuse(std::move(good.error()));
  const auto draft = service_.begin(call.db(), act_id, editor_of(call));
  if (!draft) return base::refuse(draft.error());
  Response response = answer(*draft, call);
  response.status = 201;
  response.headers["Location"] = "/api/act-drafts/" + draft->id;
  return response;
}

base::Result<Response> Handlers::get_act_draft(http::Call& call) {
  const auto draft = find_named(call.db(), call);
  if (!draft) return base::refuse(draft.error());
  return answer(*draft, call);
}

base::Result<Response> Handlers::withdraw_act_draft(http::Call& call) {
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  const auto draft = find_named(call.db(), call);
  if (!draft) return base::refuse(draft.error());
  if (const auto done = service_.withdraw(call.db(), *draft, *version, editor_of(call)); !done) return base::refuse(done.error());
  return http::no_content();
}

base::Result<Response> Handlers::save_act_file(http::Call& call) {
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  http::BodyReader body(call.body);
  const std::string path = body.required_text("path", longest_path), text = body.required_text("text", longest_file);
  if (auto good = body.finish(); !good) return base::refuse(std::move(good.error()));
  const auto draft = find_named(call.db(), call);
  if (!draft) return base::refuse(draft.error());
  const auto saved = service_.save_file(call.db(), *draft, *version, path, text, editor_of(call));
  if (!saved) return base::refuse(saved.error());
  return answer(*saved, call);
}

base::Result<Response> Handlers::list_act_differences(http::Call& call) {
  const auto draft = find_named(call.db(), call);
  if (!draft) return base::refuse(draft.error());
  const auto differences = service_.list_differences(call.db(), *draft);
  if (!differences) return base::refuse(differences.error());
  Value::List items;
  for (const rules::Difference& difference : *differences) {
    items.push_back(Value::Map{{"kind", name_of(difference.kind)},
                               {"file", difference.file},
                               {"at", difference.at},
                               {"before", difference.before},
                               {"after", difference.after},
                               {"cites", regulations::cites_value(draft->act_id, difference.cites)}});
  }
  const rules::Loaded loaded = rules::load_library(draft->files);
  const rules::Act* act = loaded.law.find_act(draft->act_id);
  return http::ok(Value::Map{{"items", std::move(items)}, {"transition", act != nullptr ? transition_of(*act, *differences) : "keep_old"}});
}

base::Result<Response> Handlers::simulate_act_draft(http::Call& call) {
  const auto draft = find_named(call.db(), call);
  if (!draft) return base::refuse(draft.error());
  const std::string as_of = call.query_at("as_of");
  const auto day = as_of.empty() ? std::optional(call.today()) : base::parse_date(as_of);
  if (!day) return base::refuse(ErrorCode::malformed, "regulations.bad_date");
  const auto simulation = service_.simulate(call.db(), *draft, *day);
  if (!simulation) return base::refuse(simulation.error());
  Value value = to_value(*simulation);
  for (Value& tally : value.as_map()["by_division"].as_list()) tally.set("division_name", divisions_.full_name(tally.text_or("division_code")));
  return http::ok(std::move(value));
}

base::Result<Response> Handlers::propose_act_draft(http::Call& call) {
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  const auto draft = find_named(call.db(), call);
  if (!draft) return base::refuse(draft.error());
  const auto proposed = service_.propose(call.db(), *draft, *version, editor_of(call));
  if (!proposed) return base::refuse(proposed.error());
  return answer(*proposed, call);
}

base::Result<Response> Handlers::activate_act_draft(http::Call& call) {
  const auto version = cases::expected_version(call);
  if (!version) return base::refuse(version.error());
  const auto transaction = database_.write();
  const auto draft = find_named(transaction->connection(), call);
  if (!draft) return base::refuse(draft.error());
  const auto activation = service_.activate(transaction->connection(), *draft, *version, editor_of(call));
  if (!activation) return base::refuse(activation.error());
  transaction->commit();
  regulations::refresh(registry_, database_);
  Value::List moved, kept;
  for (const std::string& number : activation->moved_cases) moved.emplace_back(number);
  for (const std::string& number : activation->kept_cases) kept.emplace_back(number);
  return http::ok(Value::Map{{"act_version", activation->act_version}, {"moved_cases", std::move(moved)}, {"kept_cases", std::move(kept)}});
}

}  // namespace zhidian::rulemaking
