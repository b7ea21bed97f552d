#include "server/demonstration_stories.hpp"

#include <array>

namespace zhidian::server {
namespace {

constexpr Story filed_2024{.name = "filed in 2024, the notice ran over National Day",
                           .submit = "2024-08-20",
                           .recommend = "2024-08-30",
                           .publish = "2024-09-27",
                           .file = "2024-10-09"};
constexpr Story filed_2025{.name = "filed in 2025", .submit = "2025-08-12", .recommend = "2025-08-22", .publish = "2025-09-26", .file = "2025-10-10"};
constexpr Story filed_2026{
    .name = "filed this year", .submit = "2026-08-18", .recommend = "2026-08-21", .publish = "2026-08-24", .file = "2026-09-01"};
constexpr Story filed_after_return{.name = "returned once, then filed",
                                   .submit = "2025-08-06",
                                   .give_back = "2025-08-11",
                                   .resubmit = "2025-08-18",
                                   .recommend = "2025-08-25",
                                   .publish = "2025-09-26",
                                   .file = "2025-10-10"};
constexpr Story draft_short{.name = "a draft with two full-time staff", .is_short_of_staff = true};
constexpr Story draft{.name = "a draft"};
constexpr Story verifying{.name = "waits for the district", .submit = "2026-09-10"};
constexpr Story returned{.name = "returned for supplement", .submit = "2026-09-01", .give_back = "2026-09-08"};
constexpr Story examining{.name = "waits for the city", .submit = "2026-08-25", .recommend = "2026-09-02"};
constexpr Story on_notice{.name = "on notice", .submit = "2026-08-25", .recommend = "2026-09-01", .publish = "2026-09-11"};
constexpr Story notice_over{.name = "notice over, ready to file", .submit = "2026-08-20", .recommend = "2026-08-27", .publish = "2026-09-03"};
constexpr Story objection_open{.name = "an open objection",
                               .submit = "2026-08-20",
                               .recommend = "2026-08-27",
                               .publish = "2026-09-03",
                               .objection = "2026-09-07",
                               .is_anonymous = true};
constexpr Story not_recommended{.name = "not recommended", .submit = "2026-08-19", .decline = "2026-08-28"};
constexpr Story untouched{.name = "no application yet", .has_draft = false};
constexpr Story refused{.name = "refused", .submit = "2025-08-13", .recommend = "2025-08-27", .refuse = "2025-09-10"};
constexpr Story withdrawn{.name = "withdrawn", .submit = "2026-08-21", .withdraw = "2026-08-31"};
constexpr Story lapsed{.name = "closed for lack of supplement", .submit = "2026-08-17", .give_back = "2026-08-19", .lapse = "2026-09-07"};
constexpr Story objection_sustained{.name = "objection sustained, then refused",
                                    .submit = "2025-08-14",
                                    .recommend = "2025-08-25",
                                    .publish = "2025-09-05",
                                    .refuse = "2025-09-19",
                                    .reexamine = "2025-09-16",
                                    .objection = "2025-09-08",
                                    .objection_decided = "2025-09-15",
                                    .objection_outcome = "sustained"};
constexpr Story objection_dismissed{.name = "objection dismissed, then filed",
                                    .submit = "2025-08-15",
                                    .recommend = "2025-08-26",
                                    .publish = "2025-09-05",
                                    .file = "2025-09-17",
                                    .objection = "2025-09-09",
                                    .is_anonymous = true,
                                    .objection_decided = "2025-09-16",
                                    .objection_outcome = "dismissed"};
constexpr Story late_objection{.name = "a late objection, then filed",
                               .submit = "2025-08-18",
                               .recommend = "2025-08-26",
                               .publish = "2025-09-05",
                               .file = "2025-09-18",
                               .objection = "2025-09-12"};

constexpr Story national_filed{.name = "filed by the nation",
                               .answers_all = true,
                               .full_time = 6,
                               .submit = "2026-03-20",
                               .recommend = "2026-04-07",
                               .publish = "2026-05-11",
                               .file = "2026-06-01"};
constexpr Story national_examining{
    .name = "waits for the nation", .answers_all = true, .full_time = 5, .submit = "2026-08-31", .recommend = "2026-09-09"};
constexpr Story ministry_reviewing{.name = "waits for its ministry", .answers_all = true, .full_time = 5, .submit = "2026-09-02"};
constexpr Story second_city_reviewing{.name = "waits for expert review", .answers_all = true, .submit = "2026-09-01"};
constexpr Story second_city_returned{.name = "returned by the second city", .answers_all = true, .submit = "2026-08-26", .give_back = "2026-09-08"};

constexpr std::array first{
    &filed_2026,          &filed_2025,          &draft_short,    &verifying,         &returned, &examining, &on_notice, &notice_over,
    &objection_open,      &not_recommended,     &draft,          &untouched,         &refused,  &withdrawn, &lapsed,    &filed_2024,
    &objection_sustained, &objection_dismissed, &late_objection, &filed_after_return};
constexpr std::array rest{&filed_2024, &filed_2025, &filed_2024, &verifying,  &filed_2025,         &filed_2026, &filed_2024,
                          &examining,  &filed_2025, &on_notice,  &filed_2024, &filed_after_return, &filed_2025, &draft};

}  // namespace

const Story& story_of(int number) {
  const auto index = static_cast<std::size_t>(number);
  return index < first.size() ? *first[index] : *rest[(index - first.size()) % rest.size()];
}

const std::vector<StoryWindow>& story_windows() {
  static const std::vector<StoryWindow> windows{
      {"2024年度沈阳市级网点备案申报通知", "2024-07-25", "2024-08-01", "2024-09-20"},
      {"2025年度沈阳市级网点备案申报通知", "2025-07-28", "2025-08-01", "2025-09-12"},
      {"2026年度沈阳市级网点备案申报通知", "2026-08-10", "2026-08-17", "2026-09-30"},
  };
  return windows;
}

const std::vector<const Story*>& national_stories() {
  static const std::vector<const Story*> stories{&national_filed, &national_examining};
  return stories;
}

const std::vector<const Story*>& ministry_stories() {
  static const std::vector<const Story*> stories{&ministry_reviewing};
  return stories;
}

const std::vector<const Story*>& second_city_stories() {
  static const std::vector<const Story*> stories{&second_city_reviewing, &second_city_returned, &untouched};
  return stories;
}

const std::vector<StoryWindow>& national_windows() {
  static const std::vector<StoryWindow> windows{
      {"2026年第一批国家级网点备案通知", "2026-03-02", "2026-03-09", "2026-04-30"},
      {"2026年第二批国家级网点备案通知", "2026-08-17", "2026-08-24", "2026-10-16"},
  };
  return windows;
}

const std::vector<StoryWindow>& ministry_windows() {
  static const std::vector<StoryWindow> windows{
      {"2026年第二批国家级网点备案通知（行业主管部门推荐）", "2026-08-17", "2026-08-24", "2026-10-16"},
  };
  return windows;
}

}  // namespace zhidian::server
