#include "rules/check.hpp"

#include <algorithm>
#include <set>

#include "rules/sentences.hpp"

namespace zhidian::rules {

namespace {

/// The line of the key, or of the nearest key above it that stands in the file.
int line_of(const Library& library, const std::string& file, std::string key) {
  const auto lines = library.lines.find(file);
  if (lines == library.lines.end()) return 0;
  while (!key.empty()) {
    const auto line = lines->second.find(key);
    if (line != lines->second.end()) return line->second;
    const auto dot = key.rfind('.');
    key.resize(dot == std::string::npos ? 0 : dot);
  }
  return 1;
}

}  // namespace

void Findings::add(std::string check, const std::string& file, std::string key, Text message, std::vector<std::string> path) {
  const int line = line_of(law_, file, key);
  problems_.push_back({std::move(check), file, line, std::move(key), std::move(message), std::move(path)});
}

std::vector<Problem> check_library(const Library& library) {
  Findings findings(library);
  check_articles(findings);
  for (const Procedure& procedure : library.procedures) {
    check_references(procedure, findings);
    check_facts(procedure, findings);
    check_states(procedure, findings);
    check_fairness(procedure, findings);
    check_review(procedure, findings);
    check_duty(procedure, findings);
    check_bodies(procedure, findings);
  }
  check_statuses(findings);
  for (const Act& act : library.acts) check_network(act, findings);
  return findings.take();
}

std::vector<Problem> check_clauses(const Act& act, const std::vector<std::string>& clauses) {
  const std::set<std::string> expected(clauses.begin(), clauses.end());
  std::set<std::string> named;
  std::vector<Problem> problems;
  for (const Article& article : act.articles) {
    for (const std::string& clause : article.clauses) {
      named.insert(clause);
      if (!expected.contains(clause))
        problems.push_back({"unknown_clause", act.file, 0, "articles." + article.id, sentences::unknown_clause(clause), {}});
    }
  }
  for (const std::string& clause : expected) {
    if (!named.contains(clause)) problems.push_back({"clause_unaccounted", act.file, 0, "articles", sentences::clause_unaccounted(clause), {}});
  }
  return problems;
}

}  // namespace zhidian::rules
