#include <algorithm>

#include "base/text.hpp"
#include "capabilities/cases/drafts.hpp"
#include "capabilities/cases/performing.hpp"

namespace zhidian::cases {
namespace {

using base::ErrorCode;
using base::ErrorDetail;

ErrorDetail detail_of(const rules::Need& need, const rules::Finding* finding, std::string field, std::string_view act_id) {
  ErrorDetail detail;
  detail.field = std::move(field);
  detail.condition = finding ? finding->condition->id : need.id;
  const rules::Text& message = finding ? finding->found : need.message;
  const rules::Text& cure = finding ? finding->condition->cure : need.cure;
  detail.message_zh = message.zh;
  detail.message_en = message.en;
  detail.cure_zh = cure.zh;
  detail.cure_en = cure.en;
  detail.cites = regulations::full_cites(act_id, finding ? finding->condition->cites : need.cites);
  return detail;
}

std::vector<std::string> allowed_actions(const Step& step) {
  std::vector<std::string> allowed;
  for (const rules::Verdict& verdict : rules::list_verdicts(step.procedure, step.doer.parties, step.dossier.situation)) {
    if (verdict.is_allowed()) allowed.push_back(verdict.action->id);
  }
  return allowed;
}

}  // namespace

bool has_own_door(const rules::Action& action) {
  if (action.effect == "open_notice" || action.effect == "open_objection" || action.effect == "close_objection") return true;
  return names(action.parties, "anyone") || names(action.parties, "system");
}

ErrorDetail detail_of(const rules::Finding& finding, std::string_view act_id) { return detail_of({}, &finding, "", act_id); }

std::vector<ErrorDetail> details_of(const rules::Verdict& verdict, std::string_view act_id) {
  std::vector<ErrorDetail> details;
  for (const rules::Need& need : verdict.failing) {
    const auto before = details.size();
    for (const rules::Finding& finding : need.findings) {
      if (finding.outcome != rules::Outcome::met) details.push_back(detail_of(need, &finding, "", act_id));
    }
    for (const std::string& field : need.fields) details.push_back(detail_of(need, nullptr, field, act_id));
    if (details.size() == before) details.push_back(detail_of(need, nullptr, "", act_id));
  }
  return details;
}

base::Result<void> check_reach(const Step& step) {
  if (step.doer.is_system) return {};
  if (has_own_door(step.action)) return base::refuse({ErrorCode::not_allowed, "cases.performed_elsewhere", {}, {}, allowed_actions(step)});
  if (!step.submits) return {};
  const auto account = find_account(step.connection, step.doer.account_id);
  if (!account || account->state != "active") return base::refuse(ErrorCode::forbidden, "cases.provisional_account");
  return {};
}

base::Result<void> check_judgement(const rules::Procedure& procedure, const Doer& doer, std::string_view condition_id, std::string_view outcome) {
  const rules::Condition* condition = procedure.find_condition(condition_id);
  if (!condition || condition->judge.empty()) return base::refuse(ErrorCode::invalid, "cases.unknown_condition");
  if (!names(doer.parties, condition->judge)) return base::refuse(ErrorCode::forbidden, "cases.not_your_judgement");
  if (!parse_outcome(outcome)) return base::refuse(ErrorCode::invalid, "cases.bad_outcome");
  return {};
}

base::Result<void> read_judgements(Step& step) {
  for (const auto& [condition_id, outcome, remark] : step.request.judgements) {
    if (auto good = check_judgement(step.procedure, step.doer, condition_id, outcome); !good) return good;
    step.dossier.situation.judged[condition_id] = *parse_outcome(outcome);
  }
  return {};
}

base::Result<void> check_verdict(const Step& step) {
  const rules::Verdict verdict = rules::may(step.procedure, step.action, step.doer.parties, step.dossier.situation);
  if (verdict.is_allowed()) return {};
  const bool is_wrong_party =
      std::any_of(verdict.failing.begin(), verdict.failing.end(), [](const rules::Need& need) { return need.id == "wrong_party"; });
  base::Error error{is_wrong_party ? ErrorCode::forbidden : ErrorCode::not_allowed,
                    is_wrong_party ? "cases.not_your_action" : "cases.action_not_allowed",
                    {},
                    {},
                    {}};
  error.params = {{"action_zh", step.action.label.zh}, {"action_en", step.action.label.en}};
  error.details = details_of(verdict, step.procedure.act_id);
  error.allowed = allowed_actions(step);
  return base::refuse(std::move(error));
}

base::Result<void> check_form(const Step& step) {
  if (!step.submits || !step.dossier.form) return {};
  base::Error error{ErrorCode::invalid, "cases.invalid_answers", {}, check_final_answers(*step.dossier.form, step.dossier.answers), {}};
  if (!error.details.empty()) return base::refuse(std::move(error));
  return {};
}

base::Result<void> check_input(const Step& step) {
  const base::Value input = step.request.input.is_null() ? base::Value(base::Value::Map{}) : step.request.input;
  base::Error error{ErrorCode::invalid, "cases.invalid_input", {}, rules::check_answers(step.action.input, input, "input", true), {}};
  if (!error.details.empty()) return base::refuse(std::move(error));
  if (step.action.is_refusal && base::is_blank(input.text_or("reasons"))) return base::refuse(ErrorCode::invalid, "cases.reasons_missing");
  return {};
}

base::Result<void> check_signatures(const Step& step) {
  base::Error error{ErrorCode::invalid, "cases.signature_missing", {}, {}, {}};
  for (const std::string& sign : step.action.signs) {
    if (names(step.request.signed_by, sign)) continue;
    ErrorDetail detail;
    detail.field = "signed." + sign;
    detail.id = "cases.sign_" + sign;
    detail.cites = regulations::full_cites(step.procedure.act_id, step.action.cites);
    error.params["signs"] += (error.params["signs"].empty() ? "" : ", ") + sign;
    error.details.push_back(std::move(detail));
  }
  if (!error.details.empty()) return base::refuse(std::move(error));
  return {};
}

}  // namespace zhidian::cases
