#pragma once
#include "rules/library.hpp"

/// The parts of check_library, by subject.
namespace zhidian::rules {

/// Collects problems and finds the line of a key in its file.
class Findings {
 public:
  explicit Findings(const Library& law) : law_(law) {}
  void add(std::string check, const std::string& file, std::string key, Text message, std::vector<std::string> path = {});
  std::vector<Problem> take() { return std::move(problems_); }
  const Library& law() const { return law_; }

 private:
  const Library& law_;
  std::vector<Problem> problems_;
};

void check_articles(Findings& findings);
void check_references(const Procedure& procedure, Findings& findings);
void check_facts(const Procedure& procedure, Findings& findings);
void check_states(const Procedure& procedure, Findings& findings);
void check_fairness(const Procedure& procedure, Findings& findings);
void check_review(const Procedure& procedure, Findings& findings);
void check_duty(const Procedure& procedure, Findings& findings);
void check_bodies(const Procedure& procedure, Findings& findings);
void check_statuses(Findings& findings);
void check_network(const Act& act, Findings& findings);

/// The field `form.<section>.<field>` names, or nothing.
const Field* find_form_field(const Form* form, std::string_view path);
/// The sentence for a path that names none, with the one it may mean.
Text unknown_form_field(const Form* form, const std::string& path);

/// The states from the first one to `state` by the shortest way; `state` alone where none leads there.
std::vector<std::string> shortest_path(const Procedure& procedure, const std::string& state);

template <class List>
std::vector<std::string> names_of(const List& list) {
  std::vector<std::string> names;
  for (const auto& item : list) names.push_back(item.id);
  return names;
}

}  // namespace zhidian::rules
