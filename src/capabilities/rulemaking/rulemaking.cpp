#include "capabilities/rulemaking/rulemaking.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/id.hpp"
#include "capabilities/rulemaking/rulemaking_store.hpp"

namespace zhidian::rulemaking {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::size_t problems_told = 20;

std::string act_file_of(const Draft& draft) {
  for (const rules::SourceFile& file : draft.files) {
    if (file.path.ends_with(draft.act_id + "/act.yaml")) return file.path;
  }
  return {};
}

/// `version: 3` at the beginning of a line becomes the given number.
void set_version(std::string& text, std::int64_t version) {
  std::size_t at = text.starts_with("version:") ? 0 : text.find("\nversion:");
  if (at == std::string::npos) return;
  if (text[at] == '\n') ++at;
  const std::size_t end = std::min(text.find('\n', at), text.size());
  text.replace(at, end - at, fmt::format("version: {}", version));
}

base::Error problems_error(const std::vector<rules::Problem>& problems) {
  base::Error error{ErrorCode::not_allowed, "rulemaking.has_problems", {{"number", std::to_string(problems.size())}}, {}, {}};
  for (const rules::Problem& problem : problems) {
    if (error.details.size() == problems_told) break;
    base::ErrorDetail detail;
    detail.field = fmt::format("{}:{}{}{}", problem.file, problem.line, problem.key.empty() ? "" : " ", problem.key);
    detail.condition = problem.check;
    detail.message_zh = problem.message.zh;
    detail.message_en = problem.message.en;
    error.details.push_back(std::move(detail));
  }
  return error;
}

void add_editor(Draft& draft, const std::string& account_id) {
  if (std::ranges::find(draft.editors, account_id) == draft.editors.end()) draft.editors.push_back(account_id);
}

Value summary_of(const Simulation& simulation) {
  std::int64_t lose = 0, gain = 0, stranded = 0;
  for (const OrganisationEffect& effect : simulation.organisation_effects) {
    if (effect.passed_before && !effect.passes_after) ++lose;
    if (!effect.passed_before && effect.passes_after) ++gain;
  }
  for (const CaseEffect& effect : simulation.case_effects) stranded += effect.is_stranded ? 1 : 0;
  return Value::Map{{"organisations_looked_at", simulation.organisations}, {"cases_looked_at", simulation.cases}, {"lose", lose}, {"gain", gain},
                    {"cases_changed", simulation.case_effects.size()},     {"cases_stranded", stranded}};
}

}  // namespace

bool Report::is_clean() const { return problems.empty() && !scenarios.empty() && std::ranges::all_of(scenarios, &rules::ScenarioResult::passed); }

std::string transition_of(const rules::Act& act, const std::vector<rules::Difference>& differences) {
  std::set<std::string> rules_named;
  for (const rules::Difference& difference : differences) {
    for (const std::string& cite : difference.cites) {
      const rules::Article* article = act.find_article(cite);
      rules_named.insert(article != nullptr && !article->transition.empty() ? article->transition : act.transition);
    }
  }
  for (const char* rule : {"keep_old", "most_favourable", "new_from_next_step"}) {
    if (rules_named.contains(rule)) return rule;
  }
  return act.transition;
}

base::Result<Draft> Service::begin(storage::Connection& connection, std::string_view act_id, const Editor& editor) {
  auto files = regulations::list_version_files(connection, act_id, 0);
  if (!files) return base::refuse(std::move(files.error()));
  const rules::Act* act = registry_->find_act(act_id, 0);
  if (act == nullptr) return base::refuse(ErrorCode::not_found, "regulations.act_not_found");
  Draft draft;
  draft.id = base::make_id(editor.at, random_);
  draft.act_id = act_id;
  draft.title = act->title.zh;
  draft.state = "editing";
  draft.base_version = act->version;
  draft.files = std::move(*files);
  draft.editors = {editor.account_id};
  draft.created_at = draft.updated_at = base::print_instant(editor.at);
  for (rules::SourceFile& file : draft.files) {
    if (file.path == act_file_of(draft)) set_version(file.text, act->version + 1);
  }
  insert_draft(connection, draft, editor.at);
  audit::append(connection,
                {"act_draft",
                 draft.id,
                 1,
                 "begin",
                 "account",
                 editor.account_id,
                 base::civil_date(editor.at),
                 editor.at,
                 regulations::version_name(act_id, act->version),
                 "",
                 Value::Map{{"act_id", act_id}, {"base_version", act->version}},
                 {}},
                random_);
  return draft;
}

base::Result<Draft> Service::update(storage::Connection& connection, Draft draft, std::int64_t expected_version, std::string action, Value content,
                                    const Editor& editor) {
  if (draft.version != expected_version || !update_draft(connection, draft, expected_version, editor.at)) {
    return base::refuse(ErrorCode::stale, "rulemaking.stale");
  }
  draft.version = expected_version + 1;
  draft.updated_at = base::print_instant(editor.at);
  audit::append(connection,
                {"act_draft",
                 draft.id,
                 draft.version,
                 std::move(action),
                 "account",
                 editor.account_id,
                 base::civil_date(editor.at),
                 editor.at,
                 regulations::version_name(draft.act_id, draft.base_version),
                 "",
                 std::move(content),
                 {}},
                random_);
  return draft;
}

base::Result<Draft> Service::save_file(storage::Connection& connection, const Draft& draft, std::int64_t expected_version, std::string_view path,
                                       const std::string& text, const Editor& editor) {
  if (draft.state != "editing" && draft.state != "proposed") return base::refuse(ErrorCode::not_allowed, "rulemaking.not_editable");
  Draft changed = draft;
  const auto file = std::ranges::find(changed.files, path, &rules::SourceFile::path);
  if (file == changed.files.end()) return base::refuse(ErrorCode::not_found, "rulemaking.unknown_file");
  file->text = text;
  changed.state = "editing";
  add_editor(changed, editor.account_id);
  return update(connection, std::move(changed), expected_version, "save_file", Value::Map{{"path", path}, {"sha256", base::sha256_hex(text)}},
                editor);
}

base::Result<Draft> Service::withdraw(storage::Connection& connection, const Draft& draft, std::int64_t expected_version, const Editor& editor) {
  if (draft.state != "editing" && draft.state != "proposed") return base::refuse(ErrorCode::not_allowed, "rulemaking.not_editable");
  Draft changed = draft;
  changed.state = "withdrawn";
  return update(connection, std::move(changed), expected_version, "withdraw", {}, editor);
}

base::Result<Draft> Service::propose(storage::Connection& connection, const Draft& draft, std::int64_t expected_version, const Editor& editor) {
  if (draft.state != "editing") return base::refuse(ErrorCode::not_allowed, "rulemaking.not_editable");
  const Report report = this->report(draft);
  if (!report.problems.empty()) return base::refuse(problems_error(report.problems));
  if (!report.is_clean()) return base::refuse(ErrorCode::not_allowed, "rulemaking.scenarios_fail");
  const auto differences = list_differences(connection, draft);
  if (!differences) return base::refuse(differences.error());
  const bool is_changed = std::ranges::any_of(*differences, [](const rules::Difference& difference) { return difference.at != "version"; });
  if (!is_changed) return base::refuse(ErrorCode::not_allowed, "rulemaking.nothing_changed");
  const auto dry_run = simulate(connection, draft, base::civil_date(editor.at));
  if (!dry_run) return base::refuse(dry_run.error());
  Draft changed = draft;
  changed.state = "proposed";
  add_editor(changed, editor.account_id);
  return update(connection, std::move(changed), expected_version, "propose", Value::Map{{"dry_run", summary_of(*dry_run)}}, editor);
}

base::Result<Activation> Service::activate(storage::Connection& connection, const Draft& draft, std::int64_t expected_version, const Editor& editor) {
  if (draft.state != "proposed") return base::refuse(ErrorCode::not_allowed, "rulemaking.not_proposed");
  if (std::ranges::find(draft.editors, editor.account_id) != draft.editors.end())
    return base::refuse(ErrorCode::forbidden, "rulemaking.second_person");
  const Report report = this->report(draft);
  if (!report.is_clean()) return base::refuse(problems_error(report.problems));
  const auto differences = list_differences(connection, draft);
  if (!differences) return base::refuse(differences.error());
  const rules::Loaded before = rules::load_library(regulations::list_version_files(connection, draft.act_id, draft.base_version).value());
  const rules::Loaded after = rules::load_library(draft.files);
  const rules::Act* act = after.law.find_act(draft.act_id);
  const rules::Act* in_force = registry_->find_act(draft.act_id, 0);
  if (act == nullptr || in_force == nullptr || act->version <= draft.base_version || in_force->version != draft.base_version) {
    return base::refuse(ErrorCode::conflict, "regulations.version_exists");
  }
  if (auto good = regulations::add_version(connection, *act, draft.files, editor.at); !good) return base::refuse(std::move(good.error()));
  Draft changed = draft;
  changed.state = "activated";
  Activation activation = move_cases(connection, before.law, after.law, *act, transition_of(*act, *differences), editor);
  const auto done = update(connection, std::move(changed), expected_version, "activate",
                           Value::Map{{"act_version", act->version}, {"act_sha256", act->hash}}, editor);
  if (!done) return base::refuse(done.error());
  return activation;
}

Activation Service::move_cases(storage::Connection& connection, const rules::Library& before, const rules::Library& after, const rules::Act& act,
                               const std::string& transition, const Editor& editor) {
  const Simulation effects = rulemaking::simulate(connection, cases_, before, after, act.id, base::civil_date(editor.at));
  std::vector<cases::Case> running;
  cases::visit_cases(connection, act.id, [&](const cases::Case& target) {
    if (!target.is_final) running.push_back(target);
  });
  Activation activation{act.version, {}, {}};
  for (const cases::Case& target : running) {
    const auto effect = std::ranges::find(effects.case_effects, target.id, &CaseEffect::id);
    const bool is_touched = effect != effects.case_effects.end();
    const bool is_stranded = is_touched && effect->is_stranded;
    const bool is_hurt = is_stranded || (is_touched && !effect->no_longer_possible.empty());
    const bool moves = transition == "new_from_next_step" ? !is_stranded : transition == "most_favourable" && !is_hurt;
    const rules::Procedure* procedure = after.find_procedure(act.id, target.procedure_id);
    const bool is_moved = moves && procedure && cases_.move_version(connection, target, *procedure, {editor.account_id, {}, editor.at}).has_value();
    (is_moved ? activation.moved_cases : activation.kept_cases).push_back(target.number);
  }
  return activation;
}

Report Service::report(const Draft& draft) const {
  rules::Loaded loaded = rules::load_library(draft.files);
  Report report{std::move(loaded.problems), {}, {}};
  if (!report.problems.empty()) return report;
  report.problems = rules::check_library(loaded.law);
  report.scenarios = rules::run_scenarios(loaded.law, registry_->calendar, draft.files);
  report.untested_articles = rules::list_untested_articles(loaded.law, report.scenarios);
  return report;
}

base::Result<std::vector<rules::Difference>> Service::list_differences(storage::Connection& connection, const Draft& draft) const {
  const auto before = regulations::list_version_files(connection, draft.act_id, draft.base_version);
  if (!before) return base::refuse(before.error());
  return rules::list_differences(*before, draft.files);
}

base::Result<Simulation> Service::simulate(storage::Connection& connection, const Draft& draft, base::Date today) const {
  const rules::Loaded after = rules::load_library(draft.files);
  if (!after.problems.empty()) return base::refuse(problems_error(after.problems));
  const auto files = regulations::list_version_files(connection, draft.act_id, draft.base_version);
  if (!files) return base::refuse(files.error());
  const rules::Loaded before = rules::load_library(*files);
  return rulemaking::simulate(connection, cases_, before.law, after.law, draft.act_id, today);
}

}  // namespace zhidian::rulemaking
