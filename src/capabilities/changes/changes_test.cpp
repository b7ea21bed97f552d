#include "capabilities/changes/changes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "capabilities/changes/pauses.hpp"
#include "capabilities/changes/proposal.hpp"
#include "capabilities/notices/notices.hpp"
#include "support/filing.hpp"

namespace zhidian::changes {
namespace {

using base::Value;
using support::morning_of;
using testing::ElementsAre;

constexpr const char* act = "shenyang_outlet_2024";

/// 甲大学 filed on 2024-10-09; its staff reports changes.
class Changes : public testing::TestWithParam<storage::Dialect> {
 protected:
  Changes() {
    filing_.cases().add_observer(notices_);
    filing_.cases().add_observer(directory_);
    filing_.cases().add_observer(changes_);
    filing_.add_case("case_a", "alpha", "210102", "heping");
    const auto notice = filing_.write([&](storage::Connection& connection) {
      return notices::publish(connection, filing_.cases(), {"拟备案单位公示", "", "", {{"case_a", 1}}},
                              {"city_officer", {}, morning_of("2024-09-27")}, filing_.random());
    });
    if (!notice) throw std::runtime_error(notice.error().id);
    if (const auto filed = filing_.file("case_a", "2024-10-09"); !filed) throw std::runtime_error(filed.error().id);
  }

  static cases::Doer staff(std::string_view on) { return {"alpha_staff", {"applicant"}, morning_of(on)}; }
  static cases::Doer city(std::string_view on) { return {"city_officer", {"filing_body"}, morning_of(on)}; }

  /// A draft with the answers given; a section that is filled in beforehand has its first version.
  std::string draft(const Value& answers, std::string_view on) {
    const auto opened = filing_.write([&](storage::Connection& connection) -> base::Result<cases::Case> {
      auto made = filing_.cases().open(connection, {act, "change", "alpha", "", ""}, staff(on));
      if (!made) return made;
      for (const auto& [section, given] : answers.as_map()) {
        const std::int64_t version = section == "section_1" || section == "section_7" ? 0 : 1;
        const auto saved = filing_.cases().save_section(connection, *made, section, given, version, staff(on));
        if (!saved) return base::refuse(saved.error());
      }
      return made;
    });
    if (!opened) throw std::runtime_error(opened.error().id);
    return opened->id;
  }
  base::Result<cases::Case> perform(const std::string& id, const std::string& action, const cases::Doer& doer, Value input = Value::Map{}) {
    return filing_.write([&](storage::Connection& connection) {
      const cases::Case target = filing_.cases().find(connection, id).value();
      return filing_.cases().perform(connection, target, target.version, {action, std::move(input), {}, "", {}}, doer);
    });
  }
  static Value named(const std::string& name, const std::string& on) {
    return Value::Map{{"section_1", Value::Map{{"items", Value::List{"name"}}, {"changed_on", on}}}, {"section_2", Value::Map{{"name", name}}}};
  }
  directory::Outlet line() {
    return filing_.read([&](storage::Connection& connection) {
      return directory::find_outlet(connection, directory::list_held_lines(connection, "alpha").front().id).value();
    });
  }
  std::string name_of_alpha() {
    return filing_.read([&](storage::Connection& connection) { return organisations::find_organisation(connection, "alpha")->name; });
  }

  support::Filing filing_{GetParam(), ZHIDIAN_SOURCE_DIR};
  notices::Observer notices_;
  directory::Observer directory_{filing_.cases(), filing_.random()};
  Observer changes_{filing_.cases(), filing_.random()};
  Watcher watcher_{filing_.cases(), filing_.random()};
};

TEST_P(Changes, RecordAndDirectoryFollowAConfirmedReport) {
  const std::string id = draft(named("甲{{name}}大学", "2024-11-01"), "2024-11-04");
  ASSERT_TRUE(perform(id, "report", staff("2024-11-04")));
  EXPECT_EQ(name_of_alpha(), "甲大学") << "nothing changes before the office confirms";
  ASSERT_TRUE(perform(id, "confirm", city("2024-11-05")));
  EXPECT_EQ(name_of_alpha(), "甲{{name}}大学");
  const directory::Outlet changed = line();
  EXPECT_EQ(changed.name, "甲{{name}}大学");
  EXPECT_EQ(changed.entry.text_or("name"), "甲{{name}}大学");
  EXPECT_EQ(base::print_json(changed.entry.at("former_names")), R"([{"name":"甲大学","until":"2024-11-05"}])");
  directory::OutletFilter filter;
  filter.words = "甲大学";
  filing_.read([&](storage::Connection& connection) {
    EXPECT_EQ(directory::list_outlets(connection, filter, *filing_.registry()).size(), 1U) << "the former name finds it";
    EXPECT_TRUE(audit::compare_records(connection, directory::records_in_log).empty());
    const auto recorded = organisations::list_recorded(connection, "alpha", id);
    EXPECT_EQ(recorded.size(), 1U);
    EXPECT_EQ(recorded.front().text_or("before"), "甲大学");
    return 0;
  });
  EXPECT_EQ(perform(id, "confirm", city("2024-11-05")).error().code, base::ErrorCode::not_allowed);
}

TEST_P(Changes, ASecondNameKeepsTheFirstAndGoesOnWithANewLine) {
  for (const std::string name : {"乙大学", "丙大学"}) {
    const std::string id = draft(named(name, "2024-11-01"), "2024-11-04");
    ASSERT_TRUE(perform(id, "report", staff("2024-11-04")));
    ASSERT_TRUE(perform(id, "confirm", city("2024-11-05")));
  }
  EXPECT_EQ(line().entry.at("former_names").as_list().size(), 2U);
  filing_.add_case("case_c", "alpha", "210102", "heping");
  ASSERT_TRUE(filing_.write([&](storage::Connection& connection) {
    return notices::publish(connection, filing_.cases(), {"拟备案单位公示", "", "", {{"case_c", 1}}}, {"city_officer", {}, morning_of("2024-11-06")},
                            filing_.random());
  }));
  ASSERT_TRUE(filing_.file("case_c", "2024-11-20"));
  EXPECT_EQ(line().source_case_id, "case_c");
  EXPECT_EQ(line().entry.at("former_names").as_list().size(), 2U);
}

TEST_P(Changes, ServiceItemsFollowByTheirNames) {
  const Value::List items{
      Value::Map{{"name", "专利信息咨询"}, {"kind", "consultation"}, {"fee", "low_cost"}, {"ip_categories", Value::List{"patent"}}},
      Value::Map{{"name", "商标检索"}, {"kind", "search"}, {"fee", "free"}, {"ip_categories", Value::List{"trademark"}}}};
  const std::string id = draft(Value::Map{{"section_1", Value::Map{{"items", Value::List{"service_items"}}, {"changed_on", "2024-11-01"}}},
                                          {"section_6", Value::Map{{"service_items", items}}}},
                               "2024-11-04");
  ASSERT_TRUE(perform(id, "report", staff("2024-11-04")));
  ASSERT_TRUE(perform(id, "confirm", city("2024-11-05")));
  filing_.read([&](storage::Connection& connection) {
    EXPECT_EQ(organisations::find_record(connection, "alpha", "service_items.list"), Value(items));
    EXPECT_TRUE(audit::compare_records(connection, directory::records_in_log).empty());
    return 0;
  });
  EXPECT_EQ(line().entry.at("service_items").as_list().size(), 2U);
  EXPECT_TRUE(line().entry.at("former_names").is_null());
}

TEST_P(Changes, RefusesAReportOfNothingOrOfADayToCome) {
  const std::string same = draft(named("甲大学", "2024-11-05"), "2024-11-04");
  const auto refused = perform(same, "report", staff("2024-11-04"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().id, "changes.incomplete");
  std::vector<std::string> details;
  for (const base::ErrorDetail& detail : refused.error().details) details.push_back(detail.field + " " + detail.id);
  EXPECT_THAT(details, ElementsAre("section_2 changes.nothing_changed", "section_1.changed_on changes.not_yet"));
}

TEST_P(Changes, LatenessIsCountedToTheDayOfTheReport) {
  const std::string id = draft(named("乙大学", "2024-09-01"), "2024-11-04");
  ASSERT_TRUE(perform(id, "report", staff("2024-11-04")));
  const Value::List prompt = filing_.read([&](storage::Connection& connection) {
    const cases::Dossier dossier = filing_.cases().read_dossier(connection, *filing_.cases().find(connection, id), *base::parse_date("2024-12-01"));
    return list_prompt(dossier, filing_.registry()->calendar);
  });
  ASSERT_EQ(prompt.size(), 1U);
  EXPECT_EQ(prompt.front().text_or("last_day"), "2024-10-01");
  EXPECT_EQ(prompt.front().at("days_late"), Value(34));
}

TEST_P(Changes, WhoeverHandlesACaseOnNoticeIsTold) {
  filing_.add_case("case_c", "alpha", "210102", "heping");
  ASSERT_TRUE(filing_.write([&](storage::Connection& connection) {
    return notices::publish(connection, filing_.cases(), {"拟备案单位公示", "", "", {{"case_c", 1}}}, {"city_officer", {}, morning_of("2024-11-01")},
                            filing_.random());
  }));
  const std::string id = draft(named("乙大学", "2024-11-01"), "2024-11-04");
  ASSERT_TRUE(perform(id, "report", staff("2024-11-04")));
  ASSERT_TRUE(perform(id, "confirm", city("2024-11-05")));
  EXPECT_EQ(filing_.get_case("case_c").state, "on_notice");
  EXPECT_EQ(filing_.count_messages("city_officer", "changes.renamed"), 1);
  EXPECT_EQ(filing_.count_messages("heping_officer", "changes.renamed"), 0);
  EXPECT_EQ(filing_.count_messages("dalian_officer", "changes.renamed"), 0);
  const auto pause = filing_.read([&](storage::Connection& connection) { return find_pause(connection, "case_c"); });
  ASSERT_TRUE(pause);
  EXPECT_EQ(pause->kind + " " + pause->former, "renamed 甲大学");
  EXPECT_FALSE(filing_.read([&](storage::Connection& connection) { return find_pause(connection, id); })) << "the report itself goes on";
}

TEST_P(Changes, WhatIsReportedFollowsFromTheStatusesHeld) {
  filing_.read([&](storage::Connection& connection) {
    EXPECT_THAT(watcher_.list_reported(connection, "alpha"), testing::Contains("organisation.name"));
    EXPECT_TRUE(watcher_.list_reported(connection, "beta").empty()) << "no status, nothing to report";
    return 0;
  });
}

TEST_P(Changes, ATeamThatFallsShortIsToldOnceToBothSides) {
  const auto leave = [&](const std::string& member) {
    const auto done = filing_.write([&](storage::Connection& connection) -> base::Result<void> {
      const Value::Map before = organisations::collect_facts(connection, "alpha");
      connection.execute({"", "UPDATE team_members SET left_at = '2024-11-04' WHERE id = $1", ""}, {member});
      watcher_.on_team(connection, "alpha", before, morning_of("2024-11-04"));
      return {};
    });
    ASSERT_TRUE(done);
  };
  leave("alpha_member_1");
  const auto told = filing_.count_messages("alpha_staff", "changes.team_short");
  EXPECT_EQ(told, 1);
  EXPECT_EQ(filing_.count_messages("city_officer", "changes.team_short"), 1);
  leave("alpha_member_2");
  EXPECT_EQ(filing_.count_messages("alpha_staff", "changes.team_short"), told) << "never more";
  const auto unmet = filing_.read([&](storage::Connection& connection) {
    return list_unmet(directory::list_held_lines(connection, "alpha"), *filing_.registry(), organisations::collect_facts(connection, "alpha"),
                      *base::parse_date("2024-11-04"));
  });
  ASSERT_FALSE(unmet.empty());
  EXPECT_EQ(unmet.front().condition->cure_at, "team");
}

INSTANTIATE_TEST_SUITE_P(Databases, Changes, testing::ValuesIn(support::tested_dialects()),
                         [](const auto& tested) { return support::name_of(tested.param); });

}  // namespace
}  // namespace zhidian::changes
