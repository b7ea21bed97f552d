#include <fmt/format.h>

#include "rules/engine.hpp"
#include "rules/sentences.hpp"

namespace zhidian::rules {

namespace {

std::string print_items(const base::Value::List& items, std::string_view separator) {
  std::string text;
  for (const base::Value& item : items) {
    if (!item.is_text()) return {};
    text += (text.empty() ? "" : std::string(separator)) + item.as_text();
  }
  return text;
}

Text value_text(const base::Value& value, const Text& unit) {
  if (value.is_integer()) return {fmt::format("{}{}", value.as_integer(), unit.zh), fmt::format("{} {}", value.as_integer(), unit.en)};
  if (value.is_bool()) return value.as_bool() ? Text{"是", "yes"} : Text{"否", "no"};
  if (value.is_text()) return {value.as_text(), value.as_text()};
  if (!value.is_list()) return {};
  const base::Value::List& items = value.as_list();
  const std::string zh = print_items(items, "、"), en = print_items(items, ", ");
  if (items.empty()) return {"无", "none"};
  if (!zh.empty()) return {zh, en};
  return {fmt::format("{}项", items.size()), fmt::format("{} entries", items.size())};
}

void describe(const Check& check, const Facts& facts, Text& found) {
  for (const Check& part : check.parts) describe(part, facts, found);
  if (check.fact.empty()) return;
  const auto fact = facts.find(check.fact);
  const bool is_known = fact != facts.end() && !fact->second.is_null() && fact->second != base::Value("");
  const Text value = is_known ? value_text(fact->second, check.unit) : Text{"没有记录", "no record"};
  const std::string label_zh = check.label.zh.empty() ? check.fact : check.label.zh;
  const std::string label_en = check.label.en.empty() ? check.fact : check.label.en;
  found.zh += fmt::format("{}{}：{}", found.zh.empty() ? "" : "；", label_zh, value.zh);
  found.en += fmt::format("{}{}: {}", found.en.empty() ? "" : "; ", label_en, value.en);
}

}  // namespace

std::vector<Finding> check_conditions(const Procedure& procedure, const Facts& facts, base::Date today, const WithinTest& is_within) {
  std::vector<Finding> findings;
  findings.reserve(procedure.conditions.size());
  for (const Condition& condition : procedure.conditions) {
    Finding finding{&condition, Outcome::not_evidenced, {}};
    if (condition.check) finding.outcome = evaluate(condition, facts, today, is_within);
    finding.found = condition.check ? describe_found(condition, facts) : sentences::awaits_judgement(procedure.party_name(condition.judge));
    findings.push_back(std::move(finding));
  }
  return findings;
}

Text describe_found(const Condition& condition, const Facts& facts) {
  Text found;
  if (condition.check) describe(*condition.check, facts, found);
  return found;
}

bool is_blocking(const Finding& finding) {
  if (!finding.condition->blocks || finding.outcome == Outcome::met) return false;
  return finding.outcome == Outcome::not_met || finding.condition->not_evidenced_blocks;
}

}  // namespace zhidian::rules
