#include "capabilities/reviews/pool.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.hpp"
#include "support/day.hpp"

namespace zhidian::reviews {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using support::day;

struct Pool : testing::Test {
  Pool() {
    expert.id = "expert";
    expert.account_id = "account";
    expert.state = "available";
    expert.fields = {"patent", "trademark"};
    question = {"福州测试大学图书馆", "12350100MB0000001X", {"patent"}, "P3Y", day("2026-06-01"), &calendar};
  }
  Declaration at(std::string kind, std::string institution, std::string from = "", std::string to = "") {
    Declaration declaration{"id", "account", std::move(kind), institution, base::fold(institution), ""};
    if (!from.empty()) declaration.begins_on = day(from);
    if (!to.empty()) declaration.ends_on = day(to);
    return declaration;
  }
  std::vector<std::string> reasons(std::vector<Declaration> declarations) { return list_exclusions(expert, declarations, question); }

  rules::Calendar calendar;
  Expert expert;
  PoolQuestion question;
};

TEST_F(Pool, WhoHasNothingToDoWithTheApplicantMaySit) {
  EXPECT_THAT(reasons({}), IsEmpty());
  EXPECT_THAT(reasons({at("employer", "另一家单位")}), IsEmpty());
}

TEST_F(Pool, TheEmployerExcludes) { EXPECT_THAT(reasons({at("employer", " 福州测试大学图书馆 ")}), ElementsAre("employer")); }

TEST_F(Pool, TheCreditCodeTellsTheInstitutionUnderAnotherName) {
  Declaration declaration = at("employer", "测大图书馆");
  EXPECT_THAT(reasons({declaration}), IsEmpty());
  declaration.credit_code = question.applicant_code;
  EXPECT_THAT(reasons({declaration}), ElementsAre("employer"));
}

TEST_F(Pool, WhoStandsForTheApplicantIsExcludedWithoutDeclaring) {
  expert.is_staff = true;
  EXPECT_THAT(reasons({}), ElementsAre("staff"));
  EXPECT_THAT(reasons({at("employer", "福州测试大学图书馆")}), ElementsAre("staff", "employer"));
}

TEST_F(Pool, AFormerEmployerExcludesForTheTermOfTheAct) {
  EXPECT_THAT(reasons({at("employer", "福州测试大学图书馆", "2010-01-01", "2023-06-01")}), ElementsAre("former_employer"));
  EXPECT_THAT(reasons({at("employer", "福州测试大学图书馆", "2010-01-01", "2023-05-31")}), IsEmpty());
  question.former_employer = "P1Y";
  EXPECT_THAT(reasons({at("employer", "福州测试大学图书馆", "2010-01-01", "2024-06-01")}), IsEmpty());
  question.former_employer = "";
  EXPECT_THAT(reasons({at("employer", "福州测试大学图书馆", "2010-01-01", "2026-05-31")}), IsEmpty());
}

TEST_F(Pool, ThoseCloseToTheExpertExclude) {
  EXPECT_THAT(reasons({at("spouse_employer", "福州测试大学图书馆")}), ElementsAre("spouse_employer"));
  EXPECT_THAT(reasons({at("relative_employer", "福州测试大学图书馆"), at("other_relation", "福州测试大学图书馆")}),
              ElementsAre("relative_employer", "other_relation"));
  EXPECT_THAT(reasons({at("spouse_employer", "福州测试大学图书馆", "", "2026-05-31")}), IsEmpty()) << "only an own employer bars afterwards";
}

TEST_F(Pool, WhatBeginsLaterDoesNotExcludeYet) { EXPECT_THAT(reasons({at("employer", "福州测试大学图书馆", "2026-06-02")}), IsEmpty()); }

TEST_F(Pool, AnotherPersonsDeclarationDoesNotCount) {
  Declaration declaration = at("employer", "福州测试大学图书馆");
  declaration.account_id = "somebody_else";
  EXPECT_THAT(reasons({declaration}), IsEmpty());
}

TEST_F(Pool, FieldAndAvailability) {
  question.fields = {"geographical_indication"};
  expert.state = "unavailable";
  EXPECT_THAT(reasons({at("employer", "福州测试大学图书馆")}), ElementsAre("unavailable", "field", "employer"));
  question.fields = {"trademark"};
  expert.state = "available";
  expert.is_active = false;
  EXPECT_THAT(reasons({}), ElementsAre("unavailable"));
}

TEST(PanelSize, ComesFromTheData) {
  rules::ReviewRule rule;
  rule.at_least = 3;
  rule.is_odd = true;
  EXPECT_TRUE(check_panel_size(rule, 3));
  EXPECT_TRUE(check_panel_size(rule, 7));
  EXPECT_EQ(check_panel_size(rule, 4).error().id, "reviews.panel_not_odd");
  EXPECT_EQ(check_panel_size(rule, 1).error().id, "reviews.panel_too_small");
  rule.at_least = 5;
  rule.is_odd = false;
  EXPECT_EQ(check_panel_size(rule, 4).error().id, "reviews.panel_too_small");
  EXPECT_TRUE(check_panel_size(rule, 6));
}

}  // namespace
}  // namespace zhidian::reviews
