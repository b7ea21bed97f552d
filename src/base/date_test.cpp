#include "base/date.hpp"

#include <gtest/gtest.h>

namespace zhidian::base {
namespace {

Date date(std::string_view text) { return parse_date(text).value(); }

TEST(Date, ReadsStrictly) {
  EXPECT_EQ(print_date(date("2024-02-29")), "2024-02-29");
  for (const char* text : {"2027-02-29", "2024-2-9", "2024-13-01", "2024-00-10", "2024-04-31", "0000-01-01", "2024/01/01", "2024-01-01 ", "",
                           "+024-01-01", "2024-01-0x"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

TEST(Date, IsNothingWhereThereIsNone) {
  EXPECT_EQ(print_date(std::optional(*parse_date("2024-10-08"))), "2024-10-08");
  EXPECT_EQ(print_date(std::optional<Date>()), std::nullopt);
}

TEST(Date, IsWrittenAsOfficesDo) { EXPECT_EQ(print_chinese_date(*parse_date("2024-10-08")), "2024年10月8日"); }

TEST(Date, AddsMonthsToTheCorrespondingDay) {
  EXPECT_EQ(print_date(add_months(date("2024-08-31"), 6)), "2025-02-28");
  EXPECT_EQ(print_date(add_months(date("2024-02-29"), 36)), "2027-02-28");
  EXPECT_EQ(print_date(add_months(date("2024-06-18"), 36)), "2027-06-18");
  EXPECT_EQ(print_date(add_months(date("2024-01-31"), -2)), "2023-11-30");
}

TEST(Instant, ReadsAndPrints) {
  EXPECT_EQ(print_instant(parse_instant("2024-10-08T01:02:03.004Z").value()), "2024-10-08T01:02:03.004Z");
  EXPECT_EQ(print_instant(Instant{std::chrono::milliseconds{-1}}), "1969-12-31T23:59:59.999Z");
  for (const char* text : {"2024-10-08T24:00:00.000Z", "2024-10-08T01:02:03Z", "2024-10-08 01:02:03.004Z", "2024-10-08T01:60:03.004Z",
                           "2024-10-08T01:02:03.004+", "2024-02-30T01:02:03.004Z"}) {
    EXPECT_FALSE(parse_instant(text)) << text;
  }
}

TEST(Instant, ChangesItsCivilDateAtMidnightInShanghai) {
  EXPECT_EQ(print_date(civil_date(parse_instant("2024-10-08T15:59:59.999Z").value())), "2024-10-08");
  EXPECT_EQ(print_date(civil_date(parse_instant("2024-10-08T16:00:00.000Z").value())), "2024-10-09");
  EXPECT_EQ(print_instant(start_of(date("2024-10-09"))), "2024-10-08T16:00:00.000Z");
}

}  // namespace
}  // namespace zhidian::base
