#include "rules/simulate.hpp"

#include <algorithm>

namespace zhidian::rules {
namespace {

std::vector<const Condition*> blocking_conditions(const Procedure& procedure, const Facts& facts, base::Date today, const WithinTest& is_within) {
  std::vector<const Condition*> blocking;
  for (const Condition& condition : procedure.conditions) {
    if (!condition.check) continue;
    const Finding finding{&condition, evaluate(condition, facts, today, is_within), {}};
    if (is_blocking(finding)) blocking.push_back(&condition);
  }
  return blocking;
}

bool names_condition(const std::vector<const Condition*>& list, const std::string& id) {
  return std::ranges::any_of(list, [&](const Condition* condition) { return condition->id == id; });
}

std::vector<const Condition*> only_in(const std::vector<const Condition*>& list, const std::vector<const Condition*>& other) {
  std::vector<const Condition*> only;
  for (const Condition* condition : list) {
    if (!names_condition(other, condition->id)) only.push_back(condition);
  }
  return only;
}

/// Every party the procedure knows: then only needs stand in the way.
std::vector<std::string> all_parties(const Procedure& procedure) {
  std::vector<std::string> parties{"applicant"};
  for (const Body& body : procedure.bodies) parties.push_back(body.party);
  return parties;
}

std::vector<std::string> possible_actions(const Procedure& procedure, const std::vector<std::string>& parties, const Situation& situation) {
  std::vector<std::string> possible;
  for (const Verdict& verdict : list_verdicts(procedure, parties, situation)) {
    if (verdict.is_allowed()) possible.push_back(verdict.action->id);
  }
  std::ranges::sort(possible);
  return possible;
}

bool leads_out(const Procedure& procedure, const std::string& state) {
  const State* found = procedure.find_state(state);
  if (found == nullptr) return false;
  return found->is_final || std::ranges::any_of(procedure.actions, [&](const Action& action) {
           return !action.to.empty() && action.to != state && std::ranges::find(action.from, state) != action.from.end();
         });
}

}  // namespace

std::vector<ChangedSubject> simulate_conditions(const Procedure& before, const Procedure& after, std::span<const Subject> subjects, base::Date today,
                                                const WithinTest& is_within) {
  std::vector<ChangedSubject> changed;
  for (std::size_t place = 0; place < subjects.size(); ++place) {
    const auto failing_before = blocking_conditions(before, subjects[place].facts, today, is_within);
    const auto failing_after = blocking_conditions(after, subjects[place].facts, today, is_within);
    ChangedSubject subject{place, failing_before.empty(), failing_after.empty(), only_in(failing_after, failing_before),
                           only_in(failing_before, failing_after)};
    if (!subject.newly_failing.empty() || !subject.newly_met.empty()) changed.push_back(std::move(subject));
  }
  return changed;
}

std::vector<ChangedCase> simulate_cases(const Procedure& before, const Procedure& after, std::span<const Situation> situations) {
  const auto parties_before = all_parties(before), parties_after = all_parties(after);
  std::vector<ChangedCase> changed;
  for (std::size_t place = 0; place < situations.size(); ++place) {
    const auto possible_before = possible_actions(before, parties_before, situations[place]);
    const auto possible_after = possible_actions(after, parties_after, situations[place]);
    ChangedCase one{place, {}, {}, !leads_out(after, situations[place].state)};
    std::ranges::set_difference(possible_before, possible_after, std::back_inserter(one.no_longer_possible));
    std::ranges::set_difference(possible_after, possible_before, std::back_inserter(one.newly_possible));
    if (one.is_stranded || !one.no_longer_possible.empty() || !one.newly_possible.empty()) changed.push_back(std::move(one));
  }
  return changed;
}

}  // namespace zhidian::rules
