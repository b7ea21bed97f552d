#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "rules/library.hpp"
#include "rules/test_files.hpp"

namespace zhidian::rules {
namespace {

const std::vector<std::string> clauses{"R-01", "R-02", "R-03"};

std::string folder(std::string_view check) { return source_directory() + "/tests/broken_regulations/" + std::string(check); }

std::vector<Problem> problems_of(const std::string& directory) {
  Loaded loaded = load_library(read_files(directory, "regulations"));
  if (!loaded.problems.empty()) return loaded.problems;
  std::vector<Problem> problems = check_library(loaded.library);
  for (const Act& act : loaded.library.acts) {
    const auto more = check_clauses(act, clauses);
    problems.insert(problems.end(), more.begin(), more.end());
  }
  return problems;
}

std::string describe(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) {
    text += problem.check + " " + problem.file + ":" + std::to_string(problem.line) + " " + problem.key + " " + problem.message.en;
    for (const std::string& step : problem.path) text += " > " + step;
    text += "\n";
  }
  return text;
}

std::set<std::string> list_folders() {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder(""))) {
    if (entry.is_directory()) names.insert(entry.path().filename().string());
  }
  return names;
}

TEST(CheckLibrary, FindsNothingInTheSoundExample) { EXPECT_EQ(describe(problems_of(folder("sound"))), ""); }

TEST(CheckLibrary, CatchesEachBrokenRegulationByNameAndNothingElse) {
  const auto names = list_folders();
  EXPECT_EQ(names.size(), 31U);
  for (const std::string& name : names) {
    if (name == "sound") continue;
    const auto problems = problems_of(folder(name));
    EXPECT_EQ(problems.size(), 1U) << name << "\n" << describe(problems);
    if (problems.empty()) continue;
    EXPECT_EQ(problems.front().check, name) << describe(problems);
    EXPECT_FALSE(problems.front().message.zh.empty() || problems.front().message.en.empty()) << name;
    EXPECT_TRUE(problems.front().file.starts_with("regulations/")) << name;
  }
}

struct Expected {
  const char* check;
  const char* place;
};

TEST(CheckLibrary, NamesPlaceAndPath) {
  const Expected rows[] = {
      {"dead_end", "opening.yaml:25 states.waiting > draft > checking > waiting"},
      {"unreachable_state", "opening.yaml:25 states.forgotten > forgotten"},
      {"endless_return", "opening.yaml:21 states.checking > checking > returned > checking"},
      {"state_without_owner", "opening.yaml:21 states.checking > draft > checking"},
      {"unknown_article", "opening.yaml:31 actions.refuse"},
      {"unknown_need", "opening.yaml:28 actions.ask.needs"},
      {"unknown_fact", "opening.yaml:10 conditions.enough_readers"},
      {"sanction_without_notice", "opening.yaml:33 actions.revoke > checking > revoked"},
      {"review_unsound", "opening.yaml:39 review.panel.at_least"},
      {"unknown_key", "opening.yaml:13 conditions.enough_readers.colour"},
      {"missing_translation", "opening.yaml:24 states.refused.label"},
      {"schema", "opening.yaml:35 terms.supplement.length"},
      {"yaml", "opening.yaml:30 "},
  };
  for (const Expected& row : rows) {
    const auto problems = problems_of(folder(row.check));
    ASSERT_FALSE(problems.empty()) << row.check;
    const Problem& problem = problems.front();
    std::string place = problem.file.substr(problem.file.rfind('/') + 1) + ":" + std::to_string(problem.line) + " " + problem.key;
    for (const std::string& step : problem.path) place += " > " + step;
    EXPECT_EQ(place, row.place) << row.check;
  }
}

TEST(CheckLibrary, FindsNothingInTheProjectsOwnRegulations) {
  const Loaded loaded = load_library(read_files(source_directory() + "/regulations", "regulations"));
  EXPECT_EQ(describe(loaded.problems), "");
  EXPECT_EQ(describe(check_library(loaded.library)), "");
}

}  // namespace
}  // namespace zhidian::rules
