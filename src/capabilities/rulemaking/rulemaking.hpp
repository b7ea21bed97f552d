#pragma once
#include <optional>
#include <string>
#include <vector>

#include "capabilities/cases/cases.hpp"
#include "capabilities/rulemaking/simulation.hpp"
#include "rules/difference.hpp"

namespace zhidian::rulemaking {

/// A coming version of an act: its files as they are being written. States: editing, proposed, activated, withdrawn.
struct Draft {
  std::string id, act_id, title, state, created_at, updated_at;
  std::int64_t base_version = 0, version = 1;
  std::vector<rules::SourceFile> files;  // the act's own and the shared vocabulary, paths as in the version it began from
  std::vector<std::string> editors;      // accounts that wrote in it, the first one began it
};

/// What the checker and the scenarios say of a draft as it stands.
struct Report {
  std::vector<rules::Problem> problems;
  std::vector<rules::ScenarioResult> scenarios;  // empty while there are problems of reading
  std::vector<rules::UntestedArticle> untested_articles;
  bool is_clean() const;
};

/// Who does it, when.
struct Editor {
  std::string account_id;
  base::Instant at;
};

/// What an activation did.
struct Activation {
  std::int64_t act_version = 0;
  std::vector<std::string> moved_cases;  // numbers of the cases that go on under the new version
  std::vector<std::string> kept_cases;   // numbers of those that stay, by the transition rule or because they would be stranded
};

class Service {
 public:
  Service(const regulations::ActiveRegistry& registry, cases::Service& cases, base::Random& random)
      : registry_(registry), cases_(cases), random_(random) {}

  /// Begins a draft from the newest version of an act, its version number raised by one. Errors: regulations.act_not_found.
  base::Result<Draft> begin(storage::Connection& connection, std::string_view act_id, const Editor& editor);
  /// Saves one file; what is wrong with it is told by report(), not refused. A proposed draft goes back to editing.
  /// Errors: rulemaking.stale, rulemaking.not_editable, rulemaking.unknown_file.
  base::Result<Draft> save_file(storage::Connection& connection, const Draft& draft, std::int64_t expected_version, std::string_view path,
                                const std::string& text, const Editor& editor);
  base::Result<Draft> withdraw(storage::Connection& connection, const Draft& draft, std::int64_t expected_version, const Editor& editor);
  /// Asks for activation after a dry run, whose numbers enter the event. Errors: rulemaking.stale, rulemaking.not_editable,
  /// rulemaking.has_problems (details name file, line and key), rulemaking.scenarios_fail, rulemaking.nothing_changed.
  base::Result<Draft> propose(storage::Connection& connection, const Draft& draft, std::int64_t expected_version, const Editor& editor);
  /// Makes the draft the newest version and moves running cases as the changed articles say, all in the caller's transaction; after its commit the
  /// caller refreshes the registry. Errors: rulemaking.stale, rulemaking.not_proposed, rulemaking.second_person, rulemaking.has_problems,
  /// regulations.version_exists.
  base::Result<Activation> activate(storage::Connection& connection, const Draft& draft, std::int64_t expected_version, const Editor& editor);

  Report report(const Draft& draft) const;
  /// Against the version the draft began from.
  base::Result<std::vector<rules::Difference>> list_differences(storage::Connection& connection, const Draft& draft) const;
  /// Errors: rulemaking.has_problems.
  base::Result<Simulation> simulate(storage::Connection& connection, const Draft& draft, base::Date today) const;

 private:
  base::Result<Draft> update(storage::Connection& connection, Draft draft, std::int64_t expected_version, std::string action, base::Value content,
                             const Editor& editor);
  Activation move_cases(storage::Connection& connection, const rules::Library& before, const rules::Library& after, const rules::Act& act,
                        const std::string& transition, const Editor& editor);
  const regulations::ActiveRegistry& registry_;
  cases::Service& cases_;
  base::Random& random_;
};

std::optional<Draft> find_draft(storage::Connection& connection, std::string_view id);
std::vector<Draft> list_drafts(storage::Connection& connection);

/// What a change does to running cases: keep_old, new_from_next_step or most_favourable, from the changed articles, else from the act. Articles that
/// differ are taken together for the applicant's protection: one keep_old keeps the case, one most_favourable asks for no disadvantage.
std::string transition_of(const rules::Act& act, const std::vector<rules::Difference>& differences);

}  // namespace zhidian::rulemaking
