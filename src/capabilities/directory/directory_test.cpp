#include "capabilities/directory/directory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "capabilities/directory/directory_http.hpp"
#include "capabilities/directory/directory_store.hpp"
#include "capabilities/directory/open_data.hpp"
#include "capabilities/notices/notices.hpp"
#include "rules/limits.hpp"
#include "support/day.hpp"
#include "support/filing.hpp"

namespace zhidian::directory {
namespace {

using base::Value;
using support::morning_of;
using testing::HasSubstr;
using testing::Not;

using support::day;

TEST(Validity, EndsOnTheCorrespondingDay) {
  const rules::Calendar calendar;
  rules::Grants grants;
  grants.validity = "P3Y";
  EXPECT_EQ(rules::count_validity(grants, day("2024-06-18"), calendar)->value(), day("2027-06-18"));
  EXPECT_EQ(rules::count_validity(grants, day("2024-02-29"), calendar)->value(), day("2027-02-28"));
  grants.validity = "P6M";
  EXPECT_EQ(rules::count_validity(grants, day("2024-08-31"), calendar)->value(), day("2025-02-28"));
  grants.validity.clear();
  EXPECT_FALSE(rules::count_validity(grants, day("2024-02-29"), calendar)->has_value());
  grants.validity = "three years";
  EXPECT_FALSE(rules::count_validity(grants, day("2024-02-29"), calendar));
}

/// Both cases filed on 2024-10-09 after a notice.
class Directory : public testing::TestWithParam<storage::Dialect> {
 protected:
  Directory() {
    filing_.cases().add_observer(notices_);
    filing_.cases().add_observer(observer_);
    filing_.add_case("case_a", "alpha", "210102", "heping");
    filing_.add_case("case_b", "beta", "210103", "shenhe");
    const auto notice = filing_.write([&](storage::Connection& connection) {
      return notices::publish(connection, filing_.cases(), {"拟备案单位公示", "", "", {{"case_a", 1}, {"case_b", 1}}},
                              {"city_officer", {}, morning_of("2024-09-27")}, filing_.random());
    });
    if (!notice) throw std::runtime_error(notice.error().id);
  }
  void file_both() {
    for (const char* id : {"case_a", "case_b"}) {
      const auto filed = filing_.file(id, "2024-10-09");
      if (!filed) throw std::runtime_error(filed.error().id);
    }
  }
  std::vector<Outlet> listed(const OutletFilter& filter) {
    return filing_.read([&](storage::Connection& connection) {
      EXPECT_EQ(count_outlets(connection, filter, *filing_.registry()),
                static_cast<std::int64_t>(list_outlets(connection, filter, *filing_.registry()).size()));
      return list_outlets(connection, filter, *filing_.registry());
    });
  }
  Value asked(base::Result<http::Response> (Handlers::*route)(http::Call&), std::map<std::string, std::string, std::less<>> query) {
    auto reader = filing_.database().read();
    http::Call call;
    call.query = std::move(query);
    call.connection = &reader->connection();
    call.business_now = morning_of("2024-10-10");
    const auto response = (handlers_.*route)(call);
    if (!response) return response.error().id;
    if (const auto* text = std::get_if<std::string>(&response->body)) return base::parse_json(*text).value();
    return std::get<Value>(response->body);
  }

  support::Filing filing_{GetParam(), ZHIDIAN_SOURCE_DIR};
  notices::Observer notices_;
  Observer observer_{filing_.cases(), filing_.random()};
  Handlers handlers_{filing_.registry()};
};

TEST_P(Directory, FilingEntersTheDirectoryAndPublishesTheList) {
  EXPECT_TRUE(listed({}).empty());
  file_both();
  const auto outlets = listed({});
  ASSERT_EQ(outlets.size(), 2U);
  EXPECT_EQ(outlets[0].filed_on, day("2024-10-09"));
  EXPECT_EQ(outlets[0].valid_until, day("2027-10-09"));
  EXPECT_EQ(outlets[0].status, "municipal_outlet");
  const auto lists = filing_.read([&](storage::Connection& connection) {
    notices::NoticeFilter filter;
    filter.kind = "filed_list";
    filter.today = day("2024-10-10");
    return notices::list_notices(connection, filter);
  });
  ASSERT_EQ(lists.size(), 1U);
  EXPECT_EQ(lists[0].count, 2);
  EXPECT_EQ(filing_.store().count("SELECT COUNT(*) AS n FROM events WHERE subject_kind = 'outlet' AND action = 'grant'"), 2);
}

TEST_P(Directory, NothingPersonalLeaves) {
  file_both();
  const Value value = asked(&Handlers::list_outlets, {});
  const std::string text = base::print_json(value);
  EXPECT_THAT(text, Not(HasSubstr("负责人甲")));
  EXPECT_THAT(text, Not(HasSubstr("139")));
  const Value& outlet = value.at("items").as_list().front();
  EXPECT_EQ(outlet.text_or("telephone"), "024-23450000");
  EXPECT_EQ(outlet.text_or("service_recipients"), "中小企业和高校师生");
  EXPECT_EQ(outlet.at("service_items").as_list().front().text_or("name"), "专利信息咨询");
  EXPECT_EQ(outlet.at("status_label").text_or("zh"), "沈阳市级知识产权信息公共服务网点");
  EXPECT_TRUE(outlet.at("organisation_id").is_null());
}

TEST_P(Directory, FiltersByWordsDivisionKindAndCategory) {
  file_both();
  const auto names = [&](const OutletFilter& filter) {
    std::vector<std::string> found;
    for (const Outlet& outlet : listed(filter)) found.push_back(outlet.name);
    return found;
  };
  using testing::ElementsAre;
  OutletFilter filter;
  filter.words = "科技情报";
  EXPECT_THAT(names(filter), ElementsAre("乙科技情报研究所"));
  filter = {};
  filter.words = "%";
  EXPECT_TRUE(names(filter).empty());
  filter = {};
  filter.division = "210102";
  EXPECT_THAT(names(filter), ElementsAre("甲大学"));
  filter.division = "210100";
  EXPECT_EQ(names(filter).size(), 2U);
  filter.division = "210200";
  EXPECT_TRUE(names(filter).empty());
  filter = {};
  filter.kind = "research_institute";
  EXPECT_THAT(names(filter), ElementsAre("乙科技情报研究所"));
  filter = {};
  filter.category = "patent";
  EXPECT_EQ(names(filter).size(), 2U);
  filter.category = "trademark";
  EXPECT_TRUE(names(filter).empty());
  filter = {};
  filter.words = "patent";
  EXPECT_EQ(names(filter).size(), 2U);
}

TEST_P(Directory, PagesFollowEachOtherWithTheTotal) {
  file_both();
  const Value first = asked(&Handlers::list_outlets, {{"limit", "1"}});
  EXPECT_EQ(first.integer_or("total", 0), 2);
  const Value second = asked(&Handlers::list_outlets, {{"limit", "1"}, {"cursor", first.text_or("next_cursor")}});
  EXPECT_NE(first.at("items").as_list()[0].text_or("id"), second.at("items").as_list()[0].text_or("id"));
  EXPECT_TRUE(second.at("next_cursor").is_null());
  EXPECT_EQ(asked(&Handlers::list_outlets, {{"q", std::string(101, 'x')}}).as_text(), "directory.query_too_long");
}

TEST_P(Directory, ACachedPageEndsWithItsDataVersion) {
  EXPECT_EQ(asked(&Handlers::list_outlets, {}).integer_or("total", -1), 0);
  EXPECT_EQ(asked(&Handlers::list_outlets, {}).integer_or("total", -1), 0);
  file_both();
  EXPECT_EQ(asked(&Handlers::list_outlets, {}).integer_or("total", -1), 2);
}

TEST_P(Directory, ANewFilingTakesThePlaceOfTheEarlierLine) {
  file_both();
  filing_.add_case("case_c", "alpha", "210102", "heping");
  const auto notice = filing_.write([&](storage::Connection& connection) {
    return notices::publish(connection, filing_.cases(), {"公示", "", "", {{"case_c", 1}}}, {"city_officer", {}, morning_of("2025-03-03")},
                            filing_.random());
  });
  ASSERT_TRUE(notice) << notice.error().id;
  const auto filed = filing_.file("case_c", "2025-03-12");
  ASSERT_TRUE(filed) << filed.error().id;
  EXPECT_EQ(listed({}).size(), 2U);
  EXPECT_EQ(filing_.store().count("SELECT COUNT(*) AS n FROM outlets WHERE state = 'ended'"), 1);
  EXPECT_EQ(filing_.store().count("SELECT COUNT(*) AS n FROM events WHERE subject_kind = 'outlet' AND action = 'replace'"), 1);
}

/// Renewal in March 2025 of what was filed in October 2024.
TEST_P(Directory, ShowsAnyPastDayWithItsHistory) {
  file_both();
  filing_.add_case("case_c", "alpha", "210102", "heping");
  ASSERT_TRUE(filing_.write([&](storage::Connection& connection) {
    return notices::publish(connection, filing_.cases(), {"公示", "", "", {{"case_c", 1}}}, {"city_officer", {}, morning_of("2025-03-03")},
                            filing_.random());
  }));
  ASSERT_TRUE(filing_.file("case_c", "2025-03-12"));
  const auto number_on = [&](std::string_view date, std::string_view state) {
    OutletFilter filter;
    filter.as_of = day(date);
    filter.state = state;
    return listed(filter).size();
  };
  EXPECT_EQ(number_on("2024-10-08", ""), 0U);
  EXPECT_EQ(number_on("2024-10-09", "valid"), 2U);
  EXPECT_EQ(number_on("2025-03-11", "ended"), 0U);
  EXPECT_EQ(number_on("2025-03-12", "ended"), 1U);
  EXPECT_EQ(number_on("2025-03-12", ""), 2U);
  EXPECT_EQ(number_on("2027-10-09", "expired"), 0U);
  EXPECT_EQ(number_on("2027-10-10", "expired"), 1U);
  EXPECT_EQ(number_on("2027-10-10", "valid"), 1U);
  EXPECT_EQ(number_on("2027-10-10", ""), 2U);
  EXPECT_EQ(number_on("2027-10-10", "all"), 3U);

  OutletFilter filter;
  filter.division = "210102";
  const Outlet renewed = listed(filter).at(0);
  const auto actions = [&](base::Date today) {
    std::vector<std::string> found;
    for (const Value& event : filing_.read([&](storage::Connection& connection) { return list_history(connection, renewed, today); }))
      found.push_back(event.text_or("action") + " " + event.text_or("on"));
    return found;
  };
  EXPECT_EQ(actions(day("2025-04-01")), (std::vector<std::string>{"enter 2024-10-09", "replace 2025-03-12", "renew 2025-03-12"}));
  EXPECT_EQ(actions(day("2028-03-13")).back(), "expire 2028-03-13");
  const auto history = filing_.read([&](storage::Connection& connection) { return list_history(connection, renewed, day("2025-04-01")); });
  EXPECT_EQ(history[0].at("notices").as_list().size(), 2U);
}

TEST_P(Directory, FiltersByStatusAndLevel) {
  file_both();
  OutletFilter filter;
  filter.status = "municipal_outlet";
  EXPECT_EQ(listed(filter).size(), 2U);
  filter.status = "another_outlet";
  EXPECT_EQ(listed(filter).size(), 0U);
  filter = {};
  filter.level = "city";
  EXPECT_EQ(listed(filter).size(), 2U);
  filter.level = "nowhere";
  EXPECT_EQ(listed(filter).size(), 0U);
}

TEST_P(Directory, RefusesADayToComeAndAnUnknownState) {
  EXPECT_EQ(asked(&Handlers::list_outlets, {{"as_of", "2024-10-11"}}).as_text(), "directory.day_to_come");
  EXPECT_EQ(asked(&Handlers::list_outlets, {{"as_of", "2024-02-30"}}).as_text(), "directory.bad_date");
  EXPECT_EQ(asked(&Handlers::list_outlets, {{"state", "good"}}).as_text(), "directory.bad_state");
  for (const auto& [name, value] : std::multimap<std::string, std::string>{{"after", "-1"}, {"after", "x"}, {"limit", "0"}, {"limit", "1001"}}) {
    EXPECT_EQ(asked(&Handlers::list_changes, {{name, value}}).as_text(), "directory.bad_feed");
  }
  EXPECT_EQ(asked(&Handlers::list_outlets, {{"as_of", "2024-10-10"}}).text_or("as_of"), "2024-10-10");
}

TEST_P(Directory, OpenDataHoldsWhatIsPublicAndFollowsTheLog) {
  filing_.store().run("UPDATE organisations SET name = '=甲大学' WHERE id = 'alpha'");
  file_both();
  const auto read = [&](auto print) { return filing_.read([&](storage::Connection& connection) { return print(connection); }); };
  OutletFilter filter;
  filter.as_of = day("2024-10-10");
  const auto& registry = *filing_.registry();
  const std::string lines = read([&](storage::Connection& connection) { return print_outlets_jsonl(connection, filter, registry); });
  EXPECT_EQ(std::ranges::count(lines, '\n'), 2);
  EXPECT_THAT(lines, Not(HasSubstr("负责人甲")));
  const std::string table = read([&](storage::Connection& connection) { return print_outlets_csv(connection, filter, registry); });
  EXPECT_THAT(table, HasSubstr(",'=甲大学,"));
  EXPECT_THAT(table, HasSubstr("专利信息咨询,patent\r\n"));
  const std::string notices = read([&](storage::Connection& connection) { return print_notices_jsonl(connection, registry, day("2024-10-10")); });
  EXPECT_EQ(std::ranges::count(notices, '\n'), 2);
  EXPECT_EQ(std::ranges::count(read([&](storage::Connection& connection) { return print_notices_csv(connection, day("2024-10-10")); }), '\n'), 3);

  const auto changes = [&](const FeedFilter& feed) {
    return read([&](storage::Connection& connection) { return list_public_events(connection, feed); });
  };
  const auto all = changes({});
  ASSERT_EQ(all.size(), 5U);  // notice, list, grant, list goes on, grant
  EXPECT_TRUE(std::ranges::is_sorted(all, {}, &PublicEvent::sequence));
  EXPECT_EQ(changes({all[1].sequence, 1000, {}}).size(), 3U);
  EXPECT_EQ(changes({0, 1, {}}).front().id, all[0].id);
  EXPECT_EQ(changes({0, 1000, day("2024-09-27")}).size(), 1U);
  const std::string feed = read([&](storage::Connection& connection) { return print_changes_jsonl(connection, {}); });
  EXPECT_THAT(feed, Not(HasSubstr("organisation_id")));
  EXPECT_THAT(feed, Not(HasSubstr("city_officer")));
}

TEST_P(Directory, KnowsTheStatusesOfAnInstitution) {
  const auto statuses = [&](std::string_view on) {
    return filing_.read([&](storage::Connection& connection) { return observer_.list_statuses(connection, "alpha", day(on)); });
  };
  EXPECT_TRUE(statuses("2024-10-09").empty());
  file_both();
  EXPECT_EQ(statuses("2024-10-09"), std::vector<std::string>{"municipal_outlet"});
  EXPECT_EQ(statuses("2027-10-09"), std::vector<std::string>{"municipal_outlet"});
  EXPECT_TRUE(statuses("2027-10-10").empty());
}

TEST_P(Directory, SearchesOutletsNoticesAndArticles) {
  file_both();
  const Value found = asked(&Handlers::search_everything, {{"q", "甲大学"}});
  EXPECT_EQ(found.at("outlets").as_list().size(), 1U);
  EXPECT_EQ(found.at("notices").as_list().size(), 2U);
  EXPECT_TRUE(found.at("articles").as_list().empty());
  EXPECT_FALSE(asked(&Handlers::search_everything, {{"q", "第十六条"}}).at("articles").as_list().empty());
  EXPECT_EQ(asked(&Handlers::search_everything, {{"q", "  "}}).as_text(), "directory.query_missing");
}

INSTANTIATE_TEST_SUITE_P(Databases, Directory, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

}  // namespace
}  // namespace zhidian::directory
