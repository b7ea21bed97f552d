#include "server/demonstration_network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "capabilities/accounts/accounts.hpp"
#include "capabilities/divisions/divisions.hpp"
#include "server/demonstration_cases.hpp"
#include "server/demonstration_people.hpp"
#include "server/demonstration_stories.hpp"

namespace zhidian::server {
namespace {

/// Ten in the morning of a story day, a minute later for each institution so that the log has one order.
base::Instant moment(std::string_view day, int minutes) {
  const auto date = base::parse_date(day);
  if (!date) throw std::logic_error(fmt::format("demonstration: bad day {}", day));
  return base::start_of(*date) + std::chrono::hours(9) + std::chrono::minutes(minutes);
}

struct Step {
  base::Instant at;
  std::function<void(base::Instant)> run;
};

/// The steps of one story in the order of its days; publishing is gathered per day by the caller.
void add_story(std::vector<Step>& steps, DemonstrationCase& subject, DemonstrationCases& cases,
               std::map<std::string, std::vector<DemonstrationCase*>>& notices) {
  const Story& story = *subject.story;
  const int minute = subject.institution.number % 180;
  const auto add = [&](std::string_view day, int extra, std::function<void(base::Instant)> run) {
    if (!day.empty()) steps.push_back({moment(day, minute + extra), std::move(run)});
  };
  if (!story.has_draft) return;
  add(story.submit.empty() ? "2026-09-02" : story.submit, 0, [&](base::Instant at) { cases.draft(subject, at); });
  add(story.submit, 1, [&](base::Instant at) { cases.submit(subject, at); });
  add(story.give_back, 0, [&](base::Instant at) { cases.give_back(subject, at); });
  add(story.resubmit, 0, [&](base::Instant at) { cases.resubmit(subject, at); });
  add(story.recommend, 0, [&](base::Instant at) { cases.recommend(subject, at); });
  add(story.decline, 0, [&](base::Instant at) { cases.decline(subject, at); });
  if (!story.publish.empty()) notices[std::string(story.publish)].push_back(&subject);
  add(story.objection, 240, [&](base::Instant at) { cases.object(subject, at); });
  add(story.objection_decided, 240, [&](base::Instant at) { cases.decide_objection(subject, at); });
  add(story.reexamine, 0,
      [&](base::Instant at) { cases.simple(subject, "reexamine", base::Value::Map{{"reasons", "异议经核查成立，重新审核。"}}, at); });
  add(story.refuse, 0, [&](base::Instant at) { cases.refuse(subject, at); });
  add(story.file, 0, [&](base::Instant at) { cases.file(subject, at); });
  add(story.withdraw, 0, [&](base::Instant at) { cases.withdraw(subject, at); });
  add(story.lapse, 0, [&](base::Instant at) { cases.lapse(subject, at); });
}

std::vector<DemonstrationCase> make_institutions(const NetworkParts& parts, DemonstrationCases& cases, const DemonstrationOfficials& officials,
                                                 int count, const std::string& password_hash) {
  const auto reader = parts.database.read();
  const divisions::DivisionTree tree = divisions::DivisionTree::read(reader->connection());
  DemonstrationTexts texts(parts.random);
  std::vector<DemonstrationCase> subjects;
  for (int number = 0; number < count; ++number) {
    const std::string division = officials.divisions[static_cast<std::size_t>(number) % officials.divisions.size()];
    const Story& story = story_of(number);
    DemonstrationCase subject{
        make_institution(parts, texts, number, division, tree.find(division)->name, password_hash, moment("2024-07-01", number % 300)),
        &story,
        {},
        {},
        {},
        0};
    cases.furnish(subject, texts, moment("2024-07-02", number % 300));
    subjects.push_back(std::move(subject));
  }
  return subjects;
}

}  // namespace

void build_demonstration_network(const NetworkParts& parts, int institutions) {
  const std::string password_hash = accounts::hash_password(demonstration_password, parts.random);
  const DemonstrationOfficials officials = make_officials(parts, password_hash, moment("2024-06-03", 0));
  DemonstrationCases cases(parts, officials);
  std::vector<DemonstrationCase> subjects = make_institutions(parts, cases, officials, institutions, password_hash);

  std::vector<Step> steps;
  std::map<std::string, std::vector<DemonstrationCase*>> notices;
  for (const StoryWindow& window : story_windows())
    steps.push_back({moment(window.opened, -60), [&](base::Instant at) { cases.open_window(window, at); }});
  for (DemonstrationCase& subject : subjects) add_story(steps, subject, cases, notices);
  for (const auto& [day, named] : notices) steps.push_back({moment(day, 200), [&](base::Instant at) { cases.publish(named, at); }});
  std::ranges::stable_sort(steps, {}, &Step::at);
  for (const Step& step : steps) step.run(step.at);
}

}  // namespace zhidian::server
