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
  std::vector<Problem> problems = check_library(loaded.law);
  for (const Act& act : loaded.law.acts) {
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
  EXPECT_EQ(names.size(), 91U);
  for (const std::string& name : names) {
    const auto problems = problems_of(folder(name));
    const std::string check = name.substr(0, name.find('.'));
    EXPECT_EQ(problems.size(), check == "sound" ? 0U : 1U) << name << "\n" << describe(problems);
    if (problems.empty()) continue;
    EXPECT_EQ(problems.front().check, check) << describe(problems);
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
      {"sanction_without_notice", "opening.yaml:33 actions.revoke > draft > checking > revoked"},
      {"review_unsound", "opening.yaml:39 review.panel.at_least"},
      {"unknown_key", "opening.yaml:13 conditions.enough_readers.colour"},
      {"missing_translation", "opening.yaml:24 states.refused.label"},
      {"schema", "opening.yaml:35 terms.supplement.length"},
      {"yaml", "opening.yaml:30 "},
      {"status_granted_twice", "opening.yaml:7 grants.status > reading_room/opening > study_room/opening"},
      {"party_without_body", "opening.yaml:26 actions.return > draft > checking"},
      {"wrong_level_authority", "opening.yaml:7 bodies.filing_body > filing_body"},
      {"wrong_level_authority.elsewhere", "opening.yaml:7 bodies.filing_body > filing_body"},
      {"wrong_level_authority.recommender_above", "opening.yaml:7 bodies.recommender > recommender > filing_body"},
      {"wrong_level_authority.grants_from_below", "opening.yaml:36 actions.open > draft > checking > opened"},
      {"refusal_without_remedy", "opening.yaml:31 actions.refuse > draft > checking > refused"},
      {"refusal_without_remedy.unnamed", "opening.yaml:38 actions.lapse > draft > checking > returned > closed"},
      {"term_without_consequence", "opening.yaml:35 terms.supplement > draft > checking > returned"},
      {"term_without_consequence.idle", "opening.yaml:35 terms.supplement > draft > checking > returned"},
      {"term_never_starts", "opening.yaml:36 terms.opening_hours"},
      {"unknown_reference.cure_at", "opening.yaml:13 conditions.enough_readers.cure_at"},
      {"unknown_reference.ticks", "opening.yaml:31 actions.refuse.ticks"},
      {"unknown_reference.route", "opening.yaml:2 route_of"},
      {"unknown_form_field.condition", "opening.yaml:10 conditions.enough_readers"},
      {"scan_of_another", "opening.yaml:33 actions.open.scan"},
      {"effect_without_means", "opening.yaml:30 actions.open.effect"},
      {"notice_asks", "opening.yaml:30 actions.announce.effect"},
      {"unknown_reference.network_status", "act.yaml:8 network.cancels.status"},
      {"unknown_reference.exempt_kind", "opening.yaml:15 conditions.no_archive"},
      {"network_unsound", "act.yaml:9 network.includes.statuses"},
      {"uncited_number.form", "request.yaml:8 sections.section_1.fields.name"},
  };
  for (const Expected& row : rows) {
    const auto problems = problems_of(folder(row.check));
    ASSERT_FALSE(problems.empty()) << row.check;
    const Problem& problem = problems.front();
    std::string place = problem.file.substr(problem.file.rfind('/') + 1) + ":" + std::to_string(problem.line) + " " + problem.key;
    for (const std::string& step : problem.path) place += " > " + step;
    EXPECT_EQ(place, row.place) << describe(problems);
  }
}

TEST(CheckLibrary, SaysWhatAMistypedNameMayMean) {
  const std::pair<const char*, const char*> rows[] = {
      {"unknown_reference", "There is no “suplement”; is “supplement” meant?"},
      {"unknown_reference.cure_at", "Nothing can be cured at “taem”; is “team” meant?"},
      {"unknown_reference.ticks", "There is no “refuse”; is “refused” meant?"},
      {"unknown_form_field.condition", "The form has no “form.section_1.nmae”; is “form.section_1.name” meant?"},
  };
  for (const auto& [check, message] : rows) {
    const auto problems = problems_of(folder(check));
    ASSERT_FALSE(problems.empty()) << check;
    EXPECT_EQ(problems.front().message.en, message);
    EXPECT_NE(problems.front().message.zh.find("是否想写"), std::string::npos);
  }
}

TEST(CheckLibrary, FindsNothingInTheProjectsOwnRegulations) {
  const Loaded loaded = load_library(read_files(source_directory() + "/regulations", "regulations"));
  EXPECT_EQ(describe(loaded.problems), "");
  EXPECT_EQ(describe(check_library(loaded.law)), "");
}

}  // namespace
}  // namespace zhidian::rules
