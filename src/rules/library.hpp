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
  Library library;
  std::vector<Problem> problems;  // empty: good
};
/// Reads `regulations/**/*.yaml` and `procedures/*.yaml`. A file that cannot be read gives problems, never an exception.
Loaded load_library(const std::vector<SourceFile>& files);

/// The procedure checker over a loaded library: articles accounted for, states reachable, no dead end, owners, terms with a
/// consequence, refusals with a remedy, numbers cited, …
std::vector<Problem> check_library(const Library& library);

/// Scenarios: given / when / then.
struct ScenarioResult {
  std::string file, name;
  bool passed = false;
  std::string difference;
};
std::vector<ScenarioResult> run_scenarios(const Library& library, const Calendar& calendar, const std::vector<SourceFile>& files);

/// For a reader: the act with its articles, what each is bound to, the states and actions. Language zh or en.
std::string explain(const Library& library, std::string_view act_id, std::string_view language);

}  // namespace zhidian::rules
