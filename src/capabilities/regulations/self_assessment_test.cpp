#include "capabilities/regulations/self_assessment.hpp"

#include <gtest/gtest.h>

#include "support/city.hpp"

namespace zhidian::regulations {
namespace {

using base::Value;

class SelfAssessment : public testing::Test {
 protected:
  support::City city_{storage::Dialect::sqlite, ZHIDIAN_SOURCE_DIR};
  const Registry& registry_ = *city_.registry();
  const base::Date today_ = base::parse_date("2026-03-02").value();

  static bool is_within(std::string_view division, std::string_view ancestor) { return division.substr(0, 4) == ancestor.substr(0, 4); }
  /// What one programme says of one condition.
  std::string outcome(const Value::Map& answers, std::string_view condition) const {
    for (const Value& item : assess(registry_, answers, today_, is_within)) {
      if (item.text_or("act_id") != "shenyang_outlet_2024") continue;
      for (const Value& finding : item.at("findings").as_list()) {
        if (finding.text_or("id") == condition) return finding.text_or("outcome");
      }
    }
    return "absent";
  }
};

TEST_F(SelfAssessment, AsksEachFactOnceAndOnlyWhatAConditionNames) {
  std::set<std::string> ids;
  for (const Value& question : list_questions(registry_.law)) {
    EXPECT_TRUE(ids.insert(question.text_or("id")).second);
    EXPECT_FALSE(question.at("label").text_or("zh").empty());
    EXPECT_FALSE(question.at("label").text_or("en").empty());
  }
  EXPECT_TRUE(ids.contains("team.full_time"));
  EXPECT_TRUE(ids.contains("shenyang_outlet_2024/form.section_5.cases"));
  EXPECT_FALSE(ids.contains("organisation.headcount"));
  EXPECT_TRUE(ids.contains("national_outlet_2024/form.section_1.is_legal_person")) << "both routes ask it: one question";
}

TEST_F(SelfAssessment, TellsMetNotMetAndNotEvidencedApart) {
  EXPECT_EQ(outcome({}, "full_time_staff"), "not_evidenced");
  EXPECT_EQ(outcome({{"team.full_time", std::int64_t{2}}}, "full_time_staff"), "not_met");
  EXPECT_EQ(outcome({{"team.full_time", std::int64_t{3}}}, "full_time_staff"), "met");
  EXPECT_EQ(outcome({{"registered_division", "210102"}}, "registered_here"), "met");
  EXPECT_EQ(outcome({{"registered_division", "350102"}}, "registered_here"), "not_met");
  EXPECT_EQ(outcome({{"shenyang_outlet_2024/form.section_5.cases", std::int64_t{1}}}, "success_case"), "met");
  EXPECT_EQ(outcome({}, "working_rules"), "judged");
}

TEST_F(SelfAssessment, EveryProgrammeHasAnEarliestDayAndComesAfterThoseItAsksFor) {
  std::set<std::string> seen;
  const auto items = assess(registry_, {}, today_, is_within);
  EXPECT_FALSE(items.empty());
  for (const Value& item : items) {
    for (const Value& earlier : item.at("after").as_list()) EXPECT_TRUE(seen.contains(earlier.text_or("act_id"))) << item.text_or("act_id");
    seen.insert(item.text_or("act_id"));
    const bool has_notice = item.text_or("act_id") == "shenyang_outlet_2024";
    EXPECT_GE(item.text_or("earliest"), has_notice ? "2026-03-07" : "2026-03-02");
  }
}

TEST_F(SelfAssessment, RefusesWhatItDidNotAsk) {
  const auto refused = [&](std::string_view json) {
    const auto read = read_assessment_answers(registry_.law, json);
    return read ? std::string("accepted") : read.error().id;
  };
  EXPECT_EQ(refused(""), "accepted");
  EXPECT_EQ(refused("{\"team.full_time\":3}"), "accepted");
  EXPECT_EQ(refused("{\"team.full_time\":-1}"), "regulations.bad_assessment_answer");
  EXPECT_EQ(refused("{\"team.full_time\":\"3\"}"), "regulations.bad_assessment_answer");
  EXPECT_EQ(refused("{\"team.cooks\":3}"), "regulations.unknown_question");
  EXPECT_EQ(refused("["), "regulations.bad_assessment_answer");
}

}  // namespace
}  // namespace zhidian::regulations
