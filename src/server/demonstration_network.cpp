#include "server/demonstration_network.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <functional>
#include <stdexcept>

#include "capabilities/accounts/accounts.hpp"
#include "capabilities/divisions/divisions.hpp"
#include "server/demonstration_answers.hpp"
#include "server/demonstration_cases.hpp"
#include "server/demonstration_experts.hpp"
#include "server/demonstration_people.hpp"
#include "server/demonstration_services.hpp"
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

/// One procedure lived through: who decides, which institutions, what happens to them.
struct StoryProgramme {
  StoryProgramme(const NetworkParts& parts, const DemonstrationOfficials& officials, const rules::Procedure& procedure,
                 const std::vector<StoryWindow>& called)
      : cases(parts, officials, procedure), windows(called) {}
  DemonstrationCases cases;
  const std::vector<StoryWindow>& windows;
  std::vector<DemonstrationCase> subjects;
  std::map<std::string, std::vector<DemonstrationCase*>> notices;  // by day
};

/// Makes institutions with their people, teams and service items.
class Settlers {
 public:
  Settlers(const NetworkParts& parts, const std::string& password_hash)
      : parts_(parts),
        password_hash_(password_hash),
        tree_(read_tree(parts)),
        desk_(parts.database, parts.files, parts.routes, parts.random),
        texts_(parts.random) {}

  /// The seat's city and division are named from the divisions; `recommender_id` where several could recommend.
  void settle(StoryProgramme& programme, DemonstrationSeat seat, const Story& story, const std::string& recommender_id = "") {
    name_seat(seat, tree_);
    DemonstrationCase subject;
    subject.institution = make_institution(parts_, texts_, seat, password_hash_, moment("2024-07-01", seat.number % 300));
    subject.story = &story;
    subject.recommender_id = recommender_id;
    const int full_time = story.is_short_of_staff ? 2 : story.full_time + texts_.below(3);
    furnish(desk_, subject.institution, full_time, texts_, moment("2024-07-02", seat.number % 300));
    programme.subjects.push_back(std::move(subject));
  }

 private:
  static divisions::DivisionTree read_tree(const NetworkParts& parts) {
    const auto reader = parts.database.read();
    return divisions::DivisionTree::read(reader->connection());
  }
  const NetworkParts& parts_;
  const std::string& password_hash_;
  divisions::DivisionTree tree_;
  DemonstrationDesk desk_;
  DemonstrationTexts texts_;
};

DemonstrationSeat seat_of(int number, std::string division, std::string login_name, std::string area = "024") {
  return {number, "", std::move(division), "", std::move(login_name), std::move(area)};
}

/// The nation's applicants, by both routes.
void add_nation(std::deque<StoryProgramme>& programmes, Settlers& settlers, const NetworkParts& parts, const DemonstratedProcedures& procedures,
                const DemonstrationPeople& people) {
  if (procedures.national) {
    StoryProgramme& national = programmes.emplace_back(parts, people.national, *procedures.national, national_windows());
    for (int number = 0; const Story* story : national_stories()) {
      settlers.settle(national, seat_of(number, national_seats[number], fmt::format("national_applicant_{}", number + 1), "0411"), *story);
      ++number;
    }
  }
  if (procedures.by_ministry) {
    StoryProgramme& by_ministry = programmes.emplace_back(parts, people.by_ministry, *procedures.by_ministry, ministry_windows());
    settlers.settle(by_ministry, seat_of(4, ministry_seat, "ministry_applicant_1", "010"), *ministry_stories().front(), people.ministry_id);
  }
}

void add_second_city(std::deque<StoryProgramme>& programmes, Settlers& settlers, const NetworkParts& parts, const DemonstratedProcedures& procedures,
                     const DemonstrationPeople& people) {
  static const std::vector<StoryWindow> no_windows;
  if (!procedures.second_city) return;
  StoryProgramme& city = programmes.emplace_back(parts, people.second_city, *procedures.second_city, no_windows);
  for (int number = 0; const Story* story : second_city_stories()) {
    const std::string& division = people.second_city.divisions[static_cast<std::size_t>(number)];
    settlers.settle(city, seat_of(number, division, fmt::format("fuzhou_applicant_{}", number + 1), "0591"), *story);
    ++number;
  }
  DemonstrationDesk desk(parts.database, parts.files, parts.routes, parts.random);
  fill_expert_pool(desk, people, city.subjects.at(1).institution.name, moment("2024-07-03", 0));
}

/// Outlets write up what they did, the day before the demonstration's present.
void add_service_logs(std::vector<Step>& steps, StoryProgramme& programme, DemonstrationDesk& desk) {
  for (const DemonstrationCase& subject : programme.subjects) {
    if (subject.story->file.empty()) continue;
    steps.push_back({moment("2026-09-14", subject.institution.number % 180 + 300), [&desk, &subject](base::Instant at) {
                       log_services(desk, subject.institution, base::civil_date(moment(subject.story->file, 0)), at);
                     }});
  }
}

void add_steps(std::vector<Step>& steps, StoryProgramme& programme) {
  for (const StoryWindow& window : programme.windows)
    steps.push_back({moment(window.opened, -60), [&](base::Instant at) { programme.cases.open_window(window, at); }});
  for (DemonstrationCase& subject : programme.subjects) add_story(steps, subject, programme.cases, programme.notices);
  for (const auto& [day, named] : programme.notices)
    steps.push_back({moment(day, 200), [&](base::Instant at) { programme.cases.publish(named, at); }});
}

}  // namespace

void build_demonstration_network(const NetworkParts& parts, int institutions) {
  const std::string password_hash = accounts::hash_password(demonstration_password, parts.random);
  const DemonstratedProcedures procedures = find_demonstrated(parts.law);
  const DemonstrationPeople people = make_people(parts, procedures, password_hash, moment("2024-06-03", 0));
  Settlers settlers(parts, password_hash);
  std::deque<StoryProgramme> programmes;  // never moves what the steps refer to
  StoryProgramme& city = programmes.emplace_back(parts, people.city, *procedures.city, story_windows());
  for (int number = 0; number < institutions; ++number) {
    const std::string& division = people.city.divisions[static_cast<std::size_t>(number) % people.city.divisions.size()];
    settlers.settle(city, seat_of(number, division, fmt::format("applicant_{:02}", number + 1)), story_of(number));
  }
  add_nation(programmes, settlers, parts, procedures, people);
  add_second_city(programmes, settlers, parts, procedures, people);

  std::vector<Step> steps;
  for (StoryProgramme& programme : programmes) add_steps(steps, programme);
  DemonstrationDesk desk(parts.database, parts.files, parts.routes, parts.random);
  for (StoryProgramme& programme : programmes) add_service_logs(steps, programme, desk);
  std::ranges::stable_sort(steps, {}, &Step::at);
  for (const Step& step : steps) step.run(step.at);
}

}  // namespace zhidian::server
