#include "rules/engine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/library.hpp"
#include "rules/test_files.hpp"
#include "support/day.hpp"

namespace zhidian::rules {
namespace {

using base::Value;

using support::day;

const Procedure& filing() { return *library().find_procedure("shenyang_outlet_2024", "filing"); }

bool is_in_shenyang(std::string_view division, std::string_view ancestor) { return ancestor == "210100" && division.starts_with("2101"); }

Check comparison(Check::Kind kind, std::string fact, Value operand) { return {kind, {}, std::move(fact), std::move(operand), {}, {}}; }
Check joined(Check::Kind kind, std::vector<Check> parts) { return {kind, std::move(parts), {}, {}, {}, {}}; }

Situation ready_to_submit() {
  Situation situation;
  situation.state = "draft";
  situation.today = day("2024-09-03");
  situation.is_window_open = true;
  situation.is_within = is_in_shenyang;
  situation.materials = {"signed_form", "licence", "working_rules", "two_year_report", "staff_evidence"};
  situation.facts = {{"registered_division", "210102"},
                     {"team.full_time", 3},
                     {"team.part_time", 2},
                     {"service_items.public_interest", 1},
                     {"service_items.categories", Value::List{"patent"}},
                     {"node_kinds", Value::List{}},
                     {"statuses", Value::List{}},
                     {"form.section_5.cases", Value::List{Value::Map{}}}};
  return situation;
}

std::vector<std::string> failing(std::string_view action, std::vector<std::string> parties, const Situation& situation) {
  std::vector<std::string> ids;
  for (const Need& need : may(filing(), *filing().find_action(action), parties, situation).failing) ids.push_back(need.id);
  return ids;
}
using Ids = std::vector<std::string>;

TEST(Evaluate, ComparesEachKind) {
  const Facts facts{{"count", 3},
                    {"list", Value::List{"a", "b"}},
                    {"empty", Value::List{}},
                    {"text", "a"},
                    {"day", "2024-05-20"},
                    {"division", "210102"},
                    {"yes", true},
                    {"blank", ""},
                    {"nothing", Value()}};
  const auto outcome = [&](const Check& check, std::string_view today = "2024-05-21") { return evaluate(check, facts, day(today), is_in_shenyang); };
  using Kind = Check::Kind;
  EXPECT_EQ(outcome(comparison(Kind::at_least, "count", 3)), Outcome::met);
  EXPECT_EQ(outcome(comparison(Kind::at_least, "count", 4)), Outcome::not_met);
  EXPECT_EQ(outcome(comparison(Kind::at_least, "list", 2)), Outcome::met);
  EXPECT_EQ(outcome(comparison(Kind::at_least, "empty", 1)), Outcome::not_met);
  EXPECT_EQ(outcome(comparison(Kind::at_least, "text", 1)), Outcome::not_evidenced);
  EXPECT_EQ(outcome(comparison(Kind::at_most, "count", 2)), Outcome::not_met);
  EXPECT_EQ(outcome(comparison(Kind::equals, "text", "a")), Outcome::met);
  EXPECT_EQ(outcome(comparison(Kind::equals, "yes", false)), Outcome::not_met);
  EXPECT_EQ(outcome(comparison(Kind::one_of, "text", Value::List{"b", "a"})), Outcome::met);
  EXPECT_EQ(outcome(comparison(Kind::one_of, "empty", Value::List{"b"})), Outcome::not_met);
  EXPECT_EQ(outcome(comparison(Kind::none_of, "list", Value::List{"b"})), Outcome::not_met);
  EXPECT_EQ(outcome(comparison(Kind::none_of, "empty", Value::List{"b"})), Outcome::met);
  EXPECT_EQ(outcome(comparison(Kind::within, "division", "210100")), Outcome::met);
  EXPECT_EQ(outcome(comparison(Kind::within, "division", "350000")), Outcome::not_met);
  EXPECT_EQ(outcome(comparison(Kind::present, "text", true)), Outcome::met);
  EXPECT_EQ(outcome(comparison(Kind::present, "empty", true)), Outcome::not_met);
  EXPECT_EQ(outcome(comparison(Kind::passed, "day", true)), Outcome::met);
  EXPECT_EQ(outcome(comparison(Kind::passed, "day", true), "2024-05-20"), Outcome::not_met);
  EXPECT_EQ(outcome(comparison(Kind::passed, "text", true)), Outcome::not_evidenced);
  for (const char* fact : {"missing", "blank", "nothing"}) EXPECT_EQ(outcome(comparison(Kind::equals, fact, "a")), Outcome::not_evidenced);
}

TEST(Evaluate, JoinsThreeValuesAsKleene) {
  const Facts facts{{"t", true}, {"f", false}};
  const Check values[] = {comparison(Check::Kind::equals, "t", true), comparison(Check::Kind::equals, "u", true),
                          comparison(Check::Kind::equals, "f", true)};
  const Outcome outcomes[] = {Outcome::met, Outcome::not_evidenced, Outcome::not_met};
  for (int left = 0; left < 3; ++left) {
    for (int right = 0; right < 3; ++right) {
      const auto join = [&](Check::Kind kind) { return evaluate(joined(kind, {values[left], values[right]}), facts, {}, {}); };
      EXPECT_EQ(join(Check::Kind::all), outcomes[std::max(left, right)]);
      EXPECT_EQ(join(Check::Kind::any), outcomes[std::min(left, right)]);
    }
    EXPECT_EQ(evaluate(joined(Check::Kind::negation, {values[left]}), facts, {}, {}), outcomes[2 - left]);
  }
}

TEST(CheckConditions, SaysWhatWasFound) {
  Situation situation = ready_to_submit();
  situation.facts.insert_or_assign("team.full_time", 2);
  situation.facts.erase("service_items.public_interest");
  const auto findings = check_conditions(filing(), situation.facts, situation.today, situation.is_within);
  ASSERT_EQ(findings.size(), filing().conditions.size());
  EXPECT_EQ(findings[1].condition->id, "full_time_staff");
  EXPECT_EQ(findings[1].outcome, Outcome::not_met);
  EXPECT_EQ(findings[1].found.zh, "专职人员人数：2人");
  EXPECT_EQ(findings[1].found.en, "Full-time staff: 2 persons");
  EXPECT_EQ(findings[3].outcome, Outcome::not_evidenced);
  EXPECT_EQ(findings[3].found.zh, "免费或者低成本服务事项数量：没有记录");
  EXPECT_EQ(findings[6].found.zh, "待推荐部门判断");
}

TEST(May, AllowsACompleteApplication) { EXPECT_EQ(failing("submit", {"applicant"}, ready_to_submit()), Ids{}); }

TEST(May, RefusesTwoFullTimeStaffWithArticleAndCure) {
  Situation situation = ready_to_submit();
  situation.facts.insert_or_assign("team.full_time", 2);
  const Verdict verdict = may(filing(), *filing().find_action("submit"), {"applicant"}, situation);
  ASSERT_EQ(verdict.failing.size(), 1U);
  const Need& need = verdict.failing.front();
  EXPECT_EQ(need.id, "conditions");
  EXPECT_EQ(need.cites, Ids{"art_4_1"});
  EXPECT_EQ(need.cure_at, "team");
  EXPECT_FALSE(need.cure.zh.empty());
  EXPECT_NE(need.message.zh.find("专职人员不少于3名"), std::string::npos);
  ASSERT_EQ(need.findings.size(), 1U);
  EXPECT_EQ(need.findings.front().outcome, Outcome::not_met);
}

TEST(May, NotEvidencedBlocksOnlyWhereTheConditionSaysSo) {
  Situation situation = ready_to_submit();
  situation.facts.erase("node_kinds");
  situation.facts.erase("statuses");
  EXPECT_EQ(failing("submit", {"applicant"}, situation), Ids{});
  situation.facts.erase("team.full_time");
  EXPECT_EQ(failing("submit", {"applicant"}, situation), Ids{"conditions"});
}

TEST(May, AnswersStateAndPartyFirst) {
  Situation situation = ready_to_submit();
  EXPECT_EQ(failing("submit", {"recommender"}, situation), Ids{"wrong_party"});
  EXPECT_EQ(failing("submit", {}, situation), Ids{"wrong_party"});
  situation.state = "verifying";
  EXPECT_EQ(failing("submit", {"applicant"}, situation), Ids{"wrong_state"});
  EXPECT_EQ(failing("return", {"recommender"}, situation), Ids{});
  EXPECT_EQ(failing("return", {"filing_body"}, situation), Ids{"wrong_party"});
  situation.state = "examining";
  EXPECT_EQ(failing("return", {"filing_body"}, situation), Ids{});
}

TEST(May, ListsEverythingMissing) {
  Situation situation = ready_to_submit();
  situation.is_window_open = false;
  situation.missing_fields = {"section_2.basis"};
  situation.materials = {"working_rules", "two_year_report", "staff_evidence"};
  const Verdict verdict = may(filing(), *filing().find_action("submit"), {"applicant"}, situation);
  Ids ids;
  for (const Need& need : verdict.failing) ids.push_back(need.id);
  EXPECT_EQ(ids, (Ids{"window_open", "form_complete", "materials", "signed_and_sealed"}));
  EXPECT_EQ(verdict.failing[0].cites, (Ids{"art_6_1", "form_note_6", "art_16"}));
  EXPECT_EQ(verdict.failing[1].fields, Ids{"section_2.basis"});
  EXPECT_EQ(verdict.failing[2].fields, Ids{"materials.licence"});
  EXPECT_EQ(verdict.failing[2].cites, (Ids{"art_5_2", "form_6_1"}));
  EXPECT_EQ(verdict.failing[3].cure_at, "materials.signed_form");
  for (const Need& need : verdict.failing) EXPECT_FALSE(need.message.zh.empty() || need.message.en.empty() || need.cure.zh.empty());
}

TEST(May, WantsJudgementsAndTheSignedPageFromTheRecommender) {
  Situation situation = ready_to_submit();
  situation.state = "verifying";
  EXPECT_EQ(failing("recommend", {"recommender"}, situation), (Ids{"judged", "scan"}));
  for (const std::string& id : filing().find_action("recommend")->judged) situation.judged[id] = Outcome::met;
  situation.materials.push_back("recommendation_scan");
  EXPECT_EQ(failing("recommend", {"recommender"}, situation), Ids{});
  situation.judged["facilities"] = Outcome::not_met;
  EXPECT_EQ(failing("recommend", {"recommender"}, situation), Ids{"judged"});
  situation.judged["facilities"] = Outcome::not_evidenced;
  EXPECT_EQ(failing("recommend", {"recommender"}, situation), Ids{"judged"});
}

TEST(May, FilesOnlyAfterTheNoticeAndWithoutObjections) {
  Situation situation = ready_to_submit();
  situation.state = "on_notice";
  situation.materials = {"decision_scan"};
  situation.today = day("2024-10-09");
  EXPECT_EQ(failing("file", {"filing_body"}, situation), Ids{"notice_over"});
  situation.terms["notice"] = day("2024-10-08");
  EXPECT_EQ(failing("file", {"filing_body"}, situation), Ids{});
  situation.today = day("2024-10-08");
  const Verdict verdict = may(filing(), *filing().find_action("file"), {"filing_body"}, situation);
  ASSERT_EQ(verdict.failing.size(), 1U);
  EXPECT_EQ(verdict.failing[0].message.zh, "公示期到2024年10月8日24时届满，次日起才能办理");
  situation.today = day("2024-10-09");
  situation.open_objections = 1;
  EXPECT_EQ(failing("file", {"filing_body"}, situation), Ids{"no_open_objection"});
  situation.open_objections = 0;
  situation.sustained_objections = 1;
  EXPECT_EQ(failing("file", {"filing_body"}, situation), Ids{"no_open_objection"});
  EXPECT_EQ(failing("reexamine", {"filing_body"}, situation), Ids{});
}

TEST(May, SignsNothingWhileAChangeOfNameIsUnchecked) {
  Situation situation = ready_to_submit();
  situation.is_change_unchecked = true;
  EXPECT_EQ(failing("submit", {"applicant"}, situation), Ids{}) << "the institution goes on";
  situation.state = "verifying";
  EXPECT_THAT(failing("recommend", {"recommender"}, situation), testing::Contains("change_checked"));
  EXPECT_THAT(failing("return", {"recommender"}, situation), testing::Not(testing::Contains("change_checked"))) << "nothing is signed";
  situation.state = "examining";
  EXPECT_THAT(failing("publish", {"filing_body"}, situation), testing::Contains("change_checked"));
  situation.is_change_unchecked = false;
  EXPECT_THAT(failing("publish", {"filing_body"}, situation), testing::Not(testing::Contains("change_checked")));
}

TEST(May, ResubmitsInsideTheSupplementTermThoughTheWindowHasClosed) {
  Situation situation = ready_to_submit();
  situation.state = "returned";
  situation.is_window_open = false;
  EXPECT_EQ(failing("resubmit", {"applicant"}, situation), Ids{"supplement_term"});
  situation.terms["supplement"] = day("2024-09-03");
  EXPECT_EQ(failing("resubmit", {"applicant"}, situation), Ids{});
  EXPECT_EQ(failing("lapse", {"recommender"}, situation), Ids{"supplement_over"});
  situation.today = day("2024-09-04");
  EXPECT_EQ(failing("resubmit", {"applicant"}, situation), Ids{"supplement_term"});
  EXPECT_EQ(failing("lapse", {"filing_body"}, situation), Ids{});
}

TEST(ListVerdicts, PutsAllowedActionsFirst) {
  const auto verdicts = list_verdicts(filing(), {"applicant"}, ready_to_submit());
  ASSERT_EQ(verdicts.size(), filing().actions.size());
  EXPECT_EQ(verdicts[0].action->id, "submit");
  EXPECT_EQ(verdicts[1].action->id, "withdraw");
  EXPECT_FALSE(verdicts[2].is_allowed());
}

std::string described(const std::vector<base::ErrorDetail>& details) {
  std::string text;
  for (const auto& detail : details) text += detail.field + " " + detail.id + "\n";
  return text;
}

Field field(std::string id, std::string type, bool is_required = false) {
  Field made;
  made.id = std::move(id);
  made.type = std::move(type);
  made.required = is_required;
  return made;
}

TEST(CheckAnswers, RefusesWrongTypesAndUnknownMembers) {
  Field list = field("people", "list");
  list.item = {field("name", "text", true)};
  list.at_least = 2;
  list.at_most = 3;
  Field choice = field("choice", "choice");
  choice.options = {{"a", {}}, {"b", {}}};
  Field choices = field("choices", "choices");
  choices.options = choice.options;
  Field number = field("number", "integer");
  number.at_least = 1;
  number.at_most = 5;
  Field brief = field("brief", "text");
  brief.max_length = 3;
  const std::vector<Field> fields{list,
                                  choice,
                                  choices,
                                  number,
                                  brief,
                                  field("day", "date"),
                                  field("mail", "email"),
                                  field("tel", "phone"),
                                  field("web", "url"),
                                  field("flag", "boolean"),
                                  field("long", "long_text"),
                                  field("must", "text", true)};
  const auto check = [&](std::string_view json, bool is_final = false) {
    return described(check_answers(fields, base::parse_json(json).value(), "input", is_final));
  };
  EXPECT_EQ(check(R"({"must":"x"})", true), "");
  EXPECT_EQ(check(R"({})"), "");
  EXPECT_EQ(check(R"({})", true), "input.must rules.field_required\n");
  EXPECT_EQ(check(R"({"must":" \u3000 "})", true), "input.must rules.field_required\n");
  EXPECT_EQ(check(R"({"state":"filed"})"), "input.state rules.unknown_field\n");
  EXPECT_EQ(check(R"([])"), "input rules.wrong_type\n");
  EXPECT_EQ(check(R"({"brief":"沈阳市"})"), "");
  EXPECT_EQ(check(R"({"brief":"沈阳市区"})"), "input.brief rules.too_long\n");
  EXPECT_EQ(check(R"({"brief":"a\nb"})"), "input.brief rules.hidden_characters\n");
  EXPECT_EQ(check(R"({"long":"a\nb"})"), "");
  EXPECT_EQ(check(R"({"long":"a\u202eb"})"), "input.long rules.hidden_characters\n");
  EXPECT_EQ(check(R"({"day":"2027-02-29"})"), "input.day rules.bad_date\n");
  EXPECT_EQ(check(R"({"choice":"c"})"), "input.choice rules.not_an_option\n");
  EXPECT_EQ(check(R"({"choices":["a","a"]})"), "input.choices rules.not_an_option\n");
  EXPECT_EQ(check(R"({"choices":["b","a"]})"), "");
  EXPECT_EQ(check(R"({"number":6})"), "input.number rules.out_of_range_number\n");
  EXPECT_EQ(check(R"({"number":"5"})"), "input.number rules.wrong_type\n");
  EXPECT_EQ(check(R"({"flag":"true"})"), "input.flag rules.wrong_type\n");
  EXPECT_EQ(check(R"({"people":{}})"), "input.people rules.wrong_type\n");
  EXPECT_EQ(check(R"({"people":[1]})"), "input.people.0 rules.wrong_type\n");
  EXPECT_EQ(check(R"({"people":[{"name":"a"}]})"), "");
  EXPECT_EQ(check(R"({"must":"x","people":[{"name":""}]})", true), "input.people rules.too_few\ninput.people.0.name rules.field_required\n");
  EXPECT_EQ(check(R"({"people":[{},{},{},{}]})"), "input.people rules.too_many\n");
  EXPECT_EQ(check(R"({"mail":"zhang@","tel":"12","web":"ftp://x"})"), "");
  EXPECT_EQ(check(R"({"must":"x","mail":"zhang@","tel":"12","web":"javascript:x"})", true),
            "input.mail rules.bad_email\ninput.tel rules.bad_phone\ninput.web rules.bad_url\n");
  EXPECT_EQ(check(R"({"must":"x","mail":"a@b.cn","tel":"024-2345 6789","web":"https://例子.cn/a"})", true), "");
}

TEST(MissingFields, NamesEmptyRequiredEntriesOfTheParty) {
  const Form& form = *library().find_form("shenyang_outlet_2024", "application");
  const auto missing = missing_fields(form, Value(), "applicant");
  EXPECT_NE(std::find(missing.begin(), missing.end(), "section_1.unit_name"), missing.end());
  EXPECT_EQ(std::find(missing.begin(), missing.end(), "section_1.website"), missing.end());
  EXPECT_EQ(std::find(missing.begin(), missing.end(), "section_8.opinion"), missing.end());
  const Value answers = base::parse_json(R"({"section_5":{"cases":[{"name":"x","period":"y","content_and_effect":" "}]}})").value();
  const auto after = missing_fields(form, answers, "applicant");
  EXPECT_NE(std::find(after.begin(), after.end(), "section_5.cases.0.content_and_effect"), after.end());
  EXPECT_EQ(std::find(after.begin(), after.end(), "section_5.cases"), after.end());
}

TEST(AskedAnswers, LeaveOutWhatIsNotTicked) {
  const Form& form = *library().find_form("shenyang_outlet_2024", "change");
  const Value answers =
      base::parse_json(R"({"section_1":{"items":["premises"],"changed_on":"2025-03-03"},"section_2":{"name":"甲"},"section_3":{"address":"乙"}})")
          .value();
  EXPECT_TRUE(is_asked(form, *form.find_section("section_1"), answers));
  EXPECT_FALSE(is_asked(form, *form.find_section("section_2"), answers));
  EXPECT_TRUE(is_asked(form, *form.find_section("section_3"), answers));
  EXPECT_FALSE(is_asked(form, *form.find_section("section_3"), Value()));
  const Value asked = asked_answers(form, answers);
  EXPECT_TRUE(asked.at("section_2").is_null());
  EXPECT_EQ(asked.at("section_3").text_or("address"), "乙");
  EXPECT_EQ(missing_fields(form, answers, "applicant"), Ids{"section_3.division"});
  EXPECT_EQ(missing_fields(form, Value(), "applicant"), (Ids{"section_1.items", "section_1.changed_on"}));
}

TEST(CheckAnswers, ADivisionIsSixDigits) {
  const auto check = [](std::string code) {
    return described(check_answers({field("division", "division")}, Value::Map{{"division", std::move(code)}}, "", false));
  };
  EXPECT_EQ(check("210102"), "");
  EXPECT_EQ(check("21010"), "division rules.bad_division\n");
  EXPECT_EQ(check("21010a"), "division rules.bad_division\n");
}

TEST(WordRemarks, WarnOutsideTheBand) {
  Field text = field("basis", "long_text");
  text.target_words = 10;
  const auto remarks = [&](std::string words) { return described(word_remarks({text}, Value::Map{{"basis", std::move(words)}}, "section_2")); };
  EXPECT_EQ(remarks("一二三四五六七"), "section_2.basis rules.below_target_words\n");
  EXPECT_EQ(remarks("一二三四五六七八"), "");
  EXPECT_EQ(remarks("一二三四五六七八九十一二"), "");
  EXPECT_EQ(remarks("一二三四五六七八九十一二三"), "section_2.basis rules.above_target_words\n");
  EXPECT_EQ(remarks(""), "");
}

TEST(AddFormFacts, NamesAnswersBySectionAndField) {
  Facts facts;
  add_form_facts(facts, *library().find_form("shenyang_outlet_2024", "application"),
                 base::parse_json(R"({"section_5":{"cases":[{}]},"section_1":{"unit_name":"甲","unknown":1}})").value());
  EXPECT_EQ(facts.size(), 2U);
  EXPECT_EQ(facts.at("form.section_1.unit_name"), Value("甲"));
}

}  // namespace
}  // namespace zhidian::rules
