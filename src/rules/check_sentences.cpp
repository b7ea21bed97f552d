#include <fmt/format.h>

#include "rules/sentences.hpp"

namespace zhidian::rules::sentences {

Text unknown_clause(const std::string& clause) {
  return {fmt::format("条款表中没有“{}”", clause), fmt::format("The list of clauses has no “{}”", clause)};
}
Text clause_unaccounted(const std::string& clause) {
  return {fmt::format("没有一条登记了条款“{}”", clause), fmt::format("No article accounts for the clause “{}”", clause)};
}
Text unknown_article(const std::string& article) {
  return {fmt::format("引用的条文“{}”不存在", article), fmt::format("The cited article “{}” does not exist", article)};
}
Text bound_to_nothing(const std::string& article) {
  return {fmt::format("{}标为已落实，但没有规则引用它", article), fmt::format("{} is marked as bound, but no rule cites it", article)};
}
Text treatment_without_reason(const std::string& article) {
  return {fmt::format("{}没有说明为什么不由系统落实", article), fmt::format("{} does not say why it is not bound", article)};
}
Text unknown_reference(const std::string& name) { return {fmt::format("没有“{}”", name), fmt::format("There is no “{}”", name)}; }
Text unknown_need(const std::string& need) { return {fmt::format("没有“{}”这种前提", need), fmt::format("There is no need “{}”", need)}; }
Text need_without_term(const std::string& need) {
  return {fmt::format("前提“{}”没有对应的期限", need), fmt::format("The need “{}” has no term to rest on", need)};
}
Text unknown_form_field(const std::string& path) { return {fmt::format("申报表中没有“{}”", path), fmt::format("The form has no “{}”", path)}; }
Text personal_published(const std::string& path) {
  return {fmt::format("“{}”是个人信息，不能公开", path), fmt::format("“{}” is personal and must not be published", path)};
}
Text unknown_fact(const std::string& fact) { return {fmt::format("词汇表中没有“{}”", fact), fmt::format("The vocabulary has no “{}”", fact)}; }
Text judge_mismatch(const Text& condition) {
  return {fmt::format("“{}”不由这一方判断", condition.zh), fmt::format("“{}” is not this party's to judge", condition.en)};
}
Text unreachable_state(const Text& state) { return {fmt::format("没有办法到达“{}”", state.zh), fmt::format("“{}” cannot be reached", state.en)}; }
Text dead_end(const Text& state) {
  return {fmt::format("从“{}”没有办法到达任何终结状态", state.zh), fmt::format("No way leads from “{}” to an end", state.en)};
}
Text state_without_owner(const Text& state) { return {fmt::format("“{}”没有承办方", state.zh), fmt::format("Nobody holds “{}”", state.en)}; }
Text owner_cannot_act(const Text& state) {
  return {fmt::format("“{}”的承办方没有可以办理的动作", state.zh), fmt::format("The holder of “{}” has no way to move on", state.en)};
}
Text ban_cannot_end_it() {
  return {"限制申报时由系统办理的事项（on_ban），办理人只能写 system，不能再要求条件、填写、签字或者扫描件；写 system 的事项也只能是这一种",
          "What the system does on a ban (on_ban) is `by: system` alone and asks for no need, input, signature or scan; nothing else is done by the "
          "system"};
}
Text sanction_without_notice(const Text& action) {
  return {fmt::format("“{}”之前没有告知和陈述申辩的期限", action.zh), fmt::format("No notice and term for a defence precede “{}”", action.en)};
}
Text term_without_consequence(const Text& term) {
  return {fmt::format("“{}”没有写明期满的后果", term.zh), fmt::format("“{}” does not say what its end means", term.en)};
}
Text refusal_without_remedy(const Text& state) {
  return {fmt::format("结果“{}”没有写明救济途径", state.zh), fmt::format("The outcome “{}” names no remedy", state.en)};
}
Text uncited_number() { return {"没有写明依据的条文", "No article is cited for this"}; }
Text uncited_action() { return {"既没有引用条文，也没有说明理由", "It cites no article and gives no reason instead"}; }
Text judged_without_need() { return {"judged 和前提 judged 应当同时写", "judged and the need of that name belong together"}; }
Text condition_unused() { return {"没有动作用到这个条件", "No action asks for this condition"}; }
Text endless_return() { return {"这些状态可以无限循环，没有期限约束", "These states can turn in a ring for ever, bound by no term"}; }
Text fact_type(const std::string& fact, const std::string& type) {
  return {fmt::format("“{}”的类型是 {}，不能这样比较", fact, type), fmt::format("“{}” is of type {} and cannot be compared in this way", fact, type)};
}
Text elsewhere(const std::string& division, const std::string& jurisdiction) {
  return {fmt::format("区划“{}”不是本办法的地域“{}”", division, jurisdiction),
          fmt::format("The division “{}” is not the act's own, “{}”", division, jurisdiction)};
}
Text recommender_above() { return {"推荐机关的级别高于备案机关", "The recommending body stands above the body it recommends to"}; }
Text grants_from_below(const Text& action) {
  return {fmt::format("“{}”授予身份，只能由与本办法同级的机关办理", action.zh),
          fmt::format("“{}” grants a status: only a body of the act's own level may do that", action.en)};
}
Text party_without_body(const std::string& party) {
  return {fmt::format("“{}”要办理事项，但 bodies 没有写明是哪个机关", party),
          fmt::format("“{}” has to act, but bodies does not say which authority that is", party)};
}
Text status_granted_twice(const Text& status, const std::string& other) {
  return {fmt::format("“{}”在同一地域也由“{}”授予", status.zh, other),
          fmt::format("“{}” is granted by “{}” too, in the same place", status.en, other)};
}
Text term_never_starts(const Text& term) { return {fmt::format("没有动作使“{}”开始计算", term.zh), fmt::format("No action starts “{}”", term.en)}; }
Text effect_without_means(const std::string& effect, const std::string& means) {
  return {fmt::format("写了“{}”就要写“{}”", effect, means), fmt::format("“{}” asks for “{}”", effect, means)};
}
Text notice_asks() {
  return {"一次公示可以列多个申报，发布时不能再要求判断、填写或者上传；请放在前一个动作里",
          "One notice may name many cases, so publishing cannot ask for judgements, input or a scan: let an action before it ask"};
}
Text unknown_place(const std::string& place) {
  return {fmt::format("没有“{}”这个补正的位置", place), fmt::format("Nothing can be cured at “{}”", place)};
}
Text scan_of_another(const Text& material) {
  return {fmt::format("“{}”由另一方上传，办理这个动作的人无法提供", material.zh),
          fmt::format("“{}” is uploaded by somebody else than who acts here", material.en)};
}
Text opened_by_another(const std::string& party) {
  return {fmt::format("“{}”开启的程序，要写明涉及的网点身份（concerns），并且由它先承办", party),
          fmt::format("A procedure “{}” opens names the status it concerns, and “{}” holds its first state", party, party)};
}
Text network_of_itself(const std::string& status) {
  return {fmt::format("“{}”不能由它自己带来", status), fmt::format("“{}” cannot follow from itself", status)};
}
Text nothing_known_at_opening() {
  return {"申报开始之前只能核对登记事实，不能看申报表或者由人判断",
          "Before an application is begun only registry facts can be asked, neither its form nor a person"};
}
Text duty_of_nobody() {
  return {"年度义务属于已经取得身份的网点：要写明身份（concerns），并且由网点自己提交",
          "A yearly duty is an outlet's: the procedure names the status it concerns and the outlet opens it"};
}
Text renewal_unsound() {
  return {"续期属于已经取得身份的网点：要写明身份（concerns），该身份要有有效期；届满后复审的由系统开启，届满前申请的由网点开启",
          "A renewal is of a status with a last day: name it (concerns); one at expiry is opened by the system, one before by the outlet"};
}
Text takes_nothing(const std::string& name) {
  return {fmt::format("没有可以沿用的“{}”，或者互相沿用", name), fmt::format("There is no “{}” to take, or two take from each other", name)};
}
Text duty_due_before_open() { return {"截止日应当晚于开始提交的日子", "It falls due after the day on which it opens"}; }
Text wrong_level_authority(const std::string& level) {
  return {fmt::format("级别“{}”与区划代码或者本办法的层级不符", level),
          fmt::format("The level “{}” does not fit the division or the level of the act", level)};
}

}  // namespace zhidian::rules::sentences
