#pragma once
#include <string_view>
#include <vector>

namespace zhidian::server {

/// What happens to one institution of the demonstration network; empty dates: this step is not taken.
struct Story {
  std::string_view name;
  bool has_draft = true;
  bool is_short_of_staff = false;
  bool answers_all = false;  // the optional fields too
  int full_time = 3;         // at least so many full-time staff
  std::string_view submit{}, give_back{}, resubmit{}, recommend{}, decline{}, publish{}, file{}, refuse{}, withdraw{}, lapse{}, reexamine{};
  std::string_view objection{};  // day it arrives
  bool is_anonymous = false;
  std::string_view objection_decided{};  // day, or empty while open
  std::string_view objection_outcome{};  // sustained, dismissed
};

/// The story of the `number`-th institution (from 0). The first twelve show every situation an officer meets; the rest are mostly filed.
const Story& story_of(int number);

/// A yearly window of the demonstration.
struct StoryWindow {
  std::string_view title, opened, opens_on, closes_on;
};
const std::vector<StoryWindow>& story_windows();

/// Applications to the nation and its batches, by province and by ministry; applications to a second city, which calls no batches.
const std::vector<const Story*>& national_stories();
const std::vector<const Story*>& ministry_stories();
const std::vector<const Story*>& second_city_stories();
const std::vector<StoryWindow>& national_windows();
const std::vector<StoryWindow>& ministry_windows();

/// The demonstration's present: the business clock stands here when the network has been made.
inline constexpr std::string_view story_present = "2026-09-15T02:00:00.000Z";

}  // namespace zhidian::server
