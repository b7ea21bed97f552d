// How long the engine takes, one thread, facts in memory: `may I` for 100,000 cases and the regulation check.
// Run from the project's folder: it reads regulations/ below the current directory.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "bench/read_files.hpp"
#include "rules/engine.hpp"
#include "rules/library.hpp"
#include "rules/simulate.hpp"

namespace {

using namespace zhidian;
using base::Value;

/// Every third case lacks a full-time person, every fifth the licence: both answers occur.
rules::Situation make_case(int number) {
  rules::Situation situation;
  situation.state = "draft";
  situation.today = *base::parse_date("2024-09-03");
  situation.is_window_open = true;
  situation.is_within = [](std::string_view division, std::string_view ancestor) { return division.substr(0, 4) == ancestor.substr(0, 4); };
  situation.facts = {{"registered_division", "210102"},    {"team.full_time", number % 3 == 0 ? 2 : 3},         {"team.part_time", 1},
                     {"service_items.public_interest", 1}, {"service_items.categories", Value::List{"patent"}}, {"node_kinds", Value::List{}},
                     {"statuses", Value::List{}},          {"form.section_5.cases", Value::List{Value::Map{}}}};
  situation.materials = {"signed_form", "working_rules", "two_year_report", "staff_evidence"};
  if (number % 5 != 0) situation.materials.emplace_back("licence");
  return situation;
}

/// Processor time of this thread: what one core spends, however busy the machine is otherwise.
double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}
double seconds_since(double begin) { return processor_seconds() - begin; }

void measure_may(const rules::Library& library) {
  constexpr int count = 100000;
  const rules::Procedure& filing = *library.find_procedure("shenyang_outlet_2024", "filing");
  const rules::Action& submit = *filing.find_action("submit");
  std::vector<rules::Situation> cases;
  for (int i = 0; i < count; ++i) cases.push_back(make_case(i));
  const auto begin = processor_seconds();
  int allowed = 0;
  for (const rules::Situation& situation : cases) allowed += rules::may(filing, submit, {"applicant"}, situation).is_allowed() ? 1 : 0;
  fmt::print("may I submit, {} cases ({} allowed): {:.3f} s (aim ≤ 1 s)\n", count, allowed, seconds_since(begin));
  const auto begin_list = processor_seconds();
  std::size_t verdicts = 0;
  for (int i = 0; i < count / 10; ++i) verdicts += rules::list_verdicts(filing, {"applicant"}, cases[static_cast<std::size_t>(i)]).size();
  fmt::print("all actions of {} cases ({} verdicts): {:.3f} s\n", count / 10, verdicts, seconds_since(begin_list));
}

/// One changed number asked of everybody: `regulation simulate` with the facts loaded.
void measure_simulation(const rules::Library& library) {
  constexpr std::size_t count = 100000;
  const rules::Procedure& before = *library.find_procedure("shenyang_outlet_2024", "filing");
  rules::Procedure after = before;
  for (rules::Condition& condition : after.conditions) {
    if (condition.id == "full_time_staff") condition.check->operand = 5;
  }
  std::vector<rules::Subject> subjects;
  rules::WithinTest is_within;
  for (std::size_t number = 0; number < count; ++number) {
    rules::Situation situation = make_case(static_cast<int>(number));
    is_within = situation.is_within;
    subjects.push_back({std::to_string(number), std::move(situation.facts)});
  }
  const base::Date today = *base::parse_date("2024-09-03");
  const auto begin = processor_seconds();
  const auto changed = rules::simulate_conditions(before, after, subjects, today, is_within);
  const double seconds = seconds_since(begin);
  const auto unchanged = rules::simulate_conditions(before, before, subjects, today, is_within);
  fmt::print("simulate one changed number over {} institutions ({} affected; {} by a null change): {:.3f} s (aim ≤ 1 s)\n", count, changed.size(),
             unchanged.size(), seconds);
}

void measure_check() {
  const auto files = bench::read_files("regulations");
  std::vector<double> times;
  std::size_t problems = 0;
  for (int i = 0; i < 21; ++i) {
    const auto begin = processor_seconds();
    const auto [library, found] = rules::load_library(files);
    problems = found.size() + rules::check_library(library).size();
    times.push_back(seconds_since(begin));
  }
  std::sort(times.begin(), times.end());
  fmt::print("load and check all regulations ({} problems), median of {}: {:.1f} ms (aim ≤ 200 ms)\n", problems, times.size(),
             times[times.size() / 2] * 1000);
}

}  // namespace

int main() {
  const auto [library, problems] = rules::load_library(bench::read_files("regulations"));
  measure_may(library);
  measure_simulation(library);
  measure_check();
  return 0;
}
