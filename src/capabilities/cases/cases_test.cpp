#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "capabilities/cases/cases_test_support.hpp"

namespace zhidian::cases {
namespace {

using base::ErrorCode;
using base::Value;
using testing::ElementsAre;

std::string state_of(const base::Result<http::Response>& response) {
  return response ? std::get<Value>(response->body).text_or("state") : World::explain(response.error());
}

const base::ErrorDetail* find_detail(const base::Error& error, std::string_view condition) {
  for (const base::ErrorDetail& detail : error.details) {
    if (detail.condition == condition) return &detail;
  }
  return nullptr;
}

class Cases : public testing::TestWithParam<storage::Dialect> {
 protected:
  World world{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(On, Cases, testing::ValuesIn(support::tested_dialects()), [](const auto& suite) { return support::name_of(suite.param); });

TEST_P(Cases, open_a_draft_prefilled_and_assigned) {
  const std::string id = world.start();
  const Value page = world.page("applicant", id);
  EXPECT_EQ(page.text_or("number"), "2024210100-0001");
  EXPECT_EQ(page.at("parties").text_or("recommender"), "和平区市场监督管理局");
  EXPECT_EQ(page.at("parties").text_or("filing_body"), "沈阳市知识产权局");
  EXPECT_EQ(page.text_or("window_id"), world.ids["window"]);
  EXPECT_EQ(page.at("sections").at("section_1").at("answers").text_or("unit_name"), "东北测试大学图书馆");
  EXPECT_EQ(page.at("sections").at("section_3").at("answers").at("people").as_list().size(), 4u);
  EXPECT_EQ(page.at("sections").at("section_1").integer_or("version", 0), 1);
  EXPECT_TRUE(page.at("sections").at("section_2").is_null()) << "nothing is known of it: never saved";
}

TEST_P(Cases, open_only_one_at_a_time_and_only_for_ones_own_institution) {
  ASSERT_TRUE(base::is_id(world.start()));
  const auto second =
      world.ask("applicant", &Handlers::create_case,
                {{}, Value::Map{{"act_id", test_act}, {"procedure_id", "filing"}, {"organisation_id", world.ids["organisation_one"]}}});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().id, "cases.already_running");
  EXPECT_EQ(second.error().params.at("number"), "2024210100-0001");
  EXPECT_EQ(world.start("stranger", "organisation_one"), "refused: cases.organisation_not_found");
  EXPECT_EQ(world.start("district", "organisation_one"), "refused: cases.organisation_not_found") << "an officer sees it but is not its staff";
  EXPECT_TRUE(base::is_id(world.start("stranger", "organisation_two")));
}

TEST_P(Cases, go_from_the_draft_to_the_file) {
  const std::string id = world.ready();
  ASSERT_EQ(state_of(world.act("applicant", id, "submit")), "verifying");
  EXPECT_EQ(world.find(id).round, 1);
  ASSERT_EQ(state_of(world.act("district", id, "return", World::return_items())), "returned");
  const Value returned = world.page("applicant", id);
  EXPECT_EQ(returned.at("return_items").as_list().at(0).text_or("at"), "section_2.basis");
  EXPECT_EQ(returned.at("terms").as_list().at(0).text_or("last_day"), "2024-09-25") << "ten working days with the make-up day of 14 September";

  world.at("2024-09-24", 23);  // the window closed on 20 September
  ASSERT_EQ(state_of(world.act("applicant", id, "resubmit")), "verifying");
  EXPECT_EQ(world.find(id).round, 2);
  ASSERT_EQ(state_of(world.recommend(id)), "examining");
  world.at("2024-09-27", 9);
  const auto published = world.publish(id);
  ASSERT_TRUE(published) << World::explain(published.error());
  const Value notice = world.page("city_officer", id).at("terms").as_list().back();
  EXPECT_EQ(notice.text_or("last_day"), "2024-10-08");
  EXPECT_GE(notice.at("due").at("days").as_list().size(), 11u);

  ASSERT_TRUE(world.upload("city_officer", id, "decision_scan"));
  world.at("2024-10-08", 23);
  const auto early = world.act("city_officer", id, "file", World::decision());
  ASSERT_FALSE(early);
  EXPECT_TRUE(find_detail(early.error(), "notice_over")) << World::explain(early.error());
  world.at("2024-10-09", 0);
  ASSERT_EQ(state_of(world.act("city_officer", id, "file", World::decision())), "filed");
  EXPECT_TRUE(world.find(id).is_final);
  EXPECT_THAT(world.observer.actions, ElementsAre("submit", "return", "resubmit", "recommend", "publish", "file"));
  EXPECT_TRUE(world.replay().empty());
  EXPECT_EQ(world.page("applicant", id).at("history").as_list().size(), 7u);
}

TEST_P(Cases, refuse_two_full_time_staff_with_article_and_cure) {
  const std::string id = world.ready();
  world.execute(
      "UPDATE team_members SET left_at = '2024-09-01' WHERE id = (SELECT MIN(id) FROM team_members WHERE employment = 'full_time' AND "
      "organisation_id = '" +
      world.ids["organisation_one"] + "')");
  const auto refused = world.act("applicant", id, "submit");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::not_allowed);
  const base::ErrorDetail* finding = find_detail(refused.error(), "full_time_staff");
  ASSERT_TRUE(finding) << World::explain(refused.error());
  EXPECT_THAT(finding->cites, ElementsAre("shenyang_outlet_2024/art_4_1"));
  EXPECT_FALSE(finding->cure_zh.empty());
  EXPECT_THAT(refused.error().allowed, ElementsAre("withdraw"));
}

TEST_P(Cases, refuse_an_exempt_body_a_status_held_and_a_ban) {
  const std::string id = world.ready();
  world.execute("UPDATE organisations SET node_kinds = '[\"tisc\"]' WHERE id = '" + world.ids["organisation_one"] + "'");
  const auto exempt = world.act("applicant", id, "submit");
  ASSERT_FALSE(exempt);
  EXPECT_TRUE(find_detail(exempt.error(), "not_an_exempt_body"));
  world.execute("UPDATE organisations SET node_kinds = '[]', banned_until = '2025-01-01' WHERE id = '" + world.ids["organisation_one"] + "'");
  world.observer.statuses = {"national_outlet"};
  const auto banned = world.act("applicant", id, "submit");
  ASSERT_FALSE(banned);
  EXPECT_TRUE(find_detail(banned.error(), "not_banned"));
  EXPECT_TRUE(find_detail(banned.error(), "not_included_already"));
}

TEST_P(Cases, refuse_to_submit_without_the_signed_scan) {
  const std::string id = world.start();
  world.fill(id);
  for (const char* slot : {"licence", "working_rules", "two_year_report", "staff_evidence"}) ASSERT_TRUE(world.upload("applicant", id, slot));
  const auto refused = world.act("applicant", id, "submit");
  ASSERT_FALSE(refused);
  EXPECT_TRUE(find_detail(refused.error(), "signed_and_sealed")) << World::explain(refused.error());
  ASSERT_TRUE(world.upload("applicant", id, "signed_form"));
  world.execute("UPDATE materials SET state = 'quarantined' WHERE slot = 'signed_form'");
  EXPECT_FALSE(world.act("applicant", id, "submit")) << "a quarantined file does not count";
}

TEST_P(Cases, close_the_window_at_24_hours_of_its_last_day) {
  const std::string id = world.ready();
  world.now = base::start_of(*base::parse_date("2024-09-21"));
  const auto late = world.act("applicant", id, "submit");
  ASSERT_FALSE(late);
  EXPECT_TRUE(find_detail(late.error(), "window_open"));
  world.now -= std::chrono::milliseconds(1);
  EXPECT_EQ(state_of(world.act("applicant", id, "submit")), "verifying");
}

TEST_P(Cases, are_absent_to_a_stranger_and_not_the_citys_to_recommend) {
  const std::string draft = world.start();
  for (const char* login : {"stranger", "district", "city_officer"}) EXPECT_TRUE(world.page(login, draft).is_null()) << login << " sees no draft";
  world.fill(draft);
  world.upload_all(draft);
  ASSERT_TRUE(world.act("applicant", draft, "submit"));
  const auto foreign = world.act("other_district", draft, "recommend");
  const auto absent =
      world.ask("other_district", &Handlers::perform_action, {{{"case_id", "no-such-case"}, {"action_id", "recommend"}}, Value::Map{}, "v1"});
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().code, ErrorCode::not_found);
  EXPECT_EQ(foreign.error().id, absent.error().id);
  for (const char* login : {"city_officer", "province_officer", "applicant"}) {
    const auto refused = world.act(login, draft, "recommend");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::forbidden) << login;
  }
}

TEST_P(Cases, cannot_skip_a_step_or_publish_by_themselves) {
  const std::string id = world.submitted();
  const auto skipped = world.act("city_officer", id, "file", World::decision());
  ASSERT_FALSE(skipped);
  EXPECT_EQ(skipped.error().code, ErrorCode::not_allowed);
  EXPECT_TRUE(find_detail(skipped.error(), "wrong_state"));
  ASSERT_EQ(state_of(world.recommend(id)), "examining");
  const auto published = world.act("city_officer", id, "publish");
  ASSERT_FALSE(published);
  EXPECT_EQ(published.error().id, "cases.performed_elsewhere");
  EXPECT_EQ(world.act("city_officer", id, "no_such_action").error().code, ErrorCode::not_found);
}

TEST_P(Cases, refuse_a_stale_version_and_the_same_action_twice) {
  const std::string id = world.submitted();
  const auto stale = world.act("district", id, "return", World::return_items(), "v1");
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().code, ErrorCode::stale);
  ASSERT_TRUE(world.act("district", id, "return", World::return_items()));
  const auto again = world.act("district", id, "return", World::return_items());
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::not_allowed);
  EXPECT_TRUE(find_detail(again.error(), "wrong_state"));
  EXPECT_EQ(world.act("district", id, "return", World::return_items(), "x7").error().code, ErrorCode::malformed);
  EXPECT_EQ(world.ask("district", &Handlers::perform_action, {{{"case_id", id}, {"action_id", "return"}}}).error().code,
            ErrorCode::precondition_missing);
}

TEST_P(Cases, ask_for_every_signature_the_scan_and_the_reasons) {
  const std::string id = world.submitted();
  const auto no_scan = world.act("district", id, "recommend", World::recommendation());
  ASSERT_FALSE(no_scan);
  EXPECT_TRUE(find_detail(no_scan.error(), "scan")) << World::explain(no_scan.error());
  ASSERT_TRUE(world.upload("district", id, "recommendation_scan"));
  Value unsealed = World::recommendation();
  unsealed.set("signed", Value::List{"head", "seal"});
  const auto missing = world.act("district", id, "recommend", unsealed);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().id, "cases.signature_missing");
  EXPECT_EQ(missing.error().params.at("signs"), "cover_seal");
  Value blank(Value::Map{{"input", Value::Map{{"reasons", "  "}, {"head_name", "甲"}, {"signed_on", "2024-09-20"}}},
                         {"signed", Value::List{"head", "seal"}}});
  const auto declined = world.act("district", id, "decline", blank);
  ASSERT_FALSE(declined);
  EXPECT_EQ(declined.error().code, ErrorCode::invalid);
  blank.as_map()["input"].set("reasons", "专职人员实际不足。");
  EXPECT_EQ(state_of(world.act("district", id, "decline", blank)), "not_recommended");
  EXPECT_FALSE(world.page("applicant", id).at("remedy").is_null());
}

TEST_P(Cases, need_every_judgement_met) {
  const std::string id = world.submitted();
  ASSERT_TRUE(world.upload("district", id, "recommendation_scan"));
  Value partly = World::recommendation();
  partly.as_map()["judgements"].as_list()[2].set("outcome", "not_met");
  const auto refused = world.act("district", id, "recommend", partly);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(find_detail(refused.error(), "facilities")) << World::explain(refused.error());
  const Ask judged{{{"case_id", id}, {"condition_id", "facilities"}}, Value::Map{{"outcome", "not_met"}, {"remark", "场地已腾退"}}};
  EXPECT_EQ(world.ask("city_officer", &Handlers::judge_condition, judged).error().id, "cases.not_your_judgement");
  ASSERT_TRUE(world.ask("district", &Handlers::judge_condition, judged));
  const auto findings = [&](const std::string& login) {
    return std::get<Value>(world.ask(login, &Handlers::check_case, {{{"case_id", id}}})->body).at("findings").as_list();
  };
  const auto outcome = [&](const std::string& login) {
    for (const Value& finding : findings(login)) {
      if (finding.text_or("condition") == "facilities") return finding.text_or("outcome");
    }
    return std::string();
  };
  EXPECT_EQ(outcome("district"), "not_met");
  EXPECT_EQ(outcome("applicant"), "not_evidenced") << "an answer that is not yet given is not shown";
}

TEST_P(Cases, keep_a_provisional_account_from_submitting) {
  const std::string id = world.ready();
  const auto refused = world.act("newcomer", id, "submit");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().id, "cases.provisional_account");
  EXPECT_TRUE(world.ask("newcomer", &Handlers::save_draft,
                        {{{"case_id", id}, {"section_id", "section_2"}}, Value::Map{{"answers", Value::Map{{"basis", "草稿"}}}}, "v1"}));
}

TEST_P(Cases, roll_back_when_an_observer_refuses) {
  const std::string id = world.ready();
  world.observer.refuses = "submit";
  ASSERT_FALSE(world.act("applicant", id, "submit"));
  EXPECT_EQ(world.find(id).state, "draft");
  EXPECT_TRUE(world.replay().empty());
}

TEST_P(Cases, block_filing_while_an_objection_is_open) {
  const std::string id = world.submitted();
  ASSERT_TRUE(world.recommend(id));
  world.at("2024-09-27", 9);
  ASSERT_TRUE(world.publish(id));
  ASSERT_TRUE(world.upload("city_officer", id, "decision_scan"));
  world.at("2024-10-10", 9);
  world.observer.open_objections = 1;
  const auto blocked = world.act("city_officer", id, "file", World::decision());
  ASSERT_FALSE(blocked);
  EXPECT_TRUE(find_detail(blocked.error(), "no_open_objection"));
  world.observer.open_objections = 0;
  EXPECT_EQ(state_of(world.act("city_officer", id, "file", World::decision())), "filed");
}

TEST_P(Cases, lapse_only_after_the_supplement_term) {
  const std::string id = world.submitted();
  Value body = World::return_items();
  body.set("term_length", "P5D");
  ASSERT_TRUE(world.act("district", id, "return", body));
  EXPECT_FALSE(world.act("district", id, "lapse"));
  world.at("2024-09-30", 9);
  const auto late = world.act("applicant", id, "resubmit");
  ASSERT_FALSE(late);
  EXPECT_TRUE(find_detail(late.error(), "supplement_term"));
  EXPECT_EQ(state_of(world.act("district", id, "lapse")), "lapsed");
}

TEST_P(Cases, refuse_terms_that_are_too_short_wrong_or_not_to_be_entered) {
  const std::string id = world.submitted();
  const auto returned_with = [&](const std::string& length) {
    Value body = World::return_items();
    body.set("term_length", length);
    const auto response = world.act("district", id, "return", body);
    return response ? std::string("returned") : response.error().id;
  };
  EXPECT_EQ(returned_with("P0D"), "cases.term_too_short");
  EXPECT_EQ(returned_with("P9999999999D"), "cases.bad_term");
  EXPECT_EQ(returned_with("ten days"), "cases.term_too_short");
  Value decision(Value::Map{{"term_length", "P10D"}});
  EXPECT_EQ(world.act("applicant", id, "withdraw", decision).error().id, "cases.bad_term");
}

TEST_P(Cases, tell_everybody_concerned) {
  const std::string id = world.submitted();
  const auto count = [&](const std::string& login, const std::string& kind) {
    std::int64_t number = 0;
    world.change([&](storage::Connection& connection) {
      const storage::Statement statement{"test", "SELECT COUNT(*) AS number FROM messages WHERE account_id = $1 AND kind = $2", ""};
      number = connection.find(statement, {world.ids["account_" + login], kind}, [](const storage::Row& row) { return row.integer("number"); })
                   .value_or(0);
    });
    return number;
  };
  EXPECT_EQ(count("district", "cases.action"), 1);
  EXPECT_EQ(count("other_district", "cases.action"), 0);
  ASSERT_TRUE(world.act("district", id, "return", World::return_items()));
  EXPECT_EQ(count("applicant", "cases.action_until"), 1);
  ASSERT_TRUE(world.act("applicant", id, "resubmit"));
  ASSERT_TRUE(world.upload("district", id, "recommendation_scan"));
  const Value refusal(Value::Map{{"input", Value::Map{{"reasons", "核实不符。"}, {"head_name", "甲"}, {"signed_on", "2024-09-20"}}},
                                 {"signed", Value::List{"head", "seal"}}});
  ASSERT_TRUE(world.act("district", id, "decline", refusal));
  EXPECT_EQ(count("applicant", "cases.refused"), 1);
}

TEST_P(Cases, tell_no_authority_of_a_draft_withdrawn) {
  const std::string id = world.start();
  ASSERT_EQ(state_of(world.act("applicant", id, "withdraw", Value())), "withdrawn");
  std::int64_t told = -1;
  world.change([&](storage::Connection& connection) {
    told = connection
               .find(storage::Statement{"test", "SELECT COUNT(*) AS number FROM messages", ""}, {},
                     [](const storage::Row& row) { return row.integer("number"); })
               .value();
  });
  EXPECT_EQ(told, 0);
}

TEST_P(Cases, stand_in_the_queue_of_those_who_may_see_them) {
  const std::string one = world.submitted();
  const std::string two = world.start("stranger", "organisation_two");
  const auto list = [&](const std::string& login, std::map<std::string, std::string, std::less<>> query) {
    Ask ask{{}};
    ask.query = std::move(query);
    const auto response = world.ask(login, &Handlers::list_cases, ask);
    return response ? std::get<Value>(response->body) : Value();
  };
  EXPECT_EQ(list("district", {}).integer_or("total", -1), 1);
  EXPECT_EQ(list("city_officer", {}).integer_or("total", -1), 1) << "a draft stands in nobody's queue";
  EXPECT_EQ(list("other_district", {}).integer_or("total", -1), 0);
  EXPECT_EQ(list("stranger", {}).at("items").as_list().at(0).text_or("id"), two);
  EXPECT_EQ(list("district", {{"held_by_me", "true"}}).integer_or("total", -1), 1);
  EXPECT_EQ(list("city_officer", {{"held_by_me", "true"}}).integer_or("total", -1), 0);
  EXPECT_EQ(list("city_officer", {{"q", "东北测试"}}).integer_or("total", -1), 1);
  EXPECT_EQ(list("city_officer", {{"q", "100%"}}).integer_or("total", -1), 0);
  EXPECT_EQ(list("city_officer", {{"division", "210103"}}).integer_or("total", -1), 0);
  EXPECT_EQ(list("city_officer", {{"state", "filed"}}).at("counts").integer_or("verifying", 0), 1) << "counts ignore the state filter";
  EXPECT_TRUE(list("city_officer", {{"sort", "(select 1)"}}).is_null());
  EXPECT_EQ(list("city_officer", {{"procedure", "shenyang_outlet_2024/filing"}}).integer_or("total", -1), 1);
  const Value other = list("city_officer", {{"procedure", "shenyang_outlet_2024/rectification"}});
  EXPECT_TRUE(other.integer_or("total", -1) == 0 && other.at("items").as_list().empty() && other.at("counts").as_map().empty());
  EXPECT_EQ(other.at("procedures").as_list().at(0).integer_or("count", -1), 1) << "what the other procedures hold stays in sight";
  const Value item = list("district", {}).at("items").as_list().at(0);
  EXPECT_EQ(item.text_or("holder_name"), "和平区市场监督管理局");
  EXPECT_EQ(item.text_or("organisation_name"), "东北测试大学图书馆");
  EXPECT_TRUE(base::is_id(one));
}

TEST_P(Cases, page_through_the_queue_without_gaps) {
  const std::string first = world.submitted();
  ASSERT_TRUE(world.act("applicant", first, "withdraw"));
  world.at("2024-09-11", 9);
  const std::string second = world.start();
  for (const char* sort : {"number", "-number", "state_since", "-state_since"}) {
    Ask ask{{}};
    ask.query = {{"limit", "1"}, {"sort", sort}};
    const Value page = std::get<Value>(world.ask("applicant", &Handlers::list_cases, ask)->body);
    ask.query["cursor"] = page.text_or("next_cursor");
    const Value next = std::get<Value>(world.ask("applicant", &Handlers::list_cases, ask)->body);
    std::set<std::string> seen{page.at("items").as_list().at(0).text_or("id"), next.at("items").as_list().at(0).text_or("id")};
    EXPECT_EQ(seen, (std::set<std::string>{first, second})) << sort;
    EXPECT_TRUE(next.at("next_cursor").is_null());
  }
}

TEST_P(Cases, show_officers_what_was_submitted_while_the_applicant_works_on_it) {
  const std::string id = world.submitted();
  ASSERT_TRUE(world.act("district", id, "return", World::return_items()));
  const Value section = world.page("applicant", id).at("sections").at("section_2");
  ASSERT_TRUE(world.save(id, "section_2", Value::Map{{"basis", "改写中"}}, "v" + std::to_string(section.integer_or("version", 0))));
  EXPECT_EQ(world.page("applicant", id).at("sections").at("section_2").at("answers").text_or("basis"), "改写中");
  EXPECT_EQ(world.page("district", id).at("sections").at("section_2").at("answers").text_or("basis"), "测试填写的内容。");
}

TEST_P(Cases, print_the_draft_and_what_was_submitted) {
  const std::string id = world.submitted();
  for (const auto operation : {&Handlers::print_form_pdf, &Handlers::print_form_docx}) {
    const auto printed = world.ask("district", operation, {{{"case_id", id}}});
    ASSERT_TRUE(printed);
    EXPECT_GT(std::get<std::string>(printed->body).size(), 1000u);
    EXPECT_TRUE(printed->headers.at("Content-Disposition").starts_with("attachment"));
    EXPECT_FALSE(world.ask("stranger", operation, {{{"case_id", id}}}));
  }
}

TEST_P(Cases, keep_phrases_within_one_authority) {
  const Ask phrase{{}, Value::Map{{"action", "return"}, {"text", "请补盖公章。"}}};
  ASSERT_TRUE(world.ask("district", &Handlers::add_phrase, phrase));
  const auto listed = [&](const std::string& login) {
    return std::get<Value>(world.ask(login, &Handlers::list_phrases, {{}})->body).at("items").as_list().size();
  };
  EXPECT_EQ(listed("district"), 1u);
  EXPECT_EQ(listed("other_district"), 0u);
}

TEST_P(Cases, refuse_members_nobody_asked_for) {
  const std::string id = world.ready();
  for (const char* member : {"state", "owner", "version", "approved_by"}) {
    const auto refused = world.act("applicant", id, "submit", Value::Map{{member, "x"}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::invalid) << member;
  }
  const auto refused = world.act("applicant", id, "withdraw", Value::Map{{"input", Value::Map{{"state", "filed"}}}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().id, "cases.invalid_input");
}

}  // namespace
}  // namespace zhidian::cases
