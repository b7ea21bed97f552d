#include "rules/library.hpp"

#include <gtest/gtest.h>

#include "rules/test_files.hpp"

namespace zhidian::rules {
namespace {

std::string list_problems(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) {
    text += problem.check + " " + problem.file + ":" + std::to_string(problem.line) + " " + problem.key + " " + problem.message.en + "\n";
  }
  return text;
}

const Loaded& loaded() {
  static const Loaded result = load_library(read_files(source_directory() + "/regulations", "regulations"));
  return result;
}

TEST(LoadLibrary, ReadsTheProjectsOwnRegulationsWithoutAProblem) { EXPECT_EQ(list_problems(loaded().problems), ""); }

TEST(LoadLibrary, CarriesTheFilingProcedure) {
  const Procedure* filing = loaded().law.find_procedure("shenyang_outlet_2024", "filing");
  ASSERT_NE(filing, nullptr);
  ASSERT_TRUE(filing->grants);
  EXPECT_EQ(filing->grants->validity, "P3Y");
  EXPECT_EQ(filing->find_condition("full_time_staff")->check->operand, base::Value(3));
  EXPECT_EQ(filing->find_condition("registered_here")->check->operand, base::Value("210100"));
  EXPECT_EQ(filing->find_condition("full_time_staff")->check->label.zh, "专职人员人数");
  EXPECT_EQ(filing->find_material("licence")->max_bytes, 30 * 1024 * 1024);
  EXPECT_EQ(filing->find_material("licence")->media_types.size(), 3U);
  EXPECT_EQ(parties_of(*filing, *filing->find_action("return"), "examining"), std::vector<std::string>{"filing_body"});
  EXPECT_EQ(parties_of(*filing, *filing->find_action("lapse"), "returned"), (std::vector<std::string>{"recommender", "filing_body"}));
  EXPECT_EQ(filing->find_term("notice")->enables, "file");
  EXPECT_EQ(filing->publish.at("notice").size(), 4U);
  EXPECT_EQ(filing->find_action("return")->input.front().item.size(), 2U);
  const Form* form = loaded().law.find_form("shenyang_outlet_2024", "application");
  ASSERT_NE(form, nullptr);
  EXPECT_TRUE(form->find_section("section_1")->fields.front().required);
}

TEST(LoadLibrary, HashesTheContentOfAnActAndNotItsWriting) {
  const std::string act =
      "act: a\nversion: 1\ntitle: {zh: 甲, en: A}\nissuer: {zh: 乙, en: B}\njurisdiction: \"210100\"\ntransition: keep_old\narticles: []\n";
  const auto hash = [](const std::string& text) { return load_library({{"regulations/a/act.yaml", text}}).law.acts.at(0).hash; };
  EXPECT_EQ(hash(act).size(), 64U);
  EXPECT_EQ(hash(act), hash("# a remark\n" + act));
  EXPECT_NE(hash(act), hash(act + "number: \"1\"\n"));
  const auto with_scenario = load_library({{"regulations/a/act.yaml", act}, {"regulations/a/scenarios/x.yaml", "scenarios: []\n"}});
  EXPECT_EQ(with_scenario.law.acts.at(0).hash, hash(act));
}

struct Mistake {
  const char* text;
  const char* expected;  // check, file:line, key
};

TEST(LoadLibrary, NamesFileLineKeyAndCheckOfEveryMistake) {
  const std::string base = "facts:\n  - {id: a, type: integer, label: {zh: 甲, en: A}, source: {zh: 乙, en: B}}\n";
  const std::vector<Mistake> mistakes{
      {"  - {id: b, type: number, label: {zh: 甲, en: A}, source: {zh: 乙, en: B}}\n", "schema vocabulary.yaml:3 facts.b.type"},
      {"  - {id: a, type: text, label: {zh: 甲, en: A}, source: {zh: 乙, en: B}}\n", "schema vocabulary.yaml:3 facts"},
      {"  - {id: b, type: text, label: {zh: 甲}, source: {zh: 乙, en: B}}\n", "missing_translation vocabulary.yaml:3 facts.b.label"},
      {"  - {id: b, type: text, label: 甲, source: {zh: 乙, en: B}}\n", "schema vocabulary.yaml:3 facts.b.label"},
      {"  - {id: b, type: text, label: {zh: 甲, en: A, de: C}, source: {zh: 乙, en: B}}\n", "unknown_key vocabulary.yaml:3 facts.b.label.de"},
      {"  - {id: b, type: text, kind: x, label: {zh: 甲, en: A}, source: {zh: 乙, en: B}}\n", "unknown_key vocabulary.yaml:3 facts.b.kind"},
      {"  - {id: b, type: text, label: {zh: 甲, en: A}}\n", "schema vocabulary.yaml:3 facts.b.source"},
      {"  - {id: b, id: c, type: text, label: {zh: 甲, en: A}, source: {zh: 乙, en: B}}\n", "duplicate_key vocabulary.yaml:3 id"},
      {"  - {id: B-1, type: text, label: {zh: 甲, en: A}, source: {zh: 乙, en: B}}\n", "schema vocabulary.yaml:3 facts.B-1.id"},
      {"  - {id: b, type: !!str text, label: {zh: 甲, en: A}, source: {zh: 乙, en: B}}\n", "yaml vocabulary.yaml:3 "},
      {"---\nx: 1\n", "yaml vocabulary.yaml:1 "},
      {"  - {id: [\n", "yaml vocabulary.yaml:4 "},
      {"facts: []\n", "duplicate_key vocabulary.yaml:3 facts"},
  };
  for (const Mistake& mistake : mistakes) {
    const auto result = load_library({{"regulations/vocabulary.yaml", base + mistake.text}});
    ASSERT_FALSE(result.problems.empty()) << mistake.text;
    const Problem& problem = result.problems.front();
    EXPECT_EQ(problem.check + " " + problem.file.substr(12) + ":" + std::to_string(problem.line) + " " + problem.key, mistake.expected)
        << mistake.text << list_problems(result.problems);
    EXPECT_FALSE(problem.message.zh.empty());
    EXPECT_FALSE(problem.message.en.empty());
  }
}

TEST(LoadLibrary, NeverExpandsAliases) {
  const auto result = load_library({{"vocabulary.yaml", "a: &a [x, x]\nb: &b [*a, *a]\nfacts: [*b, *b]\n"}});
  EXPECT_NE(list_problems(result.problems).find("Aliases are not accepted"), std::string::npos);
}

TEST(LoadLibrary, SurvivesHostileFiles) {
  for (const std::string& text : {std::string(), std::string("\xff\xfe"), std::string(100000, '['), std::string(100000, '{'), std::string("\0x", 2),
                                  std::string("- a\n- b\n"), std::string("x"), std::string("? [a]\n: b\n")}) {
    for (const char* path : {"vocabulary.yaml", "a/act.yaml", "a/procedures/p.yaml", "a/forms/f.yaml", "a/other/x.yaml"}) {
      EXPECT_FALSE(load_library({{path, text}}).problems.empty()) << path;
    }
  }
}

}  // namespace
}  // namespace zhidian::rules
