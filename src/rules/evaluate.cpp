#include <algorithm>

#include "rules/engine.hpp"

namespace zhidian::rules {

namespace {

const base::Value& value_of(const Facts& facts, std::string_view name) {
  static const base::Value nothing;
  const auto fact = facts.find(name);
  return fact == facts.end() ? nothing : fact->second;
}

/// What a number is compared with: the number itself, or how many items a list has.
std::optional<std::int64_t> amount_of(const base::Value& value) {
  if (value.is_integer()) return value.as_integer();
  if (value.is_list()) return static_cast<std::int64_t>(value.as_list().size());
  return std::nullopt;
}

bool holds_any(const base::Value& value, const base::Value::List& candidates) {
  const auto is_candidate = [&](const base::Value& item) { return std::find(candidates.begin(), candidates.end(), item) != candidates.end(); };
  if (!value.is_list()) return is_candidate(value);
  return std::any_of(value.as_list().begin(), value.as_list().end(), is_candidate);
}

Outcome outcome_of(bool is_met) { return is_met ? Outcome::met : Outcome::not_met; }

Outcome compare_amount(const Check& check, const base::Value& value) {
  const auto amount = amount_of(value);
  if (!amount) return Outcome::not_evidenced;
  return outcome_of(check.kind == Check::Kind::at_least ? *amount >= check.operand.as_integer() : *amount <= check.operand.as_integer());
}

Outcome compare_date(const Check& check, const base::Value& value, base::Date today) {
  const auto date = value.is_text() ? base::parse_date(value.as_text()) : std::nullopt;
  if (!date) return Outcome::not_evidenced;
  return outcome_of((today > *date) == check.operand.as_bool());
}

Outcome compare_division(const Check& check, const base::Value& value, const WithinTest& is_within) {
  if (!value.is_text() || !is_within) return Outcome::not_evidenced;
  return outcome_of(is_within(value.as_text(), check.operand.as_text()));
}

bool is_unknown(const base::Value& value) { return value.is_null() || (value.is_text() && value.as_text().empty()); }

Outcome compare(const Check& check, const Facts& facts, base::Date today, const WithinTest& is_within) {
  const base::Value& value = value_of(facts, check.fact);
  if (is_unknown(value)) return Outcome::not_evidenced;
  switch (check.kind) {
    case Check::Kind::within: return compare_division(check, value, is_within);
    case Check::Kind::equals: return outcome_of(value == check.operand);
    case Check::Kind::one_of: return outcome_of(holds_any(value, check.operand.as_list()));
    case Check::Kind::none_of: return outcome_of(!holds_any(value, check.operand.as_list()));
    case Check::Kind::at_least:
    case Check::Kind::at_most: return compare_amount(check, value);
    case Check::Kind::present: return outcome_of((amount_of(value).value_or(1) != 0 || value.is_integer()) == check.operand.as_bool());
    case Check::Kind::passed: return compare_date(check, value, today);
    case Check::Kind::all:
    case Check::Kind::any:
    case Check::Kind::negation: break;
  }
  return Outcome::not_evidenced;
}

Outcome negate(Outcome outcome) {
  switch (outcome) {
    case Outcome::met: return Outcome::not_met;
    case Outcome::not_met: return Outcome::met;
    case Outcome::not_evidenced: break;
  }
  return Outcome::not_evidenced;
}

}  // namespace

/// Three values as Kleene joins them: `decisive` wins, then what is not evidenced, else the other.
Outcome evaluate(const Check& check, const Facts& facts, base::Date today, const WithinTest& is_within) {
  if (check.kind == Check::Kind::negation) return negate(evaluate(check.parts.front(), facts, today, is_within));
  if (check.kind != Check::Kind::all && check.kind != Check::Kind::any) return compare(check, facts, today, is_within);
  const Outcome decisive = check.kind == Check::Kind::all ? Outcome::not_met : Outcome::met;
  Outcome joined = negate(decisive);
  for (const Check& part : check.parts) {
    const Outcome outcome = evaluate(part, facts, today, is_within);
    if (outcome == decisive) return decisive;
    if (outcome == Outcome::not_evidenced) joined = outcome;
  }
  return joined;
}

std::string lift_fact(std::string_view condition_id) { return "lifted." + std::string(condition_id); }

Outcome evaluate(const Condition& condition, const Facts& facts, base::Date today, const WithinTest& is_within) {
  if (!condition.lifted_by.empty() && value_of(facts, lift_fact(condition.id)) == base::Value(true)) return Outcome::met;
  return condition.check ? evaluate(*condition.check, facts, today, is_within) : Outcome::not_evidenced;
}

}  // namespace zhidian::rules
