#pragma once
#include "rules/calendar.hpp"
#include "rules/model.hpp"

namespace zhidian::rules {

/// Something wrong in a regulation file, for the officer who edits it.
struct Problem {
  std::string check;  // schema, unknown_key, unknown_article, unreachable_state, dead_end, … : the check's name
  std::string file;
  int line = 0;
  std::string key;
  Text message;
  std::vector<std::string> path;  // e.g. the states that show it
};

struct Loaded {
  Library law;
  std::vector<Problem> problems;  // empty: good
};
/// Reads `regulations/**/*.yaml` and `procedures/*.yaml`. A file that cannot be read gives problems, never an exception.
Loaded load_library(const std::vector<SourceFile>& files);

/// The procedure checker over a loaded library, one name per check:
/// articles — unknown_article, article_unaccounted, uncited_number, uncited_action; names — unknown_reference, unknown_need, unknown_fact,
/// fact_type, unknown_form_field, personal_published, condition_unused, judge_mismatch, need_without_term, term_never_starts, scan_of_another,
/// effect_without_means, notice_asks, review_unsound; states — unreachable_state, dead_end, state_without_owner, endless_return; fairness —
/// term_without_consequence, refusal_without_remedy, sanction_without_notice, ban_cannot_end_it, wrong_level_authority, party_without_body,
/// status_granted_twice. load_library itself reports yaml, duplicate_key, unknown_key, schema, missing_translation and unknown_file.
/// tests/broken_regulations/<check> holds one example each.
std::vector<Problem> check_library(const Library& library);
/// Whether every clause of the list stands in an article of the act, and every clause an article names stands in the list.
/// Checks: clause_unaccounted, unknown_clause.
std::vector<Problem> check_clauses(const Act& act, const std::vector<std::string>& clauses);

/// Scenarios: given / when / then.
struct ScenarioResult {
  std::string file, name;
  bool passed = false;
  std::string difference;  // what was expected and what came instead; empty when passed
  std::string act_id;
  std::vector<std::string> cites;  // articles the scenario shows
  bool shows_refusal = false;      // expects a refusal
};
/// Runs regulations/<act>/scenarios/*.yaml. `base` names an earlier scenario of the file whose given and when are laid under.
/// A division lies within another by `given.parents`, or else by the shape of its code: an invented registry suits a test.
std::vector<ScenarioResult> run_scenarios(const Library& library, const Calendar& calendar, const std::vector<SourceFile>& files);

/// A bound article that no scenario shows letting something through, or none shows refusing.
struct UntestedArticle {
  std::string act_id, article_id;
  bool is_passing_shown = false, is_refusal_shown = false;
};
std::vector<UntestedArticle> list_untested_articles(const Library& library, const std::vector<ScenarioResult>& results);

/// For a reader: the act with its articles, what each is bound to, the states and actions. Language zh or en.
std::string explain(const Library& library, std::string_view act_id, std::string_view language);

}  // namespace zhidian::rules
