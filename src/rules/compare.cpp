#include <algorithm>
#include <map>
#include <optional>

#include "rules/simulate.hpp"

namespace zhidian::rules {
namespace {

using base::Value;

constexpr int most_steps = 200000;
/// Stands for a kind, division or text that neither act names.
constexpr std::string_view other_value = "other", other_division = "999999";

using Conditions = std::vector<const Condition*>;

Conditions blocking_checks(const Procedure& procedure) {
  Conditions conditions;
  for (const Condition& condition : procedure.conditions) {
    if (condition.check && condition.blocks) conditions.push_back(&condition);
  }
  return conditions;
}

/// The values of each fact at which a comparison of either act can turn.
class Turning {
 public:
  void add(const Condition& condition, base::Date today) { add_check(*condition.check, today); }
  const std::map<std::string, Value::List>& values() const { return values_; }

 private:
  void add_value(const std::string& fact, Value value) {
    Value::List& list = values_[fact];
    if (std::ranges::find(list, value) == list.end()) list.push_back(std::move(value));
  }

  void add_check(const Check& check, base::Date today) {
    for (const Check& part : check.parts) add_check(part, today);
    if (check.fact.empty()) return;
    switch (check.kind) {
      case Check::Kind::at_least:
      case Check::Kind::at_most:
        for (const std::int64_t number : {check.operand.as_integer() - 1, check.operand.as_integer(), check.operand.as_integer() + 1}) {
          if (number >= 0) add_value(check.fact, number);
        }
        break;
      case Check::Kind::within:
        add_value(check.fact, check.operand);
        add_value(check.fact, other_division);
        break;
      case Check::Kind::one_of:
      case Check::Kind::none_of:
        for (const Value& item : check.operand.as_list()) add_value(check.fact, Value::List{item});
        add_value(check.fact, Value::List{other_value});
        break;
      case Check::Kind::equals:
        add_value(check.fact, check.operand);
        if (check.operand.is_bool()) {
          add_value(check.fact, !check.operand.as_bool());
        } else {
          add_value(check.fact, other_value);
        }
        break;
      case Check::Kind::present:
        add_value(check.fact, other_value);
        add_value(check.fact, Value::List{});
        break;
      case Check::Kind::passed:
        add_value(check.fact, base::print_date(today - std::chrono::days(1)));
        add_value(check.fact, base::print_date(today + std::chrono::days(1)));
        break;
      case Check::Kind::all:
      case Check::Kind::any:
      case Check::Kind::negation: break;
    }
  }

  std::map<std::string, Value::List> values_;
};

/// Looks for an applicant who fails `target` and passes all of `passing`, fact by fact; a fact not yet chosen is not evidenced, so a part of an
/// applicant is given up as soon as a condition is decided the wrong way.
class Search {
 public:
  Search(const Condition& target, const Conditions& passing, const std::map<std::string, Value::List>& values, base::Date today,
         const WithinTest& is_within)
      : target_(target), passing_(passing), values_(values), today_(today), is_within_(is_within) {}

  std::optional<Facts> run() { return choose(values_.begin()) ? std::optional(facts_) : std::nullopt; }
  bool gave_up() const { return steps_ > most_steps; }

 private:
  bool choose(std::map<std::string, Value::List>::const_iterator fact) {
    if (++steps_ > most_steps || !is_promising()) return false;
    if (fact == values_.end()) return is_found();
    for (const Value& value : fact->second) {
      facts_.insert_or_assign(fact->first, value);
      if (choose(std::next(fact))) return true;
    }
    facts_.erase(fact->first);
    return false;
  }

  bool is_promising() const {
    if (outcome_of(target_) == Outcome::met) return false;
    return std::ranges::none_of(passing_, [&](const Condition* condition) { return outcome_of(*condition) == Outcome::not_met; });
  }
  bool is_found() const {
    return outcome_of(target_) == Outcome::not_met &&
           std::ranges::all_of(passing_, [&](const Condition* condition) { return !is_blocking({condition, outcome_of(*condition), {}}); });
  }
  Outcome outcome_of(const Condition& condition) const { return evaluate(*condition.check, facts_, today_, is_within_); }

  const Condition& target_;
  const Conditions& passing_;
  const std::map<std::string, Value::List>& values_;
  base::Date today_;
  const WithinTest& is_within_;
  Facts facts_;
  int steps_ = 0;
};

struct Found {
  Facts witness;
  Conditions failed;
  bool gave_up = false;
};

/// The first applicant that passes all of `passing` and fails one of `failing`, with all it fails.
Found find_witness(const Conditions& failing, const Conditions& passing, const Turning& turning, base::Date today, const WithinTest& is_within) {
  Found found;
  for (const Condition* target : failing) {
    Search search(*target, passing, turning.values(), today, is_within);
    const auto witness = search.run();
    found.gave_up = found.gave_up || search.gave_up();
    if (!witness) continue;
    if (found.witness.empty()) found.witness = *witness;
    found.failed.push_back(target);
  }
  return found;
}

}  // namespace

Comparison compare_conditions(const Procedure& floor, const Procedure& overlay, base::Date today, const WithinTest& is_within) {
  const Conditions floor_conditions = blocking_checks(floor), overlay_conditions = blocking_checks(overlay);
  Turning turning;
  for (const Condition* condition : floor_conditions) turning.add(*condition, today);
  for (const Condition* condition : overlay_conditions) turning.add(*condition, today);
  Found weaker = find_witness(floor_conditions, overlay_conditions, turning, today, is_within);
  Found stricter = find_witness(overlay_conditions, floor_conditions, turning, today, is_within);
  Comparison comparison;
  comparison.weaker_witness = std::move(weaker.witness);
  comparison.stricter_witness = std::move(stricter.witness);
  comparison.weaker_by = std::move(weaker.failed);
  comparison.stricter_by = std::move(stricter.failed);
  const bool is_weaker = !comparison.weaker_by.empty(), is_stricter = !comparison.stricter_by.empty();
  using Relation = Comparison::Relation;
  if (is_weaker && is_stricter) {
    comparison.relation = Relation::incomparable;
  } else if (weaker.gave_up || stricter.gave_up) {
    comparison.relation = Relation::undecided;
  } else if (is_weaker) {
    comparison.relation = Relation::weaker;
  } else if (is_stricter) {
    comparison.relation = Relation::stricter;
  }
  return comparison;
}

}  // namespace zhidian::rules
