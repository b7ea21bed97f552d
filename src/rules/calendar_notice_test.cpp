#include "rules/calendar_notice.hpp"

#include <gtest/gtest.h>

#include "rules/test_files.hpp"
#include "support/day.hpp"

namespace zhidian::rules {
namespace {

using support::day;

constexpr std::string_view autumn =
    "year: 2024\nversion: 2\nnotice:\n  title: {zh: 通知, en: Notice}\n  number: \"演示〔2024〕1号\"\n  date: 2024-09-01\ndays:\n";

CalendarNotice read(const std::string& text, std::vector<Problem>& problems) { return read_calendar_notice({"2024-2.yaml", text}, problems); }

/// The notice with these days, read without a problem.
CalendarNotice notice(const std::string& days) {
  std::vector<Problem> problems;
  CalendarNotice read_notice = read(std::string(autumn) + days, problems);
  EXPECT_TRUE(problems.empty()) << (problems.empty() ? "" : problems.front().message.en);
  return read_notice;
}

std::vector<CalendarNotice> project_notices() {
  std::vector<Problem> problems;
  std::vector<CalendarNotice> notices;
  for (const SourceFile& file : read_files(source_directory() + "/calendars", "calendars")) notices.push_back(read_calendar_notice(file, problems));
  EXPECT_TRUE(problems.empty());
  return notices;
}

/// What is wrong with the days, as `key: message`.
std::vector<std::string> check(const std::string& days) {
  std::vector<std::string> found;
  for (const Problem& problem : check_calendar_notice(notice(days), make_calendar(project_notices()), day("2024-09-02")))
    found.push_back(problem.key + ": " + problem.message.en);
  return found;
}

TEST(CalendarNotice, ReadsBackAsItIsPrinted) {
  std::vector<Problem> problems;
  for (const CalendarNotice& each : project_notices()) {
    const CalendarNotice again = read_calendar_notice({each.path, print_calendar_notice(each)}, problems);
    EXPECT_TRUE(problems.empty()) << print_calendar_notice(each);
    EXPECT_EQ(again.content, each.content) << each.path;
  }
}

TEST(CalendarNotice, TheProjectsNoticesHaveNoSlip) {
  std::vector<CalendarNotice> earlier;
  for (const CalendarNotice& each : project_notices()) {
    std::vector<CalendarNotice> before;
    for (const CalendarNotice& other : project_notices()) {
      if (std::tie(other.year, other.version) < std::tie(each.year, each.version)) before.push_back(other);
    }
    const auto problems = check_calendar_notice(each, make_calendar(before), day("2026-11-22"));
    EXPECT_TRUE(problems.empty()) << each.path << ": " << (problems.empty() ? "" : problems.front().message.en);
  }
}

TEST(CalendarNotice, NamesEachSlip) {
  EXPECT_TRUE(check("  - {date: 2024-10-08, rest: true, name: {zh: 国庆节, en: National Day}}\n").empty());
  EXPECT_TRUE(check("  - {date: 2024-10-07, rest: false, name: {zh: 国庆节, en: National Day}}\n").empty()) << "a rest day becomes a working day";
  EXPECT_TRUE(check("  - {date: 2024-10-12, rest: false, name: {zh: 国庆节, en: National Day}}\n").empty()) << "said again";
  const auto weekday = check("  - {date: 2024-10-16, rest: false, name: {zh: 调休, en: Make-up}}\n");
  ASSERT_EQ(weekday.size(), 1U);
  EXPECT_TRUE(weekday[0].starts_with("days.0: 2024-10-16 is a working day anyway")) << weekday[0];
  const auto weekend = check("  - {from: 2024-10-19, to: 2024-10-20, rest: true, name: {zh: 休息, en: Rest}}\n");
  ASSERT_EQ(weekend.size(), 1U);
  EXPECT_NE(weekend[0].find("weekend anyway"), std::string::npos);
}

TEST(CalendarNotice, RefusesWhatCannotBeRead) {
  const auto refused = [](const std::string& days) {
    std::vector<Problem> problems;
    read(std::string(autumn) + days, problems);
    return problems.empty() ? "" : problems.front().message.en;
  };
  const std::string named = ", rest: true, name: {zh: 休, en: Rest}}\n";
  EXPECT_NE(refused("  - {date: 2025-10-08" + named).find("do not belong to 2024"), std::string::npos);
  EXPECT_NE(refused("  - {date: 2024-10-08" + named + "  - {from: 2024-10-08, to: 2024-10-09" + named).find("appears twice"), std::string::npos);
  EXPECT_NE(refused("  - {date: 2024-02-30" + named), "");
}

TEST(CalendarNotice, BoundsTheYearAndItsDate) {
  CalendarNotice far = notice("  - {date: 2024-10-08, rest: true, name: {zh: 国庆节, en: National Day}}\n");
  far.issued_on = day("2024-09-03");
  far.year = 2031;
  far.number = "";
  far.spans.clear();
  std::vector<std::string> keys;
  for (const Problem& problem : check_calendar_notice(far, {}, day("2024-09-02"))) keys.push_back(problem.key);
  EXPECT_EQ(keys, (std::vector<std::string>{"year", "notice.number", "notice.date", "days"}));
}

TEST(Difference, IsToldDayByDay) {
  const Calendar before = make_calendar(project_notices());
  auto notices = project_notices();
  notices.push_back(
      notice("  - {date: 2024-10-08, rest: true, name: {zh: 国庆节, en: National Day}}\n  - {date: 2024-10-19, rest: false, name: {zh: 国庆节, en: "
             "National Day}}\n"));
  const auto differences = list_day_differences(before, make_calendar(notices));
  ASSERT_EQ(differences.size(), 2U);
  EXPECT_EQ(base::print_date(differences[0].date), "2024-10-08");
  EXPECT_EQ(differences[0].before, DayKind::working);
  EXPECT_EQ(differences[0].after, DayKind::holiday);
  EXPECT_EQ(differences[1].after, DayKind::make_up);
  EXPECT_TRUE(list_day_differences(before, before).empty());
}

TEST(Difference, OfANoticeThatReplacesTheYear) {
  auto notices = project_notices();
  CalendarNotice only = notice("  - {from: 2024-10-01, to: 2024-10-07, rest: true, name: {zh: 国庆节, en: National Day}}\n");
  only.replaces = true;
  notices.push_back(only);
  const Calendar after = make_calendar(notices);
  EXPECT_EQ(after.kind_of(day("2024-10-12")), DayKind::weekend);
  EXPECT_EQ(after.kind_of(day("2024-05-01")), DayKind::working);
  EXPECT_EQ(after.kind_of(day("2023-10-03")), DayKind::holiday) << "other years stay";
  EXPECT_EQ(after.notice_of(2024), "演示〔2024〕1号");
}

}  // namespace
}  // namespace zhidian::rules
