#include <fmt/format.h>

#include "rules/sentences.hpp"

namespace zhidian::rules::sentences {

namespace {

/// The first letter in lower case where a label continues an English sentence; abbreviations such as IP stay.
std::string inside_sentence(std::string text) {
  const bool is_word = text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'a' && text[1] <= 'z';
  if (is_word) text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

}  // namespace

void append(Text& list, const Text& item) {
  list.zh += (list.zh.empty() ? "" : "、") + item.zh;
  list.en += (list.en.empty() ? "" : "; ") + inside_sentence(item.en);
}

Text party_name(std::string_view party) {
  if (party == "applicant") return {"申报单位", "the applicant"};
  if (party == "recommender") return {"推荐部门", "the recommender"};
  if (party == "filing_body") return {"备案部门", "the filing body"};
  if (party == "system") return {"系统", "the system"};
  return {"任何人", "anyone"};
}

Text awaits_judgement(const Text& name) { return {fmt::format("待{}判断", name.zh), fmt::format("awaits the judgement of {}", name.en)}; }

Text judged(Outcome outcome) {
  switch (outcome) {
    case Outcome::met: return {"判断为符合", "judged as met"};
    case Outcome::not_met: return {"判断为不符合", "judged as not met"};
    case Outcome::not_evidenced: break;
  }
  return {"判断为证据不足", "judged as not evidenced"};
}

Text wrong_state(const Text& state, const Text& expected) {
  return {fmt::format("当前为“{}”，只有处于“{}”时才能这样做", state.zh, expected.zh),
          fmt::format("The case is “{}”; this is possible only in: {}", inside_sentence(state.en), expected.en)};
}

Text wrong_party(const Procedure& procedure, const std::vector<std::string>& parties) {
  Text names;
  for (const std::string& party : parties) append(names, procedure.party_name(party));
  return {fmt::format("只能由{}办理", names.zh), fmt::format("Only {} may do this", names.en)};
}

Text change_unchecked() {
  return {"单位名称或者主要负责人在办理期间有变更，尚未核对", "The institution got another name or head meanwhile, and nobody has looked yet"};
}
Text check_change() { return {"核对文书后，点“已核对变更”再办理", "Look at the papers, press “Change checked”, then go on"}; }
Text window_closed() { return {"申报窗口没有开放或者已经截止", "No application window is open, or it has closed"}; }
Text wait_for_window() { return {"请在下一次申报窗口开放期间提交", "Submit while the next window is open"}; }
Text form_incomplete(std::size_t count) {
  return {fmt::format("申报表还有{}处必填内容没有填写", count), fmt::format("{} required entries of the form are still empty", count)};
}
Text fill_form() { return {"请逐项补齐", "Fill them in"}; }
Text materials_missing(const Text& materials) {
  return {fmt::format("缺少材料：{}", materials.zh), fmt::format("Missing materials: {}", materials.en)};
}
Text upload_materials() { return {"请在“材料”中上传", "Upload them under Materials"}; }
Text not_signed(const Text& material) {
  return {fmt::format("没有上传{}", material.zh), fmt::format("Not uploaded: {}", inside_sentence(material.en))};
}
Text print_and_sign() { return {"请打印表格，签字盖章后上传扫描件", "Print the form, have it signed and sealed, and upload the scan"}; }
Text scan_missing(const Text& material) {
  return {fmt::format("没有上传{}", material.zh), fmt::format("Not uploaded: {}", inside_sentence(material.en))};
}
Text upload_scan() { return {"请打印本部分，签字盖章后上传扫描件", "Print the section, have it signed and sealed, and upload the scan"}; }
Text conditions_fail(const Text& conditions) {
  return {fmt::format("下列条件不符合或者没有证明：{}", conditions.zh), fmt::format("Conditions not met or not evidenced: {}", conditions.en)};
}
Text term_not_begun(const Text& term) {
  return {fmt::format("{}还没有开始", term.zh), fmt::format("The term “{}” has not begun", inside_sentence(term.en))};
}
Text term_not_over(const Text& term, base::Date last_day) {
  return {fmt::format("{}到{}24时届满，次日起才能办理", term.zh, base::print_chinese_date(last_day)),
          fmt::format("The term “{}” runs to the end of {}; possible from the next day", inside_sentence(term.en), base::print_date(last_day))};
}
Text term_is_over(const Text& term, base::Date last_day) {
  return {fmt::format("{}已于{}24时届满", term.zh, base::print_chinese_date(last_day)),
          fmt::format("The term “{}” ended with {}", inside_sentence(term.en), base::print_date(last_day))};
}
Text no_term_runs() { return {"没有正在进行的期限", "No term is running"}; }
Text objection_open(int count) { return {fmt::format("还有{}件异议没有办结", count), fmt::format("Objections still open: {}", count)}; }
Text objection_sustained(int count) {
  return {fmt::format("有{}件异议成立，应当退回审核", count), fmt::format("Objections sustained: {}; the case must be examined again", count)};
}
Text no_sustained_objection() { return {"没有成立的异议", "No objection has been sustained"}; }

Text another_person(const Text& action) {
  return {fmt::format("“{}”是您办理的，这一步须由另一人办理", action.zh),
          fmt::format("You did “{}” yourself; this step needs another person", inside_sentence(action.en))};
}
Text ask_another_person() { return {"请本机关的其他承办人办理", "Let another officer of your office do it"}; }
Text status_has_ended() { return {"网点资格已经终止，不能再作这一决定", "The status has ended already; this can no longer be decided"}; }
Text renewal_not_open() { return {"还没有到申请续期的时候", "It is too early to ask for the next term"}; }
Text renewal_over() {
  return {"有效期届满前没有提交续期申请，名录资格已经届满，请重新申报",
          "No renewal was submitted by the last valid day: the status has expired; apply anew"};
}
Text no_application_running() { return {"该单位没有正在办理的申报", "The institution has no application under way"}; }
Text status_still_holds() { return {"网点资格仍然有效", "The status is still in force"}; }

Text review_not_over() { return {"专家评审还没有结论", "The expert review has no result yet"}; }
Text finish_review() { return {"请先完成专家评审", "Finish the expert review first"}; }
Text review_ended(const std::string& result) {
  if (result == "passed") return {"专家评审已通过", "The expert review was passed"};
  return {"专家评审未通过", "The expert review was not passed"};
}

}  // namespace zhidian::rules::sentences
