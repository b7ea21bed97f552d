#include "rules/calendar.hpp"

#include <gtest/gtest.h>

#include "rules/test_files.hpp"
#include "support/day.hpp"

namespace zhidian::rules {
namespace {

using support::day;

struct Case {
  const char* name;
  const char* start;
  const char* length;
  const char* unit;
  const char* last_day;
  const char* unmoved;
  const char* result;
};

/// The worked dates of the synthesis, section 0.
class WorkedDates : public testing::TestWithParam<Case> {};

TEST_P(WorkedDates, Agree) {
  const Case& row = GetParam();
  const auto due = count_term(day(row.start), row.length, row.unit, row.last_day, calendar());
  ASSERT_TRUE(due);
  EXPECT_EQ(base::print_date(due->unmoved), row.unmoved);
  EXPECT_EQ(base::print_date(due->last_day), row.result);
  EXPECT_EQ(due->days.front().role, "start");
  EXPECT_EQ(due->days.back().role, "last");
  EXPECT_EQ(due->days.back().date, due->last_day);
}

INSTANTIATE_TEST_SUITE_P(Section0, WorkedDates,
                         testing::Values(Case{"validity", "2024-06-18", "P3Y", "year", "as_is", "2027-06-18", "2027-06-18"},
                                         Case{"renewed_validity", "2027-06-18", "P3Y", "year", "as_is", "2030-06-18", "2030-06-18"},
                                         Case{"leap_day", "2024-02-29", "P3Y", "year", "as_is", "2027-02-28", "2027-02-28"},
                                         Case{"ban", "2024-05-20", "P3Y", "year", "as_is", "2027-05-20", "2027-05-20"},
                                         Case{"half_year", "2024-08-31", "P6M", "month", "next_working_day", "2025-02-28", "2025-02-28"},
                                         Case{"half_year_holidays", "2024-03-15", "P6M", "month", "next_working_day", "2024-09-15", "2024-09-18"},
                                         Case{"notice", "2024-09-27", "P5D", "calendar_day", "next_working_day", "2024-10-02", "2024-10-08"},
                                         Case{"notice_unmoved", "2024-09-27", "P5D", "calendar_day", "as_is", "2024-10-02", "2024-10-02"},
                                         Case{"notice_working", "2024-09-27", "P5D", "working_day", "as_is", "2024-10-10", "2024-10-10"},
                                         Case{"ends_on_weekend", "2024-03-04", "P5D", "calendar_day", "next_working_day", "2024-03-09", "2024-03-11"},
                                         Case{"ends_on_make_up_day", "2024-09-24", "P5D", "calendar_day", "next_working_day", "2024-09-29",
                                              "2024-09-29"}),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(FixedDate, IsNeverMoved) {
  EXPECT_EQ(base::print_date(fixed_date(2025, "01-31", calendar())->last_day), "2025-01-31");  // in the Spring Festival
  EXPECT_EQ(calendar().kind_of(day("2025-01-31")), DayKind::holiday);
  for (const char* day : {"03-10", "06-10", "09-10", "12-10", "12-31"}) {
    EXPECT_EQ(base::print_date(fixed_date(2024, day, calendar())->last_day), std::string("2024-") + day);
  }
  for (const char* day : {"", "2-10", "02-30", "13-01", "01-01x"}) {
    EXPECT_EQ(fixed_date(2025, day, calendar()).error().id, "rules.bad_fixed_date") << day;
  }
}

TEST(CountTerm, NamesNoNoticeWhereItsNumberIsUnknown) {
  const auto due = count_term(day("2026-09-28"), "P5D", "calendar_day", "next_working_day", calendar()).value();
  EXPECT_EQ(due.days[3].note.zh, "国庆节放假");
  EXPECT_EQ(due.days[3].note.en, "National Day, rest day");
}

TEST(CountTerm, ExplainsEachDay) {
  const auto due = count_term(day("2024-09-27"), "P5D", "calendar_day", "next_working_day", calendar()).value();
  std::string roles;
  for (const DayAccount& day : due.days) roles += day.role + std::to_string(day.count) + " ";
  EXPECT_EQ(roles, "start0 counted1 counted2 counted3 counted4 moved5 moved0 moved0 moved0 moved0 moved0 last0 ");
  EXPECT_EQ(due.days[2].kind, DayKind::make_up);
  EXPECT_EQ(due.days[2].note.zh, "国庆节调休上班（国办发明电〔2023〕7号）");
  EXPECT_EQ(due.days[5].kind, DayKind::holiday);
  EXPECT_EQ(due.days[1].note.en, "Saturday");
  EXPECT_TRUE(due.years_without_data.empty());
  const base::Value value = to_value(due);
  EXPECT_EQ(value.find_path("days.2.kind"), base::Value("make_up"));
  EXPECT_EQ(value.text_or("last_day"), "2024-10-08");
  EXPECT_EQ(value.text_or("unmoved"), "2024-10-02");
}

TEST(CountTerm, SkipsRestDaysOfWorkingDayTerms) {
  const auto due = count_term(day("2024-09-27"), "P5D", "working_day", "next_working_day", calendar()).value();
  std::string roles;
  for (const DayAccount& day : due.days) roles += day.role.substr(0, 2) + std::to_string(day.count) + " ";
  EXPECT_EQ(roles, "st0 sk0 co1 co2 sk0 sk0 sk0 sk0 sk0 sk0 sk0 co3 co4 la5 ");
}

TEST(CountTerm, SaysAloudWhereAYearHasNoData) {
  const auto moved = count_term(day("2031-12-26"), "P5D", "calendar_day", "next_working_day", calendar()).value();
  EXPECT_EQ(moved.years_without_data, std::vector<int>{2031});
  const auto across = count_term(day("2026-12-28"), "P10D", "working_day", "as_is", calendar()).value();
  EXPECT_EQ(across.years_without_data, std::vector<int>{2027});
  EXPECT_EQ(base::print_date(across.last_day), "2027-01-11");
  const auto certain = count_term(day("2024-06-18"), "P3Y", "year", "as_is", calendar()).value();
  EXPECT_TRUE(certain.years_without_data.empty());
}

TEST(CountTerm, RefusesWhatItCannotCount) {
  const auto refusal = [](std::string_view length, std::string_view unit, std::string_view last_day = "as_is") {
    return count_term(day("2024-01-01"), length, unit, last_day, calendar()).error().id;
  };
  for (const char* length : {"", "P", "PD", "P0D", "P-1D", "5D", "P5M", "P05D", "P5D ", "P1.5D", "P123456789D"}) {
    EXPECT_EQ(refusal(length, "calendar_day"), "rules.bad_length") << length;
  }
  EXPECT_EQ(refusal("P6M", "year"), "rules.bad_length");
  EXPECT_EQ(refusal("P5D", "week"), "rules.bad_unit");
  EXPECT_EQ(refusal("P5D", "fixed_date"), "rules.bad_unit");
  EXPECT_EQ(refusal("P5D", "working_day", "previous"), "rules.bad_last_day");
  EXPECT_EQ(refusal("P99999D", "working_day"), "rules.out_of_range");
  EXPECT_EQ(refusal("P101Y", "year"), "rules.out_of_range");
  EXPECT_EQ(count_term(day("9950-01-01"), "P1Y", "year", "as_is", calendar()).error().id, "rules.out_of_range");
}

TEST(LoadCalendar, LaysLaterNoticesOverEarlierOnes) {
  EXPECT_EQ(calendar().kind_of(day("2020-01-31")), DayKind::holiday);
  EXPECT_EQ(calendar().kind_of(day("2020-02-01")), DayKind::holiday);  // a make-up day in the first notice
  EXPECT_EQ(calendar().kind_of(day("2020-02-03")), DayKind::working);
  EXPECT_EQ(calendar().notice_of_day(day("2020-02-01")), "国办发明电〔2020〕1号");
  EXPECT_EQ(calendar().notice_of(2020), "国办发明电〔2019〕16号、国办发明电〔2020〕1号");
  EXPECT_EQ(calendar().years(), (std::vector<int>{2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026}));
}

TEST(LoadCalendar, NamesFileLineAndKeyOfAMistake) {
  const std::string good =
      "year: 2024\nversion: 1\nnotice: {title: {zh: a, en: b}, number: n}\ndays:\n  - {date: 2024-10-01, rest: true, name: {zh: a, en: b}}\n";
  ASSERT_TRUE(load_calendar({{"2024.yaml", good}}));
  const auto field = [](std::string text) {
    const auto calendar = load_calendar({{"2024.yaml", std::move(text)}});
    return calendar ? "accepted" : calendar.error().details.front().field;
  };
  EXPECT_EQ(field(good + "holiday: x\n"), "2024.yaml:6: holiday");
  EXPECT_EQ(field(good + "  - {date: 2024-02-30, rest: true, name: {zh: a, en: b}}\n"), "2024.yaml:6: days.1.date");
  EXPECT_EQ(field(good + "  - {date: 2025-07-01, rest: true, name: {zh: a, en: b}}\n"), "2024.yaml:6: days.1.date");
  EXPECT_EQ(field(good + "  - {date: 2024-10-01, rest: false, name: {zh: a, en: b}}\n"), "2024.yaml:6: days.1");
  EXPECT_EQ(field(good + "  - {from: 2024-10-03, to: 2024-10-02, rest: true, name: {zh: a, en: b}}\n"), "2024.yaml:6: days.1.from");
  EXPECT_EQ(field(good + "  - {date: 2024-10-02, name: {zh: a, en: b}}\n"), "2024.yaml:6: days.1.rest");
  EXPECT_EQ(load_calendar({{"2024.yaml", good}, {"2024-2.yaml", good}}).error().details.front().field, "2024-2.yaml:1: version");
}

}  // namespace
}  // namespace zhidian::rules
