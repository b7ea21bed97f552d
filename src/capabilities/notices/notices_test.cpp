#include "capabilities/notices/notices.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "capabilities/notices/notices_http.hpp"
#include "support/day.hpp"
#include "support/filing.hpp"

namespace zhidian::notices {
namespace {

using base::ErrorCode;
using base::Value;
using support::morning_of;
using testing::HasSubstr;
using testing::Not;

using support::day;

class Notices : public testing::TestWithParam<storage::Dialect> {
 protected:
  Notices() {
    filing_.cases().add_observer(observer_);
    filing_.add_case("case_a", "alpha", "210102", "heping");
    filing_.add_case("case_b", "beta", "210103", "shenhe");
  }
  base::Result<Notice> publish_as(const std::string& account, std::vector<NamedCase> named, std::string_view on, std::string length = "") {
    return filing_.write([&](storage::Connection& connection) {
      return publish(connection, filing_.cases(), {"拟备案单位公示", "公示如下。", std::move(length), std::move(named)},
                     {account, {}, morning_of(on)}, filing_.random());
    });
  }
  base::Result<Notice> publish_both(std::string_view on) { return publish_as("city_officer", {{"case_a", 1}, {"case_b", 1}}, on); }
  Value shown(const Notice& notice, std::string_view on) {
    return filing_.read([&](storage::Connection& connection) {
      return to_value(connection, *filing_.registry(), find_notice(connection, notice.id).value(), day(on));
    });
  }
  std::vector<Notice> listed(NoticeFilter filter) {
    return filing_.read([&](storage::Connection& connection) { return list_notices(connection, filter); });
  }
  std::int64_t data_version() { return filing_.store().count("SELECT version AS n FROM data_versions WHERE name = 'notices'"); }

  support::Filing filing_{GetParam(), ZHIDIAN_SOURCE_DIR};
  Observer observer_;
};

TEST_P(Notices, OneNoticeOverSeveralCasesEndsAfterTheHoliday) {
  const std::int64_t before = data_version();
  const auto notice = publish_both("2024-09-27");
  ASSERT_TRUE(notice) << notice.error().id;
  EXPECT_EQ(base::print_date(*notice->last_day), "2024-10-08");
  EXPECT_EQ(notice->number, "沈阳市知识产权局公示〔2024〕第1号");
  EXPECT_EQ(filing_.get_case("case_a").state, "on_notice");
  EXPECT_EQ(filing_.get_case("case_b").state, "on_notice");
  const Value value = shown(*notice, "2024-10-08");
  EXPECT_TRUE(value.at("can_object").as_bool());
  EXPECT_EQ(value.integer_or("days_left", -1), 0);
  EXPECT_EQ(value.at("due").text_or("last_day"), "2024-10-08");
  EXPECT_EQ(value.at("due").text_or("start"), "2024-09-27");
  EXPECT_FALSE(value.at("due").text_or("calendar_version").empty());
  EXPECT_EQ(value.at("cites"), Value(Value::List{"shenyang_outlet_2024/art_6_3"}));
  EXPECT_FALSE(shown(*notice, "2024-10-09").at("can_object").as_bool());
  EXPECT_GT(data_version(), before);
  EXPECT_EQ(filing_.store().count("SELECT COUNT(*) AS n FROM events WHERE subject_kind = 'notice' AND action = 'publish'"), 1);
  EXPECT_GE(filing_.count_messages("alpha_staff", "cases.action_until"), 1);
}

TEST_P(Notices, EntriesHoldOnlyWhatTheProcedureLetsOut) {
  const auto notice = publish_both("2024-09-27");
  ASSERT_TRUE(notice);
  const Value value = shown(*notice, "2024-09-28");
  const Value& entry = value.at("entries").as_list().front();
  EXPECT_EQ(entry.text_or("organisation_name"), "甲大学");
  EXPECT_EQ(entry.text_or("division_name"), "和平区");
  EXPECT_EQ(entry.text_or("recommender_name"), "和平区市场监督管理局（知识产权局）");
  std::vector<std::string> keys;
  for (const auto& [key, field] : entry.as_map()) keys.push_back(key);
  EXPECT_THAT(keys, testing::ElementsAre("case_id", "division_name", "organisation_kind", "organisation_name", "recommender_name", "state_label"));
  EXPECT_THAT(base::print_json(value), Not(HasSubstr("负责人甲")));
  EXPECT_THAT(base::print_json(value), Not(HasSubstr("139")));
}

TEST_P(Notices, AWithdrawnCaseKeepsItsStateToItself) {
  const auto notice = publish_both("2024-09-27");
  ASSERT_TRUE(notice);
  const Value refusal(Value::Map{{"reasons", "理由"}, {"handler_name", "经办人"}, {"head_name", "负责人"}, {"signed_on", "2024-09-28"}});
  ASSERT_TRUE(filing_.perform("case_a", "refuse", refusal, {"handler", "head", "seal"}, "2024-09-28"));
  const Value value = shown(*notice, "2024-09-28");
  EXPECT_TRUE(value.at("entries").as_list()[0].at("state_label").is_null());
  EXPECT_FALSE(value.at("entries").as_list()[1].at("state_label").is_null());
}

TEST_P(Notices, OneStaleCaseRefusesTheWholeAndIsNamed) {
  const auto refused = publish_as("city_officer", {{"case_a", 1}, {"case_b", 7}}, "2024-09-27");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::stale);
  EXPECT_EQ(refused.error().id, "notices.case_stale");
  EXPECT_EQ(refused.error().params.at("number"), "case_b");
  EXPECT_EQ(filing_.get_case("case_a").state, "examining");
  EXPECT_EQ(filing_.store().count("SELECT COUNT(*) AS n FROM notices"), 0);
  EXPECT_EQ(filing_.store().count("SELECT COUNT(*) AS n FROM case_terms"), 0);
}

TEST_P(Notices, ACaseInTheWrongStateRefusesTheWhole) {
  ASSERT_TRUE(publish_as("city_officer", {{"case_a", 1}}, "2024-09-27"));
  const auto refused = publish_as("city_officer", {{"case_b", 1}, {"case_a", 2}}, "2024-09-27");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::not_allowed);
  EXPECT_EQ(refused.error().params.at("number"), "case_a");
  EXPECT_EQ(filing_.get_case("case_b").state, "examining");
}

TEST_P(Notices, OnlyTheFilingBodyPublishes) {
  const auto foreign = publish_as("dalian_officer", {{"case_a", 1}}, "2024-09-27");
  EXPECT_EQ(foreign.error().code, ErrorCode::not_found);
  const auto district = publish_as("heping_officer", {{"case_a", 1}}, "2024-09-27");
  EXPECT_EQ(district.error().code, ErrorCode::forbidden);
  const auto applicant = publish_as("alpha_staff", {{"case_a", 1}}, "2024-09-27");
  EXPECT_EQ(applicant.error().code, ErrorCode::forbidden);
  EXPECT_EQ(filing_.get_case("case_a").state, "examining");
}

TEST_P(Notices, RefusesAnEmptyListAndACaseTwice) {
  EXPECT_EQ(publish_as("city_officer", {}, "2024-09-27").error().id, "notices.no_cases");
  EXPECT_EQ(publish_as("city_officer", {{"case_a", 1}, {"case_a", 1}}, "2024-09-27").error().id, "notices.case_twice");
  EXPECT_EQ(publish_as("city_officer", {{"unknown", 1}}, "2024-09-27").error().id, "notices.case_not_found");
}

TEST_P(Notices, TheLengthIsTheActsUnlessTheOfficerEntersIt) {
  EXPECT_EQ(publish_as("city_officer", {{"case_a", 1}}, "2024-09-27", "P3D").error().id, "notices.term_not_entered");
  rules::Term term;
  term.length = "P5D";
  term.unit = "calendar_day";
  term.last_day = "as_is";
  term.is_entered = true;
  const rules::Calendar& calendar = filing_.registry()->calendar;
  EXPECT_EQ(count_notice(term, "P0D", day("2024-09-02"), calendar).error().id, "notices.term_too_short");
  EXPECT_EQ(count_notice(term, "", day("2024-09-02"), calendar).error().id, "notices.term_missing");
  EXPECT_EQ(count_notice(term, "P7D", day("2024-09-02"), calendar)->last_day, day("2024-09-09"));
}

TEST_P(Notices, ListsRunningAndPastNewestFirst) {
  ASSERT_TRUE(publish_as("city_officer", {{"case_a", 1}}, "2024-09-02"));
  ASSERT_TRUE(publish_as("city_officer", {{"case_b", 1}}, "2024-09-27"));
  NoticeFilter filter;
  filter.today = day("2024-09-28");
  ASSERT_EQ(listed(filter).size(), 2U);
  EXPECT_EQ(listed(filter)[0].published_on, day("2024-09-27"));
  filter.is_running = true;
  ASSERT_EQ(listed(filter).size(), 1U);
  EXPECT_EQ(listed(filter)[0].published_on, day("2024-09-27"));
  filter.is_running = false;
  ASSERT_EQ(listed(filter).size(), 1U);
  EXPECT_EQ(listed(filter)[0].published_on, day("2024-09-02"));
  filter.is_running.reset();
  filter.words = "科技情报";
  EXPECT_EQ(listed(filter).size(), 1U);
  filter.words = "%";
  EXPECT_TRUE(listed(filter).empty());
  filter.words.clear();
  filter.kind = "filed_list";
  EXPECT_TRUE(listed(filter).empty());
}

TEST_P(Notices, AreFoundHoweverTheWordsAreWritten) {
  const auto notice = filing_.write([&](storage::Connection& connection) {
    return publish(connection, filing_.cases(), {"网点（ＩＰ Ｃｅｎｔｒｅ）公示", "", "", {{"case_a", 1}}},
                   {"city_officer", {}, morning_of("2024-09-27")}, filing_.random());
  });
  ASSERT_TRUE(notice) << notice.error().id;
  NoticeFilter filter;
  for (const char* words : {"ip centre", "ＩＰ　CENTRE", "(ip", "第１号", "甲大学"}) {
    filter.words = words;
    EXPECT_EQ(listed(filter).size(), 1U) << words;
  }
  filter.words = "乙科技";
  EXPECT_TRUE(listed(filter).empty());
}

TEST_P(Notices, PagesFollowEachOther) {
  const auto first = publish_as("city_officer", {{"case_a", 1}}, "2024-09-27");
  const auto second = publish_as("city_officer", {{"case_b", 1}}, "2024-09-27");
  ASSERT_TRUE(first && second);
  Handlers handlers(filing_.cases(), filing_.files());
  const auto ask = [&](const std::string& cursor) {
    auto reader = filing_.database().read();
    http::Call call;
    call.query = {{"limit", "1"}};
    if (!cursor.empty()) call.query["cursor"] = cursor;
    call.connection = &reader->connection();
    call.business_now = morning_of("2024-09-28");
    return std::get<Value>(handlers.list_notices(call)->body);
  };
  const Value page = ask("");
  ASSERT_EQ(page.at("items").as_list().size(), 1U);
  EXPECT_EQ(page.at("items").as_list()[0].text_or("id"), std::max(first->id, second->id));
  const Value next = ask(page.text_or("next_cursor"));
  ASSERT_EQ(next.at("items").as_list().size(), 1U);
  EXPECT_EQ(next.at("items").as_list()[0].text_or("id"), std::min(first->id, second->id));
  EXPECT_TRUE(next.at("next_cursor").is_null());
}

TEST_P(Notices, TheListOfFiledCasesIsOneADay) {
  const auto add = [&](const std::string& id) {
    return filing_.write([&](storage::Connection& connection) -> base::Result<std::string> {
      return publish_filed_list(connection, *filing_.registry(), *filing_.cases().find(connection, id),
                                {"city_officer", {"filing_body"}, morning_of("2024-10-09")}, filing_.random());
    });
  };
  const auto first = add("case_a"), second = add("case_b");
  EXPECT_EQ(*first, *second);
  const auto list = filing_.read([&](storage::Connection& connection) { return find_notice(connection, *first); });
  EXPECT_EQ(list->kind, "filed_list");
  EXPECT_EQ(list->count, 2);
  EXPECT_EQ(list->version, 2);
  EXPECT_FALSE(list->last_day);
  EXPECT_THAT(list->title, HasSubstr("2024年10月9日"));
  EXPECT_FALSE(shown(*list, "2024-10-09").at("can_object").as_bool());
}

INSTANTIATE_TEST_SUITE_P(Databases, Notices, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

}  // namespace
}  // namespace zhidian::notices
