#include "capabilities/cases/cases_view_rules.hpp"

#include <algorithm>

#include "rules/sentences.hpp"

namespace zhidian::cases {
namespace {

using base::Value;
using regulations::cites_value;
using regulations::to_value;

void set_text(Value& value, std::string key, const rules::Text& text) {
  if (!text.zh.empty() || !text.en.empty()) value.set(std::move(key), to_value(text));
}

bool is_shown(const Dossier& dossier, const rules::Condition& condition, const VisibleCase& visible) {
  return condition.judge.empty() || !visible.stands_for(applicant) || dossier.target.holder != condition.judge;
}

void set_judgement(Value& value, const Dossier& dossier, const rules::Condition& condition) {
  const auto found = std::find_if(dossier.judgements.begin(), dossier.judgements.end(),
                                  [&](const Judgement& judgement) { return judgement.condition_id == condition.id; });
  if (found == dossier.judgements.end()) return;
  value.set("outcome", found->outcome);
  if (const auto outcome = parse_outcome(found->outcome)) value.set("found", to_value(rules::sentences::judged(*outcome)));
  if (!found->remark.empty()) value.set("remark", found->remark);
}

}  // namespace

Value finding_value(const Dossier& dossier, const rules::Finding& finding, bool is_judgement_shown) {
  const rules::Condition& condition = *finding.condition;
  Value value(Value::Map{{"condition", condition.id},
                         {"label", to_value(condition.label)},
                         {"outcome", outcome_name(finding.outcome)},
                         {"found", to_value(finding.found)},
                         {"cites", cites_value(dossier.procedure->act_id, condition.cites)},
                         {"blocks", condition.blocks}});
  set_text(value, "cure", condition.cure);
  if (!condition.cure_at.empty()) value.set("cure_at", condition.cure_at);
  if (condition.judge.empty()) return value;
  value.set("judge", condition.judge);
  if (is_judgement_shown) set_judgement(value, dossier, condition);
  return value;
}

Value::List finding_values(const Dossier& dossier, const VisibleCase& visible) {
  Value::List list;
  const rules::Situation& situation = dossier.situation;
  for (const rules::Finding& finding : rules::check_conditions(*dossier.procedure, situation.facts, situation.today, situation.is_within)) {
    list.push_back(finding_value(dossier, finding, is_shown(dossier, *finding.condition, visible)));
  }
  return list;
}

Value::List need_values(const Dossier& dossier, const rules::Verdict& verdict, const VisibleCase& visible) {
  Value::List list;
  for (const rules::Need& need : verdict.failing) {
    Value value(Value::Map{{"id", need.id}, {"message", to_value(need.message)}, {"cites", cites_value(dossier.procedure->act_id, need.cites)}});
    set_text(value, "cure", need.cure);
    if (!need.cure_at.empty()) value.set("cure_at", need.cure_at);
    if (!need.fields.empty()) value.set("fields", Value::List(need.fields.begin(), need.fields.end()));
    Value::List findings;
    for (const rules::Finding& finding : need.findings)
      findings.push_back(finding_value(dossier, finding, is_shown(dossier, *finding.condition, visible)));
    if (!findings.empty()) value.set("findings", std::move(findings));
    list.push_back(std::move(value));
  }
  return list;
}

Value::List verdict_values(const Dossier& dossier, const VisibleCase& visible) {
  Value::List list;
  for (const rules::Verdict& verdict : rules::list_verdicts(*dossier.procedure, visible.parties, dossier.situation)) {
    list.push_back(Value::Map{{"action", verdict.action->id},
                              {"label", to_value(verdict.action->label)},
                              {"is_allowed", verdict.is_allowed()},
                              {"needs", need_values(dossier, verdict, visible)}});
  }
  return list;
}

}  // namespace zhidian::cases
