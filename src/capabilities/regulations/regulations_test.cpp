#include "capabilities/regulations/regulations.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "capabilities/regulations/regulations_http.hpp"
#include "support/city.hpp"

namespace zhidian::regulations {
namespace {

using base::ErrorCode;
using support::City;
using support::morning_of;
using testing::Contains;
using testing::HasSubstr;

constexpr std::string_view shenyang = "shenyang_outlet_2024";

class Regulations : public testing::TestWithParam<storage::Dialect> {
 protected:
  City city_{GetParam(), ZHIDIAN_SOURCE_DIR};
  Handlers handlers_{city_.registry()};

  /// Asks a route the way the dispatcher does: one snapshot, path and query set.
  template <class Route>
  base::Result<http::Response> ask(Route route, std::map<std::string, std::string, std::less<>> path,
                                   std::map<std::string, std::string, std::less<>> query = {}) {
    auto reader = city_.database().read();
    http::Call call;
    call.path = std::move(path);
    call.query = std::move(query);
    call.connection = &reader->connection();
    return (handlers_.*route)(call);
  }
  static const base::Value& body(const base::Result<http::Response>& response) { return std::get<base::Value>(response->body); }
};

TEST_P(Regulations, SeedsOnceAndLoadsTheActivatedVersion) {
  const auto seeded = city_.store().count("SELECT COUNT(*) AS n FROM act_versions");
  EXPECT_EQ(seeded, static_cast<std::int64_t>(city_.registry()->law.acts.size()));
  const auto again = load_registry(city_.database(), support::project_sources(ZHIDIAN_SOURCE_DIR, "regulations"),
                                   support::project_sources(ZHIDIAN_SOURCE_DIR, "calendars"), morning_of("2024-01-03"));
  EXPECT_EQ(city_.store().count("SELECT COUNT(*) AS n FROM act_versions"), seeded);
  const std::int64_t version = again->find_act(shenyang, 0)->version;
  ASSERT_NE(again->find_procedure(shenyang, version, "filing"), nullptr);
  EXPECT_NE(again->find_form(shenyang, version, "application"), nullptr);
  EXPECT_EQ(again->find_procedure(shenyang, version + 1, "filing"), nullptr);
  const rules::Procedure* objection = again->find_child_procedure(shenyang, version, "filing");
  ASSERT_NE(objection, nullptr);
  EXPECT_EQ(objection->id, "objection");
}

TEST_P(Regulations, AStoredVersionRunsWithoutItsFiles) {
  const auto registry = load_registry(city_.database(), {}, support::project_sources(ZHIDIAN_SOURCE_DIR, "calendars"), morning_of("2024-01-03"));
  EXPECT_NE(registry->find_procedure(shenyang, 0, "filing"), nullptr);
}

TEST_P(Regulations, RefusesChangedContentUnderTheSameVersion) {
  auto files = support::project_sources(ZHIDIAN_SOURCE_DIR, "regulations");
  bool is_changed = false;
  for (rules::SourceFile& file : files) {
    const auto found = file.text.find("at_least: 3}");
    if (!file.path.ends_with(std::string(shenyang) + "/procedures/filing.yaml") || found == std::string::npos) continue;
    file.text.replace(found, 12, "at_least: 2}");
    is_changed = true;
  }
  ASSERT_TRUE(is_changed);
  try {
    load_registry(city_.database(), files, support::project_sources(ZHIDIAN_SOURCE_DIR, "calendars"), morning_of("2024-01-03"));
    FAIL() << "a changed version was taken";
  } catch (const storage::Failure& failure) {
    EXPECT_THAT(failure.what(), HasSubstr(std::string(shenyang)));
  }
}

TEST_P(Regulations, RemembersTheCalendarsThatWereInForce) {
  const auto files = support::project_sources(ZHIDIAN_SOURCE_DIR, "calendars");
  std::string text = std::ranges::find(files, "calendars/2026.yaml", &rules::SourceFile::path)->text;
  text.replace(text.find("version: 1"), 10, "version: 2");
  text += "  - {date: 2026-11-04, rest: true, name: {zh: 测试, en: Test}}\n";
  std::vector<rules::Problem> problems;
  const rules::CalendarNotice notice = rules::read_calendar_notice({"calendars/2026-2.yaml", text}, problems);
  ASSERT_TRUE(problems.empty());
  const auto transaction = city_.database().write();
  storage::Connection& connection = transaction->connection();
  EXPECT_TRUE(list_former_calendars(connection, "2024-01-01T00:00:00.000Z").empty()) << "what the program brought was always so";
  ASSERT_TRUE(add_calendar_notice(connection, notice, text, "change", morning_of("2026-03-02")));
  const auto former = list_former_calendars(connection, base::print_instant(morning_of("2026-03-01")));
  ASSERT_EQ(former.size(), 1U);
  const base::Date day = base::parse_date("2026-11-04").value();
  EXPECT_TRUE(former.front().is_working(day));
  EXPECT_FALSE(load_calendar(connection).is_working(day));
  EXPECT_TRUE(list_former_calendars(connection, base::print_instant(morning_of("2026-03-03"))).empty());
}

TEST_P(Regulations, ABrokenFileIsRefusedWithFileAndLine) {
  auto files = support::project_sources(ZHIDIAN_SOURCE_DIR, "regulations");
  for (rules::SourceFile& file : files) {
    if (file.path.ends_with("procedures/filing.yaml")) file.text += "\nno_such_key: 1\n";
  }
  EXPECT_THROW(load_registry(city_.database(), files, support::project_sources(ZHIDIAN_SOURCE_DIR, "calendars"), morning_of("2024-01-03")),
               storage::Failure);
}

TEST_P(Regulations, AnswersTheActWithItsArticlesAndProcedures) {
  const auto response = ask(&Handlers::get_regulation, {{"act_id", std::string(shenyang)}});
  ASSERT_TRUE(response);
  EXPECT_GE(body(response).at("articles").as_list().size(), 20U);
  EXPECT_EQ(body(response).text_or("jurisdiction"), "210100");
  std::vector<std::string> procedures;
  for (const base::Value& procedure : body(response).at("procedures").as_list()) procedures.push_back(procedure.text_or("id"));
  EXPECT_THAT(procedures, Contains("filing"));
  EXPECT_EQ(ask(&Handlers::get_regulation, {{"act_id", "nowhere"}}).error().code, ErrorCode::not_found);
}

TEST_P(Regulations, AnArticleNamesWhatItIsBoundTo) {
  const auto response = ask(&Handlers::get_article, {{"act_id", std::string(shenyang)}, {"article_id", "art_16"}});
  ASSERT_TRUE(response);
  std::vector<std::string> bound;
  for (const base::Value& place : body(response).at("bound_by").as_list()) bound.push_back(place.as_text());
  EXPECT_THAT(bound, Contains("filing/window"));
  EXPECT_THAT(bound, Contains("filing/grants"));
  EXPECT_TRUE(body(response).at("official_text").is_null());
  EXPECT_EQ(ask(&Handlers::get_article, {{"act_id", std::string(shenyang)}, {"article_id", "art_99"}}).error().id, "regulations.article_not_found");
}

TEST_P(Regulations, AProcedureComesWithItsFormAndFullCitations) {
  const auto response = ask(&Handlers::get_procedure, {{"act_id", std::string(shenyang)}, {"procedure_id", "filing"}});
  ASSERT_TRUE(response);
  const base::Value& value = body(response);
  EXPECT_EQ(value.at("form").at("sections").as_list().size(), 9U);
  for (const base::Value& condition : value.at("conditions").as_list()) {
    if (condition.text_or("id") != "full_time_staff") continue;
    EXPECT_EQ(condition.at("cites"), base::Value(base::Value::List{"shenyang_outlet_2024/art_4_1"}));
  }
  for (const base::Value& action : value.at("actions").as_list()) {
    EXPECT_EQ(action.at("party").as_list().size(), action.text_or("id") == "lapse" || action.text_or("id") == "return" ? 2U : 1U)
        << action.text_or("id");
  }
}

TEST_P(Regulations, ExplainsATermDayByDay) {
  const auto response =
      ask(&Handlers::explain_term, {}, {{"start", "2024-09-27"}, {"length", "P5D"}, {"unit", "calendar_day"}, {"last_day", "next_working_day"}});
  ASSERT_TRUE(response);
  EXPECT_EQ(body(response).text_or("start"), "2024-09-27");
  EXPECT_EQ(body(response).text_or("last_day"), "2024-10-08");
  EXPECT_EQ(body(response).text_or("unmoved"), "2024-10-02");
  EXPECT_EQ(body(response).at("days").as_list().size(), 12U);
  EXPECT_FALSE(body(response).text_or("calendar_version").empty());
}

TEST_P(Regulations, ABadTermQuestionNamesEveryMistake) {
  const auto response =
      ask(&Handlers::explain_term, {}, {{"start", "2024-02-30"}, {"length", ""}, {"unit", "working_day"}, {"last_day", "sometimes"}});
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, ErrorCode::invalid);
  EXPECT_EQ(response.error().details.size(), 3U);
  EXPECT_EQ(ask(&Handlers::explain_term, {}, {{"start", "2024-02-28"}, {"length", "five days"}, {"unit", "working_day"}}).error().code,
            ErrorCode::invalid);
  EXPECT_EQ(ask(&Handlers::explain_term, {}, {{"start", "2024-02-28"}, {"length", "P5D"}, {"unit", "fortnight"}}).error().code, ErrorCode::invalid);
}

constexpr std::string_view text =
    "办法\n第一章 总则\n[bookmark: x]第一条 甲。\n第二章 条件\n第四条 应当：\n（一）乙。\n（二）丙。\n续丙。\n第十六条 丁。\n第五章 附则\n第二十条 "
    "戊。\n附件1\n第九十九条 不是条文\n";

TEST_P(Regulations, SplitsAnOfficialTextByItsHeadings) {
  const rules::Act* act = city_.registry()->find_act(shenyang, 0);
  ASSERT_NE(act, nullptr);
  const auto texts = split_text(*act, text);
  ASSERT_TRUE(texts);
  EXPECT_EQ(texts->at("art_16"), "第十六条 丁。");
  EXPECT_EQ(texts->at("art_4_2"), "第四条 应当：\n（二）丙。\n续丙。");
  EXPECT_EQ(texts->count("art_99"), 0U);
  EXPECT_EQ(split_text(*act, "没有标题").error().id, "regulations.no_articles_in_text");
}

TEST_P(Regulations, ImportedTextStandsBesideOurSummary) {
  const rules::Act* act = city_.registry()->find_act(shenyang, 0);
  const auto texts = split_text(*act, text);
  const auto stored = city_.write([&](storage::Connection& connection) { return import_text(connection, *act, *texts, "沈阳市知识产权局"); });
  ASSERT_TRUE(stored);
  const auto response = ask(&Handlers::get_article, {{"act_id", std::string(shenyang)}, {"article_id", "art_16"}});
  EXPECT_EQ(body(response).text_or("official_text"), "第十六条 丁。");
  EXPECT_EQ(body(response).text_or("official_source"), "沈阳市知识产权局");
  const auto refused = city_.write([&](storage::Connection& connection) { return import_text(connection, *act, {{"art_99", "x"}}, "x"); });
  EXPECT_EQ(refused.error().id, "regulations.unknown_article");
}

TEST_P(Regulations, FindsArticlesByTheirWords) {
  const auto hits = city_.read([&](storage::Connection& connection) { return search_articles(connection, *city_.registry(), "第十六条", 10); });
  ASSERT_FALSE(hits.empty());
  EXPECT_EQ(hits.front().text_or("id"), "art_16");
  EXPECT_TRUE(
      city_.read([&](storage::Connection& connection) { return search_articles(connection, *city_.registry(), "绝不出现的词", 10); }).empty());
}

INSTANTIATE_TEST_SUITE_P(Databases, Regulations, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

}  // namespace
}  // namespace zhidian::regulations
