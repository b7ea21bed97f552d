#include <gtest/gtest.h>

#include "capabilities/cases/cases_test_support.hpp"
#include "capabilities/cases/comparison.hpp"
#include "capabilities/cases/prefill.hpp"

namespace zhidian::cases {
namespace {

using base::ErrorCode;
using base::Value;

class Drafts : public testing::Test {
 protected:
  World world;
};

TEST_F(Drafts, are_saved_incomplete_and_counted_by_version) {
  const std::string id = world.start();
  const auto first = world.save(id, "section_2", Value::Map{{"basis", "写了一半"}}, "v0");
  ASSERT_TRUE(first) << World::explain(first.error());
  EXPECT_EQ(first->etag, "v1");
  const Value warning = std::get<Value>(first->body).at("warnings").as_list().at(0);
  EXPECT_EQ(warning.text_or("field"), "section_2.basis");
  EXPECT_FALSE(warning.at("message").text_or("en").empty());
  ASSERT_TRUE(world.save(id, "section_2", Value::Map{{"basis", "又写了一点"}}, "v1"));
  EXPECT_EQ(world.find(id).version, 1) << "a draft is no event";
}

TEST_F(Drafts, show_a_stale_writer_what_stands_there) {
  const std::string id = world.start();
  ASSERT_TRUE(world.save(id, "section_2", Value::Map{{"basis", "第一人"}}, "v0"));
  for (const char* version : {"v0", "v2", "v7"}) {
    const auto stale = world.save(id, "section_2", Value::Map{{"basis", "第二人"}}, version);
    ASSERT_TRUE(stale);
    EXPECT_EQ(stale->status, 412);
    EXPECT_EQ(stale->content_type, "application/problem+json");
    const Value body = base::parse_json(std::get<std::string>(stale->body)).value();
    EXPECT_EQ(body.text_or("id"), "cases.stale_section");
    EXPECT_EQ(body.at("stored").at("answers").text_or("basis"), "第一人");
    EXPECT_EQ(body.at("stored").integer_or("version", 0), 1);
  }
}

TEST_F(Drafts, refuse_what_does_not_belong_there) {
  const std::string id = world.start();
  const auto refused = [&](Value answers) {
    const auto saved = world.save(id, "section_1", std::move(answers), "v1");
    return saved ? std::string("saved") : saved.error().id + " " + (saved.error().details.empty() ? "" : saved.error().details[0].id);
  };
  EXPECT_EQ(refused(Value::Map{{"owner", "x"}}), "cases.invalid_answers rules.unknown_field");
  EXPECT_EQ(refused(Value::Map{{"headcount", "three"}}), "cases.invalid_answers rules.wrong_type");
  EXPECT_EQ(refused(Value::Map{{"unit_name", "a\u202eb"}}), "cases.invalid_answers rules.hidden_characters");
  EXPECT_EQ(refused(Value::Map{{"unit_name", std::string(10'000'000, 'x')}}), "cases.invalid_answers rules.too_long");
  EXPECT_EQ(refused(Value("text")), "cases.invalid_answers ");
  EXPECT_EQ(world.save(id, "section_99", Value::Map{}, "v0").error().code, ErrorCode::not_found);
  EXPECT_EQ(world.save(id, "section_8", Value::Map{{"opinion", "同意"}}, "v0").error().code, ErrorCode::not_found) << "the recommender's section";
}

TEST_F(Drafts, cannot_be_changed_after_submission_nor_by_others) {
  const std::string id = world.submitted();
  EXPECT_EQ(world.save(id, "section_2", Value::Map{{"basis", "改"}}, "v1").error().id, "cases.not_editable");
  const Ask ask{{{"case_id", id}, {"section_id", "section_2"}}, Value::Map{{"answers", Value::Map{{"basis", "改"}}}}, "v1"};
  EXPECT_EQ(world.ask("stranger", &Handlers::save_draft, ask).error().code, ErrorCode::not_found);
  EXPECT_EQ(world.ask("district", &Handlers::save_draft, ask).error().code, ErrorCode::forbidden);
}

TEST_F(Drafts, are_checked_strictly_when_submitted) {
  const std::string id = world.ready();
  const Value section = world.page("applicant", id).at("sections").at("section_1");
  Value answers = section.at("answers");
  answers.set("contact_telephone", "no number");
  ASSERT_TRUE(world.save(id, "section_1", answers, "v" + std::to_string(section.integer_or("version", 0))));
  const auto refused = world.act("applicant", id, "submit");
  ASSERT_FALSE(refused);
  EXPECT_EQ(World::explain(refused.error()), "cases.invalid_answers [ section_1.contact_telephone rules.bad_phone]");
}

TEST_F(Drafts, report_what_is_missing_with_label_and_article) {
  const std::string id = world.start();
  const Value report = std::get<Value>(world.ask("applicant", &Handlers::check_case, {{{"case_id", id}}})->body);
  EXPECT_FALSE(report.bool_or("can_submit", true));
  EXPECT_EQ(report.at("missing_materials").as_list().size(), 5u);
  bool has_basis = false;
  for (const Value& missing : report.at("missing_fields").as_list()) {
    EXPECT_FALSE(missing.at("label").text_or("zh").empty()) << missing.text_or("path");
    has_basis = has_basis || missing.text_or("path") == "section_2.basis";
  }
  EXPECT_TRUE(has_basis);
  for (const Value& finding : report.at("findings").as_list()) EXPECT_FALSE(finding.at("cites").as_list().empty()) << finding.text_or("condition");
}

TEST_F(Drafts, differ_field_by_field_and_item_by_item) {
  const std::string id = world.submitted();
  ASSERT_TRUE(world.act("district", id, "return", World::return_items()));
  const Value section = world.page("applicant", id).at("sections").at("section_5");
  Value answers = section.at("answers");
  answers.as_map()["cases"].as_list()[0].set("name", "新的案例名称");
  ASSERT_TRUE(world.save(id, "section_5", answers, "v" + std::to_string(section.integer_or("version", 0))));
  ASSERT_TRUE(world.upload("applicant", id, "licence"));
  Ask ask{{{"case_id", id}}};
  ask.query = {{"from", "1"}};
  const Value draft = std::get<Value>(world.ask("applicant", &Handlers::compare_rounds, ask)->body);
  ASSERT_EQ(draft.at("fields").as_list().size(), 1u);
  EXPECT_EQ(draft.at("fields").as_list()[0].text_or("path"), "section_5.cases.0.name");
  EXPECT_EQ(draft.at("fields").as_list()[0].text_or("after"), "新的案例名称");
  EXPECT_EQ(draft.at("materials").as_list().at(0).text_or("change"), "added");
  EXPECT_TRUE(draft.at("to").is_null());
  const Value seen = std::get<Value>(world.ask("district", &Handlers::compare_rounds, ask)->body);
  EXPECT_TRUE(seen.at("fields").as_list().empty()) << "a draft is not shown to officers";
  ask.query = {{"from", "1"}, {"to", "9"}};
  EXPECT_EQ(world.ask("applicant", &Handlers::compare_rounds, ask).error().code, ErrorCode::not_found);
  ask.query = {{"from", "one"}};
  EXPECT_EQ(world.ask("applicant", &Handlers::compare_rounds, ask).error().code, ErrorCode::malformed);
}

TEST(Prefill, leaves_out_what_does_not_fit) {
  rules::Field text, number, list;
  text.id = "name";
  text.type = "text";
  text.max_length = 3;
  text.prefill = "organisation.name";
  number.id = "headcount";
  number.type = "integer";
  number.prefill = "organisation.headcount";
  rules::Section section;
  section.id = "section_1";
  section.fields = {text, number};
  rules::Form form;
  form.sections = {section};
  const Value known(Value::Map{{"organisation", Value::Map{{"name", "too long"}, {"headcount", "many"}}}});
  EXPECT_TRUE(prefill_form(form, known).empty());
}

}  // namespace
}  // namespace zhidian::cases
