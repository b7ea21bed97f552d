#include <gtest/gtest.h>

#include "capabilities/cases/cases_test_support.hpp"

namespace zhidian::cases {
namespace {

using base::ErrorCode;
using base::Value;

/// A PNG of one pixel.
std::string one_white_pixel() {
  const std::string hex =
      "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c494441"
      "54789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082";
  std::string bytes;
  for (std::size_t index = 0; index < hex.size(); index += 2) bytes += static_cast<char>(std::stoi(hex.substr(index, 2), nullptr, 16));
  return bytes;
}

class Materials : public testing::Test {
 protected:
  std::string id_of(const base::Result<http::Response>& response) {
    return response ? std::get<Value>(response->body).text_or("id") : World::explain(response.error());
  }
  Ask material(const std::string& case_id, const std::string& material_id) { return {{{"case_id", case_id}, {"material_id", material_id}}}; }
  World world;
};

TEST_F(Materials, are_kept_and_served_as_downloads) {
  const std::string id = world.start();
  const auto made = world.upload("applicant", id, "licence", World::test_pdf(), "营业执照.pdf");
  ASSERT_TRUE(made) << World::explain(made.error());
  const Value value = std::get<Value>(made->body);
  EXPECT_EQ(value.text_or("media_type"), "application/pdf");
  EXPECT_EQ(value.text_or("sha256"), base::sha256_hex(World::test_pdf()));
  const auto served = world.ask("applicant", &Handlers::download_material, material(id, value.text_or("id")));
  ASSERT_TRUE(served);
  EXPECT_TRUE(served->headers.at("Content-Disposition").starts_with("attachment"));
  EXPECT_TRUE(std::filesystem::exists(std::get<http::FileBody>(served->body).path));
}

TEST_F(Materials, refuse_a_program_named_pdf) {
  const std::string id = world.start();
  std::string program = std::string("MZ") + std::string(58, '\0') + std::string("\x80\0\0\0", 4) + std::string(64, '\0') + std::string("PE\0\0", 4) +
                        std::string(200, '\0');
  const auto refused = world.upload("applicant", id, "licence", program, "营业执照.pdf");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().id, "cases.type_refused");
  EXPECT_EQ(refused.error().code, ErrorCode::invalid);
  EXPECT_EQ(refused.error().params.at("found"), "application/x-dosexec");
}

TEST_F(Materials, keep_to_slots_parties_and_turns) {
  const std::string id = world.start();
  EXPECT_EQ(world.upload("applicant", id, "no_such_slot").error().id, "cases.unknown_slot");
  EXPECT_EQ(world.upload("applicant", id, "recommendation_scan").error().id, "cases.not_your_slot");
  ASSERT_TRUE(world.upload("applicant", id, "signed_form"));
  EXPECT_EQ(world.upload("applicant", id, "signed_form").error().id, "cases.slot_full");
  const std::string case_id = [&] {
    world.fill(id);
    for (const char* slot : {"licence", "working_rules", "two_year_report", "staff_evidence"}) EXPECT_TRUE(world.upload("applicant", id, slot));
    EXPECT_TRUE(world.act("applicant", id, "submit"));
    return id;
  }();
  EXPECT_EQ(world.upload("applicant", case_id, "licence").error().id, "cases.not_your_turn");
  EXPECT_EQ(world.upload("city_officer", case_id, "decision_scan").error().id, "cases.not_your_turn");
  EXPECT_EQ(world.upload("district", case_id, "licence").error().id, "cases.not_your_slot");
}

TEST_F(Materials, are_absent_to_strangers_and_under_a_foreign_parent) {
  const std::string id = world.start(), other = world.start("stranger", "organisation_two");
  const std::string own = id_of(world.upload("applicant", id, "licence"));
  const std::string foreign = id_of(world.upload("stranger", other, "licence"));
  for (const auto operation : {&Handlers::download_material, &Handlers::remove_material}) {
    EXPECT_EQ(world.ask("stranger", operation, material(id, own)).error().code, ErrorCode::not_found);
    EXPECT_EQ(world.ask("applicant", operation, material(id, foreign)).error().id, "cases.material_not_found");
    EXPECT_EQ(world.ask("applicant", operation, material(other, foreign)).error().code, ErrorCode::not_found);
  }
  EXPECT_EQ(world.upload("stranger", id, "licence").error().id, "cases.not_found");
}

TEST_F(Materials, remember_under_which_answers_the_form_was_signed) {
  const std::string id = world.ready();
  const auto is_older = [&] {
    const Value page = world.page("applicant", id);
    for (const Value& made : page.at("materials").as_list()) {
      if (made.text_or("slot") == "signed_form") return made.bool_or("is_older_than_form", false);
    }
    return false;
  };
  EXPECT_FALSE(is_older());
  const Value section = world.page("applicant", id).at("sections").at("section_2");
  ASSERT_TRUE(world.save(id, "section_2", Value::Map{{"basis", "签字之后又改"}}, "v" + std::to_string(section.integer_or("version", 0))));
  EXPECT_TRUE(is_older());
  EXPECT_EQ(world.act("applicant", id, "submit").has_value(), true) << "it is a warning, not a refusal";
}

TEST_F(Materials, stay_with_the_submission_that_named_them) {
  const std::string id = world.submitted();
  ASSERT_TRUE(world.act("district", id, "return", World::return_items()));
  std::string licence;
  const Value page = world.page("applicant", id);
  for (const Value& made : page.at("materials").as_list()) {
    if (made.text_or("slot") == "licence") licence = made.text_or("id");
  }
  ASSERT_TRUE(world.ask("applicant", &Handlers::remove_material, material(id, licence)));
  EXPECT_FALSE(world.ask("applicant", &Handlers::download_material, material(id, licence)));
  EXPECT_TRUE(world.ask("district", &Handlers::download_material, material(id, licence))) << "officers see what was submitted";
  const std::string added = id_of(world.upload("applicant", id, "licence"));
  EXPECT_FALSE(world.ask("district", &Handlers::download_material, material(id, added))) << "not submitted yet";
}

TEST_F(Materials, of_an_officer_are_hidden_until_the_officer_has_acted) {
  const std::string id = world.submitted();
  const std::string scan = id_of(world.upload("district", id, "recommendation_scan"));
  EXPECT_FALSE(world.ask("applicant", &Handlers::download_material, material(id, scan)));
  ASSERT_TRUE(world.act("district", id, "recommend", World::recommendation()));
  EXPECT_TRUE(world.ask("applicant", &Handlers::download_material, material(id, scan)));
}

TEST_F(Materials, refuse_to_join_what_is_no_picture_or_not_theirs) {
  const std::string id = world.start();
  const std::string pdf = id_of(world.upload("applicant", id, "licence"));
  const auto join = [&](Value::List ids) {
    return world.ask("applicant", &Handlers::join_materials, {{{"case_id", id}}, Value::Map{{"slot", "licence"}, {"material_ids", std::move(ids)}}})
        .error()
        .id;
  };
  EXPECT_EQ(join({Value(pdf)}), "documents.not_a_picture");
  EXPECT_EQ(join({Value("no-such-material")}), "cases.material_not_found");
  EXPECT_EQ(join({}), "cases.nothing_to_join");
}

TEST_F(Materials, photographed_by_page_become_one_file) {
  const std::string id = world.start();
  const std::string first = id_of(world.upload("applicant", id, "licence", one_white_pixel(), "第一页.png"));
  const std::string second = id_of(world.upload("applicant", id, "licence", one_white_pixel(), "第二页.png"));
  const Ask ask{{{"case_id", id}}, Value::Map{{"slot", "licence"}, {"material_ids", Value::List{Value(first), Value(second)}}}};
  const auto joined = world.ask("applicant", &Handlers::join_materials, ask);
  ASSERT_TRUE(joined) << World::explain(joined.error());
  EXPECT_EQ(std::get<Value>(joined->body).text_or("media_type"), "application/pdf");
  EXPECT_EQ(std::get<Value>(joined->body).text_or("name"), "第一页.pdf");
  EXPECT_EQ(world.page("applicant", id).at("materials").as_list().size(), 1u);
  EXPECT_EQ(world.ask("applicant", &Handlers::join_materials, ask).error().id, "cases.material_not_found") << "the pages are used up";
}

TEST_F(Materials, in_quarantine_are_not_previewed) {
  const std::string id = world.start();
  const std::string made = id_of(world.upload("applicant", id, "licence"));
  world.execute("UPDATE materials SET state = 'quarantined'");
  Ask page = material(id, made);
  page.path["page"] = "1";
  EXPECT_EQ(world.ask("applicant", &Handlers::preview_material, page).error().id, "cases.quarantined");
  world.execute("UPDATE materials SET state = 'usable'");
  page.path["page"] = "99";
  EXPECT_EQ(world.ask("applicant", &Handlers::preview_material, page).error().code, ErrorCode::not_found);
  EXPECT_EQ(world.ask("stranger", &Handlers::preview_material, page).error().id, "cases.not_found");
}

TEST_F(Materials, that_are_empty_are_refused) {
  const std::string id = world.start();
  const storage::Statement none{"test", "SELECT id FROM materials", ""};
  const files::Incoming empty{"", base::sha256_hex(""), 0, "application/x-empty"};
  world.change([&](storage::Connection& connection) {
    const auto refused = world.service->add_material(connection, world.find(id), "licence", empty, "空.pdf",
                                                     {world.ids["account_applicant"], {"applicant"}, world.now});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().id, "cases.empty_file");
    EXPECT_TRUE(connection.list(none, {}, [](const storage::Row& row) { return row.text("id"); }).empty());
  });
}

}  // namespace
}  // namespace zhidian::cases
