#include "rules/simulate.hpp"

#include <gtest/gtest.h>

#include <random>

#include "rules/difference.hpp"
#include "rules/test_files.hpp"

namespace zhidian::rules {
namespace {

using base::Value;

const base::Date today = *base::parse_date("2026-03-02");
bool is_inside(std::string_view division, std::string_view ancestor) { return ancestor == "210100" && division.starts_with("2101"); }

std::vector<SourceFile> act_files() { return read_files(source_directory() + "/regulations", "regulations"); }

/// The acts with one value of Shenyang's filing changed.
Library changed(const std::string& at, const std::string& to) {
  std::vector<Problem> problems;
  const SourceFile file{"change.yaml", "change: {zh: 试改, en: A trial}\nact: shenyang_outlet_2024\nset:\n  - {file: procedures/filing.yaml, at: " +
                                           at + ", to: " + to + "}\n"};
  const ProposedChange change = read_change(file, problems);
  auto files = apply_change(act_files(), change, file.path, problems);
  EXPECT_TRUE(problems.empty()) << (problems.empty() ? "" : problems.front().message.en);
  Loaded loaded = load_library(files);
  EXPECT_TRUE(loaded.problems.empty()) << (loaded.problems.empty() ? "" : loaded.problems.front().key + loaded.problems.front().message.en);
  return std::move(loaded.law);
}
const Procedure& filing(const Library& library) { return *library.find_procedure("shenyang_outlet_2024", "filing"); }
const Library& present() {
  static const Library library = load_library(act_files()).law;
  return library;
}

std::vector<Subject> random_subjects(std::size_t count) {
  std::mt19937 source(7);
  const auto number = [&](int below) { return static_cast<std::int64_t>(source() % static_cast<unsigned>(below)); };
  std::vector<Subject> subjects;
  for (std::size_t place = 0; place < count; ++place) {
    Subject subject{std::to_string(place), {}};
    subject.facts = {{"registered_division", number(10) == 0 ? "110101" : "210102"},
                     {"team.full_time", number(8)},
                     {"team.part_time", number(4)},
                     {"service_items.public_interest", number(3)},
                     {"service_items.categories", number(4) == 0 ? Value::List{} : Value::List{"patent"}},
                     {"node_kinds", number(9) == 0 ? Value::List{"tisc"} : Value::List{}},
                     {"statuses", Value::List{}},
                     {"form.section_5.cases", Value::List{Value::Map{}}}};
    if (number(5) == 0) subject.facts.erase("team.full_time");
    subjects.push_back(std::move(subject));
  }
  return subjects;
}

TEST(Simulate, ANullChangeChangesNobody) {
  const auto subjects = random_subjects(2000);
  EXPECT_TRUE(
      simulate_conditions(filing(present()), filing(changed("conditions.full_time_staff.check.at_least", "3")), subjects, today, is_inside).empty());
}

TEST(Simulate, RaisingAMinimumNeverLetsAnybodyPass) {
  const auto subjects = random_subjects(500);
  for (int minimum = 3; minimum < 10; ++minimum) {
    const Library higher = changed("conditions.full_time_staff.check.at_least", std::to_string(minimum));
    for (const ChangedSubject& one : simulate_conditions(filing(present()), filing(higher), subjects, today, is_inside)) {
      EXPECT_TRUE(one.newly_met.empty());
      EXPECT_FALSE(!one.passed_before && one.passes_after) << one.subject;
      const Value& staff = subjects[one.subject].facts.find("team.full_time")->second;
      EXPECT_TRUE(staff.as_integer() >= 3 && staff.as_integer() < minimum);
    }
  }
}

TEST(Simulate, LoweringAMinimumNamesExactlyThoseBetween) {
  const auto subjects = random_subjects(500);
  const Library lower = changed("conditions.full_time_staff.check.at_least", "2");
  const auto result = simulate_conditions(filing(present()), filing(lower), subjects, today, is_inside);
  std::size_t expected = 0;
  for (const Subject& subject : subjects) {
    const auto staff = subject.facts.find("team.full_time");
    if (staff != subject.facts.end() && staff->second == Value(2)) ++expected;
  }
  EXPECT_EQ(result.size(), expected);
  for (const ChangedSubject& one : result) EXPECT_EQ(one.newly_met.front()->id, "full_time_staff");
}

TEST(Simulate, ACaseWhoseStateIsGoneIsStranded) {
  Procedure after = filing(present());
  std::erase_if(after.actions, [](const Action& action) { return std::ranges::find(action.from, "examining") != action.from.end(); });
  Situation examining;
  examining.state = "examining";
  examining.today = today;
  Situation filed;
  filed.state = "filed";
  filed.today = today;
  const std::vector<Situation> situations{examining, filed};
  const auto result = simulate_cases(filing(present()), after, situations);
  ASSERT_EQ(result.size(), 1u);
  EXPECT_EQ(result[0].place, 0u);
  EXPECT_TRUE(result[0].is_stranded);
  EXPECT_TRUE(simulate_cases(filing(present()), filing(present()), situations).empty());
}

TEST(Change, APlaceThatIsNotThereIsNamed) {
  std::vector<Problem> problems;
  const SourceFile file{
      "change.yaml",
      "change: {zh: 试改, en: A trial}\nact: shenyang_outlet_2024\nset:\n  - {file: procedures/filing.yaml, at: conditions.no_such.check, to: 5}\n"};
  apply_change(act_files(), read_change(file, problems), file.path, problems);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].check, "unknown_reference");
  EXPECT_EQ(problems[0].line, 4);
  problems.clear();
  read_change({"change.yaml", "change: {zh: 试改, en: A trial}\nacts: x\n"}, problems);
  EXPECT_FALSE(problems.empty());
}

TEST(Change, WhatIsPrintedReadsAsItWas) {
  const Library same = changed("initial", "draft");
  const auto& before = filing(present());
  const auto& after = filing(same);
  EXPECT_EQ(before.conditions.size(), after.conditions.size());
  EXPECT_EQ(before.bodies[1].division, after.bodies[1].division) << "a quoted number stays a text";
  EXPECT_EQ(before.conditions[0].label.en, after.conditions[0].label.en);
}

TEST(Compare, AHigherMinimumIsStricterWithAnApplicantThatShowsIt) {
  const Library higher = changed("conditions.full_time_staff.check.at_least", "5");
  const auto comparison = compare_conditions(filing(present()), filing(higher), today, is_inside);
  EXPECT_EQ(comparison.relation, Comparison::Relation::stricter);
  const Value& staff = comparison.stricter_witness.find("team.full_time")->second;
  EXPECT_TRUE(staff.as_integer() >= 3 && staff.as_integer() < 5);
  EXPECT_EQ(comparison.stricter_by.front()->id, "full_time_staff");
  EXPECT_TRUE(comparison.weaker_witness.empty());
  EXPECT_EQ(compare_conditions(filing(higher), filing(present()), today, is_inside).relation, Comparison::Relation::weaker);
}

TEST(Compare, TheSameActIsEqual) {
  EXPECT_EQ(compare_conditions(filing(present()), filing(present()), today, is_inside).relation, Comparison::Relation::equal);
}

TEST(Compare, OneStricterAndOneWeakerConditionAreIncomparable) {
  Procedure overlay = filing(changed("conditions.full_time_staff.check.at_least", "5"));
  std::erase_if(overlay.conditions, [](const Condition& condition) { return condition.id == "public_interest_service"; });
  const auto comparison = compare_conditions(filing(present()), overlay, today, is_inside);
  EXPECT_EQ(comparison.relation, Comparison::Relation::incomparable);
  EXPECT_EQ(comparison.weaker_by.front()->id, "public_interest_service");
  EXPECT_EQ(comparison.stricter_by.front()->id, "full_time_staff");
}

TEST(Difference, NamesEachChangeWithItsArticle) {
  auto before = act_files(), after = act_files();
  std::erase_if(before, [](const SourceFile& file) { return !file.path.starts_with("regulations/shenyang_outlet_2024/"); });
  std::erase_if(after, [](const SourceFile& file) { return !file.path.starts_with("regulations/shenyang_outlet_2024/"); });
  EXPECT_TRUE(list_differences(before, after).empty());
  for (SourceFile& file : after) {
    const std::string from = "check: {fact: team.full_time, at_least: 3}";
    const auto at = file.text.find(from);
    if (at != std::string::npos) file.text.replace(at, from.size(), "check: {fact: team.full_time, at_least: 5}");
  }
  const auto differences = list_differences(before, after);
  ASSERT_EQ(differences.size(), 1u);
  EXPECT_EQ(differences[0].file, "procedures/filing.yaml");
  EXPECT_EQ(differences[0].at, "conditions.full_time_staff.check.at_least");
  EXPECT_EQ(differences[0].before, "3");
  EXPECT_EQ(differences[0].after, "5");
  EXPECT_EQ(differences[0].cites, (std::vector<std::string>{"art_4_1"}));
}

TEST(Difference, FilesAndItemsThatComeAndGo) {
  const std::vector<SourceFile> before{{"regulations/a/procedures/filing.yaml", "states:\n  - {id: draft}\n  - {id: old, cites: [art_1]}\n"},
                                       {"regulations/a/scenarios/x.yaml", "a: 1\n"}};
  const std::vector<SourceFile> after{{"regulations/b/procedures/filing.yaml", "states:\n  - {id: fresh}\n  - {id: draft}\n"},
                                      {"regulations/b/forms/application.yaml", "form: application\n"}};
  const auto differences = list_differences(before, after);
  ASSERT_EQ(differences.size(), 3u);
  EXPECT_EQ(differences[0].file, "forms/application.yaml");
  EXPECT_EQ(differences[0].kind, Difference::Kind::added);
  EXPECT_EQ(differences[1].at, "states.old");
  EXPECT_EQ(differences[1].kind, Difference::Kind::removed);
  EXPECT_EQ(differences[1].cites, (std::vector<std::string>{"art_1"}));
  EXPECT_EQ(differences[2].at, "states.fresh");
}

}  // namespace
}  // namespace zhidian::rules
