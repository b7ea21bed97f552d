#include "capabilities/windows/windows.hpp"

#include <gtest/gtest.h>

#include "capabilities/windows/windows_http.hpp"
#include "support/city.hpp"
#include "support/day.hpp"

namespace zhidian::windows {
namespace {

using base::ErrorCode;
using support::City;
using support::morning_of;

using support::day;

class Windows : public testing::TestWithParam<storage::Dialect> {
 protected:
  City city_{GetParam(), ZHIDIAN_SOURCE_DIR};

  static WindowInput input(std::string_view opens_on, std::string_view closes_on, std::string reason = "") {
    return {"shenyang_outlet_2024", "filing", "2024年度申报", "请按时申报。", std::move(reason), day(opens_on), day(closes_on)};
  }
  static Officer officer(std::string account, std::string authority, std::string_view on) {
    return {std::move(account), {std::move(authority)}, morning_of(on)};
  }
  static Officer city_officer(std::string_view on) { return officer("city_officer", "city", on); }

  base::Result<Window> open(const WindowInput& wanted, const Officer& who) {
    return city_.write([&](storage::Connection& connection) { return open_window(connection, *city_.registry(), wanted, who, city_.random()); });
  }
  base::Result<Window> extend(const Window& window, std::int64_t version, std::string_view closes_on, const std::string& reason, const Officer& who) {
    return city_.write(
        [&](storage::Connection& connection) { return extend_window(connection, window.id, version, day(closes_on), reason, who, city_.random()); });
  }
};

TEST_P(Windows, OpensWithASerialOfTheYear) {
  const auto window = open(input("2024-03-01", "2024-03-31"), city_officer("2024-02-20"));
  ASSERT_TRUE(window) << window.error().id;
  EXPECT_EQ(window->serial, 1);
  EXPECT_EQ(window->year, 2024);
  EXPECT_FALSE(window->is_open_on(day("2024-02-29")));
  EXPECT_TRUE(window->is_open_on(day("2024-03-01")));
  EXPECT_TRUE(window->is_open_on(day("2024-03-31")));
  EXPECT_FALSE(window->is_open_on(day("2024-04-01")));
  EXPECT_EQ(city_.store().count("SELECT COUNT(*) AS n FROM events WHERE subject_kind = 'window' AND action = 'open'"), 1);
}

TEST_P(Windows, AFurtherOneOfTheYearNeedsAWrittenReason) {
  ASSERT_TRUE(open(input("2024-03-01", "2024-03-31"), city_officer("2024-02-20")));
  const auto refused = open(input("2024-09-01", "2024-09-30"), city_officer("2024-08-20"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::invalid);
  EXPECT_EQ(refused.error().id, "windows.reason_required");
  ASSERT_EQ(refused.error().details.size(), 1U);
  EXPECT_EQ(refused.error().details[0].field, "reason");
  EXPECT_EQ(refused.error().details[0].cites, std::vector<std::string>{"shenyang_outlet_2024/art_16"});
  const auto second = open(input("2024-09-01", "2024-09-30", "上半年名额未满"), city_officer("2024-08-20"));
  ASSERT_TRUE(second) << second.error().id;
  EXPECT_EQ(second->serial, 2);
  const auto next_year = open(input("2025-03-01", "2025-03-31"), city_officer("2024-12-20"));
  ASSERT_TRUE(next_year) << next_year.error().id;
  EXPECT_EQ(next_year->serial, 1);
}

TEST_P(Windows, ARuleWithoutANumberAllowsAsManyAsAreCalled) {
  auto open_ended = std::make_shared<regulations::Registry>(*city_.registry());
  for (rules::Procedure& procedure : open_ended->law.procedures) {
    if (procedure.window) procedure.window->per_year = 0;
  }
  for (const char* day : {"2024-03-01", "2024-04-01", "2024-05-01"}) {
    const auto window = city_.write([&](storage::Connection& connection) {
      return open_window(connection, *open_ended, input(day, "2024-06-30"), city_officer("2024-02-20"), city_.random());
    });
    EXPECT_TRUE(window) << window.error().id;
  }
}

TEST_P(Windows, AHardRuleAllowsNoFurtherOne) {
  auto hard = std::make_shared<regulations::Registry>(*city_.registry());
  for (rules::Procedure& procedure : hard->law.procedures) {
    if (procedure.window) procedure.window->is_soft = false;
  }
  const auto open_hard = [&](const WindowInput& wanted, const Officer& who) {
    return city_.write([&](storage::Connection& connection) { return open_window(connection, *hard, wanted, who, city_.random()); });
  };
  ASSERT_TRUE(open_hard(input("2024-03-01", "2024-03-31"), city_officer("2024-02-20")));
  const auto refused = open_hard(input("2024-09-01", "2024-09-30", "理由"), city_officer("2024-08-20"));
  EXPECT_EQ(refused.error().id, "windows.limit_reached");
  EXPECT_EQ(refused.error().code, ErrorCode::not_allowed);
}

TEST_P(Windows, OnlyTheFilingBodyOpens) {
  EXPECT_EQ(open(input("2024-03-01", "2024-03-31"), officer("dalian_officer", "dalian", "2024-02-20")).error().code, ErrorCode::forbidden);
  EXPECT_EQ(open(input("2024-03-01", "2024-03-31"), officer("heping_officer", "heping", "2024-02-20")).error().code, ErrorCode::forbidden);
  EXPECT_EQ(open(input("2024-03-01", "2024-03-31"), {"city_officer", {}, morning_of("2024-02-20")}).error().code, ErrorCode::forbidden);
}

TEST_P(Windows, RefusesImpossibleDaysAndProcedures) {
  EXPECT_EQ(open(input("2024-02-19", "2024-03-31"), city_officer("2024-02-20")).error().id, "windows.opens_in_past");
  EXPECT_EQ(open(input("2024-03-02", "2024-03-01"), city_officer("2024-02-20")).error().id, "windows.closes_before_opening");
  WindowInput unknown = input("2024-03-01", "2024-03-31");
  unknown.procedure_id = "nothing";
  EXPECT_EQ(open(unknown, city_officer("2024-02-20")).error().id, "windows.unknown_procedure");
  unknown.procedure_id = "objection";
  EXPECT_EQ(open(unknown, city_officer("2024-02-20")).error().id, "windows.no_window_needed");
  EXPECT_EQ(city_.store().count("SELECT COUNT(*) AS n FROM windows"), 0);
}

TEST_P(Windows, AnOfficerOpensThoseOfTheOwnFilingBody) {
  const auto listed = [&](const Officer& who) {
    std::vector<std::string> names;
    city_.read([&](storage::Connection& connection) {
      for (const rules::Procedure* procedure : list_procedures(connection, *city_.registry(), who))
        names.push_back(procedure->act_id + "/" + procedure->id);
      return names.size();
    });
    return names;
  };
  EXPECT_EQ(listed(city_officer("2024-02-20")), std::vector<std::string>{"shenyang_outlet_2024/filing"});
  EXPECT_TRUE(listed(officer("dalian_officer", "dalian", "2024-02-20")).empty());
}

TEST_P(Windows, TheLastDayMovesOnlyLater) {
  const auto window = open(input("2024-03-01", "2024-03-31"), city_officer("2024-02-20"));
  ASSERT_TRUE(window);
  EXPECT_EQ(extend(*window, 1, "2024-03-30", "r", city_officer("2024-03-10")).error().id, "windows.only_later");
  EXPECT_EQ(extend(*window, 1, "2024-03-31", "r", city_officer("2024-03-10")).error().id, "windows.only_later");
  EXPECT_EQ(extend(*window, 1, "2024-04-10", "", city_officer("2024-03-10")).error().id, "windows.extension_reason_required");
  EXPECT_EQ(extend(*window, 1, "2024-04-10", "r", officer("dalian_officer", "dalian", "2024-03-10")).error().code, ErrorCode::forbidden);
  const auto later = extend(*window, 1, "2024-04-10", "申报单位较多", city_officer("2024-03-10"));
  ASSERT_TRUE(later) << later.error().id;
  EXPECT_EQ(later->version, 2);
  EXPECT_EQ(extend(*window, 1, "2024-04-20", "r", city_officer("2024-03-10")).error().code, ErrorCode::stale);
  EXPECT_EQ(extend(*window, 2, "2024-04-20", "r", city_officer("2024-04-11")).error().id, "windows.closed_already");
  EXPECT_EQ(city_.read([&](storage::Connection& connection) { return find_window(connection, window->id)->closes_on; }), day("2024-04-10"));
}

TEST_P(Windows, TellsTheInstitutionsOfTheCityOnly) {
  city_.add_institution("alpha", "甲大学", "210102");
  city_.add_institution("port", "港口研究院", "210200");
  const auto window = open(input("2024-03-01", "2024-03-31"), city_officer("2024-02-20"));
  ASSERT_TRUE(window);
  EXPECT_EQ(city_.count_messages("alpha_staff", "windows.opened"), 1);
  EXPECT_EQ(city_.count_messages("port_staff", "windows.opened"), 0);
  ASSERT_TRUE(extend(*window, 1, "2024-04-10", "申报单位较多", city_officer("2024-03-10")));
  EXPECT_EQ(city_.count_messages("alpha_staff", "windows.extended"), 1);
}

TEST_P(Windows, FindsTheOpenWindowAndCountsItsDays) {
  const auto window = open(input("2024-03-01", "2024-03-31"), city_officer("2024-02-20"));
  ASSERT_TRUE(window);
  const auto found = [&](std::string_view on) {
    return city_.read([&](storage::Connection& connection) { return find_open_window(connection, "shenyang_outlet_2024", "filing", day(on)); });
  };
  EXPECT_FALSE(found("2024-02-29"));
  EXPECT_TRUE(found("2024-03-31"));
  EXPECT_FALSE(found("2024-04-01"));
  EXPECT_EQ(to_value(*window, *city_.registry(), day("2024-03-30")).integer_or("days_left", -1), 1);
  EXPECT_EQ(to_value(*window, *city_.registry(), day("2024-03-31")).integer_or("days_left", -1), 0);
  EXPECT_TRUE(to_value(*window, *city_.registry(), day("2024-04-01")).at("days_left").is_null());
}

TEST_P(Windows, CountsAreForTheAuthorityAlone) {
  const auto window = open(input("2024-03-01", "2024-03-31"), city_officer("2024-02-20"));
  ASSERT_TRUE(window);
  Handlers handlers(city_.registry());
  const auto ask = [&](const http::Principal* who) {
    auto reader = city_.database().read();
    http::Call call;
    call.path = {{"window_id", window->id}};
    call.connection = &reader->connection();
    call.principal = who;
    call.business_now = morning_of("2024-03-10");
    return handlers.get_window(call);
  };
  const http::Principal own{"city_officer", "", "", {{"authority_officer", "", "city"}}};
  const http::Principal foreign{"dalian_officer", "", "", {{"authority_officer", "", "dalian"}}};
  EXPECT_TRUE(std::get<base::Value>(ask(&own)->body).at("counts").is_map());
  EXPECT_TRUE(std::get<base::Value>(ask(&foreign)->body).at("counts").is_null());
  EXPECT_TRUE(std::get<base::Value>(ask(nullptr)->body).at("counts").is_null());
}

INSTANTIATE_TEST_SUITE_P(Databases, Windows, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

}  // namespace
}  // namespace zhidian::windows
