#include "jobs/sending_time.hpp"

#include <gtest/gtest.h>

namespace zhidian::jobs {
namespace {

using rules::DayKind;

base::Instant shanghai(std::string_view day, int hour, int minute = 0) {
  return base::start_of(*base::parse_date(day)) + std::chrono::hours(hour) + std::chrono::minutes(minute);
}

/// The National Day of 2024: seven days off, the Saturday after it worked.
class QuietHours : public testing::Test {
 protected:
  QuietHours() {
    std::map<base::Date, rules::Calendar::Day> days;
    for (base::Date day = *base::parse_date("2024-10-01"); day <= *base::parse_date("2024-10-07"); day += std::chrono::days{1})
      days[day] = {DayKind::holiday, {}};
    days[*base::parse_date("2024-09-29")] = {DayKind::make_up, {}};
    days[*base::parse_date("2024-10-12")] = {DayKind::make_up, {}};
    calendar_.add(2024, "notice", days);
  }
  std::string sent(base::Instant at, bool is_urgent = false) { return base::print_instant(next_sending_time(at, calendar_, is_urgent)); }
  rules::Calendar calendar_;
};

TEST_F(QuietHours, a_working_day_is_open_from_eight_to_eight) {
  EXPECT_EQ(sent(shanghai("2024-09-26", 8)), base::print_instant(shanghai("2024-09-26", 8)));
  EXPECT_EQ(sent(shanghai("2024-09-26", 19, 59)), base::print_instant(shanghai("2024-09-26", 19, 59)));
}

TEST_F(QuietHours, the_night_waits_for_the_morning) {
  EXPECT_EQ(sent(shanghai("2024-09-26", 20)), base::print_instant(shanghai("2024-09-27", 8)));
  EXPECT_EQ(sent(shanghai("2024-09-26", 23, 59)), base::print_instant(shanghai("2024-09-27", 8)));
  EXPECT_EQ(sent(shanghai("2024-09-27", 0)), base::print_instant(shanghai("2024-09-27", 8)));
  EXPECT_EQ(sent(shanghai("2024-09-27", 7, 59)), base::print_instant(shanghai("2024-09-27", 8)));
}

TEST_F(QuietHours, a_rest_day_waits_for_the_next_working_one) {
  EXPECT_EQ(sent(shanghai("2024-09-30", 20)), base::print_instant(shanghai("2024-10-08", 8)));
  EXPECT_EQ(sent(shanghai("2024-10-03", 12)), base::print_instant(shanghai("2024-10-08", 8)));
  EXPECT_EQ(sent(shanghai("2024-10-05", 12)), base::print_instant(shanghai("2024-10-08", 8)));  // a Saturday inside it
}

TEST_F(QuietHours, a_make_up_workday_is_a_working_day) {
  EXPECT_EQ(sent(shanghai("2024-09-27", 21)), base::print_instant(shanghai("2024-09-29", 8)));  // Friday night → the Sunday that is worked
  EXPECT_EQ(sent(shanghai("2024-10-12", 9)), base::print_instant(shanghai("2024-10-12", 9)));
  EXPECT_EQ(sent(shanghai("2024-10-12", 20)), base::print_instant(shanghai("2024-10-14", 8)));
}

TEST_F(QuietHours, what_is_urgent_goes_at_once) { EXPECT_EQ(sent(shanghai("2024-10-03", 3), true), base::print_instant(shanghai("2024-10-03", 3))); }

}  // namespace
}  // namespace zhidian::jobs
