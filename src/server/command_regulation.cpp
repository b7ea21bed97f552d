#include <fmt/format.h>

#include "base/value.hpp"
#include "capabilities/regulations/regulations.hpp"
#include "http/http.hpp"
#include "rules/library.hpp"
#include "server/commands.hpp"
#include "server/sources.hpp"
#include "server/store.hpp"

namespace zhidian::server {
namespace {

base::Value to_value(const rules::Problem& problem) {
  base::Value::List path;
  for (const std::string& step : problem.path) path.emplace_back(step);
  return base::Value::Map{{"check", problem.check},
                          {"file", problem.file},
                          {"line", problem.line},
                          {"key", problem.key},
                          {"message", base::Value::Map{{"zh", problem.message.zh}, {"en", problem.message.en}}},
                          {"path", std::move(path)}};
}

void print(const rules::Problem& problem) {
  fmt::print("{}:{}: [{}] {}{}\n", problem.file, problem.line, problem.check, problem.key.empty() ? "" : problem.key + ": ", problem.message.zh);
  fmt::print("    {}\n", problem.message.en);
  if (!problem.path.empty()) fmt::print("    {}\n", fmt::join(problem.path, " → "));
}

base::Value to_value(const std::vector<rules::UntestedArticle>& articles) {
  base::Value::List list;
  for (const rules::UntestedArticle& article : articles) {
    list.push_back(base::Value::Map{{"act_id", article.act_id},
                                    {"article_id", article.article_id},
                                    {"is_passing_shown", article.is_passing_shown},
                                    {"is_refusal_shown", article.is_refusal_shown}});
  }
  return list;
}

void print(const rules::UntestedArticle& article) {
  fmt::print("✕ {}/{}：{}{}\n", article.act_id, article.article_id, article.is_passing_shown ? "" : "没有准许的情景；",
             article.is_refusal_shown ? "" : "没有拒绝的情景；");
  fmt::print("    {}{}\n", article.is_passing_shown ? "" : "no scenario lets anything through; ",
             article.is_refusal_shown ? "" : "no scenario refuses; ");
}

}  // namespace

int regulation_check(const RegulationOptions& options) {
  const rules::Loaded loaded = rules::load_library(regulation_sources(options.folder));
  std::vector<rules::Problem> problems = loaded.problems;
  if (problems.empty()) problems = rules::check_library(loaded.law);
  if (options.json) {
    base::Value::List list;
    for (const rules::Problem& problem : problems) list.push_back(to_value(problem));
    fmt::print("{}\n", base::print_json(base::Value::Map{{"problems", std::move(list)}}));
    return problems.empty() ? Exit::done : Exit::finding;
  }
  for (const rules::Problem& problem : problems) print(problem);
  if (problems.empty()) fmt::print("{} 部规章、{} 个程序，没有发现问题。\n", loaded.law.acts.size(), loaded.law.procedures.size());
  return problems.empty() ? Exit::done : Exit::finding;
}

int regulation_test(const RegulationOptions& options) {
  const std::vector<rules::SourceFile> sources = regulation_sources(options.folder);
  const rules::Loaded loaded = rules::load_library(sources);
  if (!loaded.problems.empty()) {
    for (const rules::Problem& problem : loaded.problems) print(problem);
    return Exit::finding;
  }
  const auto calendar = rules::load_calendar(calendar_sources(""));
  if (!calendar) throw std::runtime_error(calendar.error().id);
  const std::vector<rules::ScenarioResult> results = rules::run_scenarios(loaded.law, *calendar, sources);
  const std::vector<rules::UntestedArticle> untested = rules::list_untested_articles(loaded.law, results);
  std::size_t failed = 0;
  base::Value::List list;
  for (const rules::ScenarioResult& result : results) {
    if (!result.passed) ++failed;
    if (options.json) {
      list.push_back(base::Value::Map{{"file", result.file}, {"name", result.name}, {"passed", result.passed}, {"difference", result.difference}});
    } else if (!result.passed) {
      fmt::print("✕ {} · {}\n    {}\n", result.file, result.name, result.difference);
    }
  }
  if (options.json) {
    fmt::print("{}\n", base::print_json(base::Value::Map{{"scenarios", std::move(list)}, {"untested_articles", to_value(untested)}}));
  } else {
    for (const rules::UntestedArticle& article : untested) print(article);
    fmt::print("{} 个情景通过，{} 个未通过；{} 条已落实的条文缺少情景\n", results.size() - failed, failed, untested.size());
  }
  return failed == 0 && !results.empty() && untested.empty() ? Exit::done : Exit::finding;
}

int regulation_explain(const RegulationOptions& options) {
  const rules::Loaded loaded = rules::load_library(regulation_sources(options.folder));
  for (const rules::Problem& problem : loaded.problems) print(problem);
  if (!loaded.problems.empty()) return Exit::finding;
  if (loaded.law.find_act(options.act) == nullptr) {
    fmt::print(stderr, "没有规章 {}；现有：\n", options.act);
    for (const rules::Act& act : loaded.law.acts) fmt::print(stderr, "  {}  {}\n", act.id, act.title.zh);
    return Exit::finding;
  }
  fmt::print("{}", rules::explain(loaded.law, options.act, options.language));
  return Exit::done;
}

int regulation_import_text(const Place& place, const RegulationOptions& options) {
  const rules::Loaded loaded = rules::load_library(regulation_sources(""));
  const rules::Act* act = loaded.law.find_act(options.act);
  if (act == nullptr) {
    fmt::print(stderr, "没有规章 {}。\n", options.act);
    return Exit::finding;
  }
  const auto texts = regulations::split_text(*act, read_file(options.file));
  if (!texts) {
    fmt::print(stderr, "{}\n", http::sentence(http::Language::zh, texts.error().id, texts.error().params));
    return Exit::finding;
  }
  Store store(place);
  const auto transaction = store.database->write();
  const auto stored = regulations::import_text(transaction->connection(), *act, *texts, options.file);
  if (!stored) {
    fmt::print(stderr, "{}\n", http::sentence(http::Language::zh, stored.error().id, stored.error().params));
    return Exit::finding;
  }
  transaction->commit();
  fmt::print("已载入 {} 条原文。\n", *stored);
  return Exit::done;
}

}  // namespace zhidian::server
