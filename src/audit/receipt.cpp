#include "audit/receipt.hpp"

#include <algorithm>

#include "audit/receipt_parts.hpp"
#include "base/id.hpp"
#include "base/text.hpp"

namespace zhidian::audit {
namespace {

using base::Value;

constexpr std::size_t longest_fact_value = 100;

/// What a condition can read of a value: the number of entries of a form's list, not what stands in them; that a long text is there,
/// not what it says.
Value reduced(const Value& value) {
  if (value.is_text() && value.as_text().size() > longest_fact_value) return "sha256:" + base::sha256_hex(value.as_text());
  if (!value.is_list()) return value;
  Value::List list;
  for (const Value& item : value.as_list()) list.push_back(item.is_map() ? Value(Value::Map{}) : reduced(item));
  return list;
}

void add_facts(const rules::Check& check, const rules::Facts& facts, Value::Map& used) {
  for (const rules::Check& part : check.parts) add_facts(part, facts, used);
  const auto fact = facts.find(check.fact);
  if (fact != facts.end()) used.insert_or_assign(check.fact, reduced(fact->second));
}

/// The conditions the action asks about: all computed ones, those it has a person judge, or none.
std::vector<const rules::Condition*> conditions_of(const rules::Procedure& procedure, const rules::Action& action) {
  std::vector<const rules::Condition*> conditions;
  for (const rules::Condition& condition : procedure.conditions) {
    const bool is_computed = condition.check && base::contains(action.needs, "conditions");
    const bool is_judged = !condition.check && base::contains(action.needs, "judged") && base::contains(action.judged, condition.id);
    if (is_computed || is_judged) conditions.push_back(&condition);
  }
  return conditions;
}

std::string_view name_of(rules::Outcome outcome) {
  switch (outcome) {
    case rules::Outcome::met: return "met";
    case rules::Outcome::not_met: return "not_met";
    case rules::Outcome::not_evidenced: break;
  }
  return "not_evidenced";
}

template <class Texts>
Value texts_value(const Texts& texts) {
  Value::List list;
  for (const auto& text : texts) list.emplace_back(text);
  return list;
}

/// The inputs, and a situation that asks exactly them.
Value inputs_of(const Decision& decision, const std::vector<const rules::Condition*>& conditions) {
  const rules::Situation& situation = decision.situation;
  Value::Map facts, terms, judged;
  Value::List within;
  const rules::WithinTest record = [&](std::string_view division, std::string_view ancestor) {
    const bool is_inside = situation.is_within && situation.is_within(division, ancestor);
    within.emplace_back(Value::Map{{"division", division}, {"ancestor", ancestor}, {"is_inside", is_inside}});
    return is_inside;
  };
  for (const rules::Condition* condition : conditions) {
    if (!condition->check) continue;
    add_facts(*condition->check, situation.facts, facts);
    if (const auto lifted = situation.facts.find(rules::lift_fact(condition->id)); lifted != situation.facts.end()) facts.insert(*lifted);
    rules::evaluate(*condition, situation.facts, situation.today, record);
  }
  for (const auto& [id, last_day] : situation.terms) terms[id] = base::print_date(last_day);
  for (const auto& [id, outcome] : situation.judged) {
    if (base::contains(decision.action.judged, id)) judged[id] = name_of(outcome);
  }
  return Value::Map{{"state", situation.state},
                    {"today", base::print_date(situation.today)},
                    {"facts", std::move(facts)},
                    {"within", std::move(within)},
                    {"materials", texts_value(situation.materials)},
                    {"missing_fields", texts_value(situation.missing_fields)},
                    {"is_window_open", situation.is_window_open},
                    {"terms", std::move(terms)},
                    {"open_objections", situation.open_objections},
                    {"sustained_objections", situation.sustained_objections},
                    {"review_result", situation.review_result},
                    {"is_status_in_force", situation.is_status_in_force},
                    {"is_application_running", situation.is_application_running},
                    {"performed", texts_value(situation.performed)},
                    {"judged", std::move(judged)}};
}

}  // namespace

Value conditions_value(const rules::Procedure& procedure, const rules::Action& action, const rules::Situation& situation) {
  Value::List list;
  for (const rules::Condition* condition : conditions_of(procedure, action)) {
    auto outcome = rules::Outcome::not_evidenced;
    const auto answer = situation.judged.find(condition->id);
    if (condition->check) {
      outcome = rules::evaluate(*condition, situation.facts, situation.today, situation.is_within);
    } else if (answer != situation.judged.end()) {
      outcome = answer->second;
    }
    list.push_back(Value::Map{{"id", condition->id}, {"outcome", name_of(outcome)}, {"articles", texts_value(condition->cites)}});
  }
  return list;
}

Value make_receipt(const Decision& decision) {
  Value outcome(Value::Map{{"state", decision.state_after}});
  if (decision.due) {
    outcome.set("term", Value::Map{{"id", decision.action.starts},
                                   {"length", decision.term_length},
                                   {"starts_on", base::print_date(decision.term_starts)},
                                   {"last_day", base::print_date(decision.due->last_day)},
                                   {"calendar_version", decision.calendar_version}});
  }
  return Value::Map{{"case", Value::Map{{"id", decision.case_id}, {"number", decision.case_number}, {"ordinal", decision.ordinal}}},
                    {"act", Value::Map{{"id", decision.act.id}, {"version", decision.act.version}, {"sha256", decision.act.hash}}},
                    {"procedure", decision.procedure.id},
                    {"action", decision.action.id},
                    {"articles", texts_value(decision.action.cites)},
                    {"parties", texts_value(decision.parties)},
                    {"inputs", inputs_of(decision, conditions_of(decision.procedure, decision.action))},
                    {"needs", texts_value(decision.action.needs)},
                    {"conditions", conditions_value(decision.procedure, decision.action, decision.situation)},
                    {"outcome", std::move(outcome)}};
}

std::string hash_receipt(const Value& statement) { return base::sha256_hex(base::print_json(statement)); }

Value seal_receipt(const Value& statement, const SigningKey& key) {
  const std::string hash = hash_receipt(statement);
  return Value::Map{{"kind", receipt_kind},
                    {"statement", statement},
                    {"digests", digests_of(statement)},
                    {"sha256", hash},
                    {"key_id", key.key_id()},
                    {"public_key", key.public_key_hex()},
                    {"signature", key.sign(signed_receipt_text(hash))}};
}

std::optional<rules::Situation> situation_of(const Value& inputs) {
  rules::Situation situation;
  const auto today = base::parse_date(inputs.text_or("today"));
  const bool is_whole = today && inputs.at("facts").is_map() && inputs.at("within").is_list() && inputs.at("materials").is_list() &&
                        inputs.at("missing_fields").is_list() && inputs.at("terms").is_map() && inputs.at("judged").is_map();
  if (!is_whole) return std::nullopt;
  situation.state = inputs.text_or("state");
  situation.today = *today;
  for (const auto& [name, value] : inputs.at("facts").as_map()) situation.facts.insert_or_assign(name, value);
  for (const Value& item : inputs.at("materials").as_list()) situation.materials.push_back(item.is_text() ? item.as_text() : "");
  for (const Value& item : inputs.at("missing_fields").as_list()) situation.missing_fields.push_back(item.is_text() ? item.as_text() : "");
  situation.is_window_open = inputs.bool_or("is_window_open", false);
  for (const auto& [id, last_day] : inputs.at("terms").as_map()) {
    const auto date = last_day.is_text() ? base::parse_date(last_day.as_text()) : std::nullopt;
    if (!date) return std::nullopt;
    situation.terms[id] = *date;
  }
  situation.open_objections = static_cast<int>(inputs.integer_or("open_objections", 0));
  situation.sustained_objections = static_cast<int>(inputs.integer_or("sustained_objections", 0));
  situation.review_result = inputs.text_or("review_result");
  situation.is_status_in_force = inputs.bool_or("is_status_in_force", false);
  situation.is_application_running = inputs.bool_or("is_application_running", false);
  if (inputs.at("performed").is_list()) {
    for (const Value& item : inputs.at("performed").as_list()) situation.performed.push_back(item.is_text() ? item.as_text() : "");
  }
  for (const auto& [id, outcome] : inputs.at("judged").as_map()) {
    for (const auto possible : {rules::Outcome::met, rules::Outcome::not_met, rules::Outcome::not_evidenced}) {
      if (outcome == Value(name_of(possible))) situation.judged[id] = possible;
    }
  }
  situation.is_within = [within = inputs.at("within")](std::string_view division, std::string_view ancestor) {
    const Value inside(Value::Map{{"division", division}, {"ancestor", ancestor}, {"is_inside", true}});
    return std::ranges::find(within.as_list(), inside) != within.as_list().end();
  };
  return situation;
}

}  // namespace zhidian::audit
