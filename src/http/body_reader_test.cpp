#include <gtest/gtest.h>

#include "http/http.hpp"
#include "http/problem.hpp"

namespace zhidian::http {
namespace {

using Map = base::Value::Map;
using List = base::Value::List;

/// The ids of the findings with their fields, e.g. `name:http.missing_field`.
std::vector<std::string> findings(BodyReader& reader) {
  std::vector<std::string> found;
  if (const auto read = reader.finish(); !read) {
    for (const auto& detail : read.error().details) found.push_back(detail.field + ":" + detail.id);
  }
  return found;
}
using Findings = std::vector<std::string>;

TEST(BodyReader, ReadsWhatIsThere) {
  const base::Value body = Map{{"name", "沈阳"}, {"count", 3}, {"flag", true}, {"on", "2024-10-08"}, {"ids", List{1, 2}}, {"more", Map{{"a", 1}}}};
  BodyReader reader(body);
  EXPECT_EQ(reader.required_text("name", 2), "沈阳");
  EXPECT_EQ(reader.required_integer("count", 1, 3), 3);
  EXPECT_TRUE(reader.optional_bool("flag", false));
  EXPECT_EQ(base::print_date(reader.required_date("on")), "2024-10-08");
  EXPECT_EQ(reader.optional_list("ids").size(), 2U);
  EXPECT_EQ(reader.optional_value("more").integer_or("a", 0), 1);
  EXPECT_EQ(findings(reader), Findings{});
}

TEST(BodyReader, ReadsAListOfTexts) {
  const base::Value body = Map{{"signs", List{"handler", "head"}}, {"wrong", List{"a", 7}}, {"long", List{"三个字"}}};
  BodyReader reader(body);
  EXPECT_EQ(reader.optional_texts("signs", 10), (std::vector<std::string>{"handler", "head"}));
  EXPECT_TRUE(reader.optional_texts("absent", 10).empty());
  reader.optional_texts("wrong", 10);
  reader.optional_texts("long", 2);
  EXPECT_EQ(findings(reader), (Findings{"wrong:http.not_text", "long:http.text_too_long"}));
}

TEST(BodyReader, AbsentAndNullAreTheSame) {
  const base::Value body = Map{{"name", nullptr}};
  BodyReader reader(body);
  EXPECT_EQ(reader.optional_text("name", 5), "");
  EXPECT_EQ(reader.optional_integer("count", 1, 3), std::nullopt);
  EXPECT_TRUE(reader.optional_bool("flag", true));
  EXPECT_EQ(reader.optional_date("on"), std::nullopt);
  EXPECT_TRUE(reader.optional_list("ids").empty());
  EXPECT_TRUE(reader.optional_value("more").is_null());
  EXPECT_EQ(findings(reader), Findings{});
}

TEST(BodyReader, TellsEverythingAtOnce) {
  const base::Value body = Map{{"blank", " \t"}, {"long", "三个字"},   {"number", 5}, {"hidden", "a\u202eb"},
                               {"flag", 1},      {"on", "2027-02-29"}, {"ids", "x"},  {"state", "filed"}};
  BodyReader reader(body);
  reader.required_text("absent", 5);
  reader.required_text("blank", 5);
  reader.optional_text("long", 2);
  reader.optional_text("number", 5);
  reader.optional_text("hidden", 5);
  reader.required_integer("none", 1, 4);
  reader.optional_integer("number", 1, 4);
  reader.optional_bool("flag", false);
  reader.optional_date("on");
  reader.optional_list("ids");
  EXPECT_EQ(findings(reader), (Findings{"absent:http.missing_field", "blank:http.missing_field", "long:http.text_too_long", "number:http.not_text",
                                        "hidden:http.text_is_disguised", "none:http.missing_field", "number:http.out_of_range",
                                        "flag:http.not_a_boolean", "on:http.bad_date", "ids:http.not_a_list", "state:http.unknown_field"}));
}

TEST(BodyReader, WantsAMap) {
  const base::Value list = List{};
  BodyReader reader(list);
  EXPECT_EQ(findings(reader), Findings{":http.not_a_map"});
  const base::Value nothing;
  BodyReader empty(nothing);
  EXPECT_EQ(findings(empty), Findings{});
}

TEST(Problems, HaveOneStatusPerCode) {
  using base::ErrorCode;
  const std::map<ErrorCode, int> statuses{{ErrorCode::invalid, 422},     {ErrorCode::malformed, 400},
                                          {ErrorCode::not_found, 404},   {ErrorCode::conflict, 409},
                                          {ErrorCode::forbidden, 403},   {ErrorCode::not_allowed, 409},
                                          {ErrorCode::unavailable, 503}, {ErrorCode::unauthenticated, 401},
                                          {ErrorCode::stale, 412},       {ErrorCode::precondition_missing, 428},
                                          {ErrorCode::mismatch, 422},    {ErrorCode::too_large, 413},
                                          {ErrorCode::too_many, 429},    {ErrorCode::storage_full, 507}};
  for (const auto& [code, status] : statuses) {
    EXPECT_EQ(status_of(code), status);
    const auto title = "http.title_" + std::string(name_of(code));
    EXPECT_NE(sentence(Language::zh, title, {}), title);
  }
}

TEST(Problems, TellDetailsInTheLanguage) {
  base::Error error{base::ErrorCode::not_allowed, "http.not_found", {}, {}, {"return"}};
  error.details.push_back({"", "team.full_time", "", {}, "专职人员不足", "too few", "补充人员", "add people", {"act/art_4"}});
  error.details.push_back({"name", "", "http.missing_field", {}, "", "", "", "", {}});
  const auto body = problem_body(error, Language::en);
  EXPECT_EQ(body.integer_or("status", 0), 409);
  EXPECT_EQ(body.at("errors").as_list()[0].text_or("message"), "too few");
  EXPECT_EQ(body.at("errors").as_list()[0].text_or("cure"), "add people");
  EXPECT_EQ(body.at("errors").as_list()[0].at("cites").as_list()[0].as_text(), "act/art_4");
  EXPECT_EQ(body.at("errors").as_list()[1].text_or("message"), "This entry is required.");
  EXPECT_EQ(problem_body(error, Language::zh).at("errors").as_list()[0].text_or("message"), "专职人员不足");
  EXPECT_EQ(body.at("allowed").as_list()[0].as_text(), "return");
}

}  // namespace
}  // namespace zhidian::http
