#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace zhidian::base {

/// A civil date in Asia/Shanghai. Day arithmetic is in calendar days.
using Date = std::chrono::sys_days;

/// An instant in UTC. Units: milliseconds.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// Reads `YYYY-MM-DD` strictly; an impossible date such as 2027-02-29 is empty.
std::optional<Date> parse_date(std::string_view text);
std::string print_date(Date date);          // 2024-10-08
std::string print_chinese_date(Date date);  // 2024年10月8日
/// As a database takes it.
std::optional<std::string> print_date(std::optional<Date> date);

/// Reads and prints `2024-10-08T01:02:03.004Z`.
std::optional<Instant> parse_instant(std::string_view text);
std::string print_instant(Instant instant);

/// The civil date at `instant`. China has kept UTC+8 without daylight saving since 1992; older instants do not occur.
Date civil_date(Instant instant);
/// The first instant of a civil date (00:00 Asia/Shanghai); the end of `date` (24:00) is start_of(date + days{1}).
Instant start_of(Date date);

int year_of(Date date);
/// Source: Civil Code art. 202 by analogy: the corresponding day, or the last day of the month.
Date add_months(Date date, int months);

/// Two clocks. `business` dates cases and may be advanced in demonstration mode; `system` runs sessions,
/// leases and retries and never jumps.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant business_now() const = 0;
  virtual Instant system_now() const = 0;
};

}  // namespace zhidian::base
