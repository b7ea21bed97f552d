#pragma once
#include <string>
#include <vector>

#include "capabilities/duties/duties.hpp"
#include "http/http.hpp"

namespace zhidian::duties {

struct CalendarFeed {
  std::string title;  // of the calendar
  http::Language language = http::Language::zh;
};

/// RFC 5545: an event and a task for each item that has a day. What is done or not asked any more stays as cancelled or completed, its sequence
/// raised, so that a calendar program takes it away. `at` stamps it.
std::string print_calendar(const std::vector<Item>& items, const CalendarFeed& feed, base::Instant at);

}  // namespace zhidian::duties
