#include "base/date.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace zhidian::base {

namespace {

using namespace std::chrono;

constexpr hours shanghai_offset{8};

/// The number in `text`, which must be digits only; -1 otherwise.
int read_digits(std::string_view text) {
  int number = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return -1;
    number = number * 10 + (digit - '0');
  }
  return number;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int y = read_digits(text.substr(0, 4)), m = read_digits(text.substr(5, 2)), d = read_digits(text.substr(8, 2));
  if (y < 1 || m < 1 || d < 1) return std::nullopt;
  const year_month_day date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
  if (!date.ok()) return std::nullopt;
  return sys_days{date};
}

std::string print_date(Date date) {
  const year_month_day parts{date};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(parts.year()), static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day()));
}

std::optional<std::string> print_date(std::optional<Date> date) { return date ? std::optional(print_date(*date)) : std::nullopt; }

std::string print_chinese_date(Date date) {
  const year_month_day parts{date};
  return fmt::format("{}年{}月{}日", static_cast<int>(parts.year()), static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day()));
}

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() != 24 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' || text[23] != 'Z') {
    return std::nullopt;
  }
  const auto date = parse_date(text.substr(0, 10));
  const int h = read_digits(text.substr(11, 2)), m = read_digits(text.substr(14, 2));
  const int s = read_digits(text.substr(17, 2)), ms = read_digits(text.substr(20, 3));
  if (!date || h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 59 || ms < 0) return std::nullopt;
  return Instant{*date + hours{h} + minutes{m} + seconds{s} + milliseconds{ms}};
}

std::string print_instant(Instant instant) {
  const Date date = floor<days>(instant);
  const hh_mm_ss<milliseconds> time{instant - date};
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", print_date(date), time.hours().count(), time.minutes().count(), time.seconds().count(),
                     time.subseconds().count());
}

Date civil_date(Instant instant) { return floor<days>(instant + shanghai_offset); }

Instant start_of(Date date) { return Instant{date} - shanghai_offset; }

int year_of(Date date) { return static_cast<int>(year_month_day{date}.year()); }

Date add_months(Date date, int count) {
  const year_month_day parts{date};
  const year_month target = year_month{parts.year(), parts.month()} + months{count};
  const auto last = (target / std::chrono::last).day();
  return sys_days{target / std::min(parts.day(), last)};
}

}  // namespace zhidian::base
