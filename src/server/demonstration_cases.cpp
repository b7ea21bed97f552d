#include "server/demonstration_cases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "documents/documents.hpp"
#include "server/demonstration_answers.hpp"

namespace zhidian::server {
using base::Value;

DemonstrationCases::DemonstrationCases(const NetworkParts& parts, const DemonstrationOfficials& officials, const rules::Procedure& procedure)
    : officials_(officials),
      desk_(parts.database, parts.files, parts.routes, parts.random),
      texts_(parts.random),
      procedure_(&procedure),
      form_(parts.law.find_form(procedure_->act_id, procedure_->form)) {}

void DemonstrationCases::open_window(const StoryWindow& window, base::Instant at) {
  desk_.call(&officials_.filing_body,
             {"open_window",
              {},
              Value::Map{{"act_id", procedure_->act_id},
                         {"procedure_id", procedure_->id},
                         {"title", window.title},
                         {"opens_on", window.opens_on},
                         {"closes_on", window.closes_on},
                         {"body", "请符合条件的单位在批次开放期间提交申报。"}}},
             at);
}

void DemonstrationCases::write_sections(DemonstrationCase& subject, base::Instant at) {
  const Value shown = desk_.call(&subject.institution.applicant, {"get_case", {{"case_id", subject.id}}}, at);
  for (const rules::Section& section : form_->sections) {
    if (section.filled_by != "applicant" || section.fields.empty()) continue;
    const Value& kept = shown.at("sections").at(section.id);
    Value answers{Value::Map{}};
    for (const rules::Field& field : section.fields) {
      const Value& present = kept.at("answers").at(field.id);
      if (field.required || !present.is_null() || subject.story->answers_all) answers.set(field.id, invent_answer(field, present, texts_));
    }
    desk_.call(&subject.institution.applicant,
               {"save_draft",
                {{"case_id", subject.id}, {"section_id", section.id}},
                Value::Map{{"answers", std::move(answers)}},
                kept.integer_or("version", 0)},
               at);
  }
}

void DemonstrationCases::draft(DemonstrationCase& subject, base::Instant at) {
  const Value made = desk_.call(&subject.institution.applicant,
                                {"create_case",
                                 {},
                                 Value::Map{{"act_id", procedure_->act_id},
                                            {"procedure_id", procedure_->id},
                                            {"organisation_id", subject.institution.id},
                                            {"recommender_id", subject.recommender_id}}},
                                at);
  subject.id = made.text_or("id");
  subject.version = made.integer_or("version", 1);
  if (subject.story->is_short_of_staff) return;
  write_sections(subject, at);
  const http::Principal& applicant = subject.institution.applicant;
  const std::string form = desk_.download(&applicant, {"print_form_pdf", {{"case_id", subject.id}}}, at);
  for (const rules::Material& material : procedure_->materials) {
    if (material.by != "applicant" || !material.required) continue;
    upload(subject, applicant, material.id, material.is_signed_form ? form : paper(material.label.zh), material.label.zh + ".pdf", at);
  }
}

/// Who answers for an application before the filing body; the filing body itself where nobody recommends.
const http::Principal& DemonstrationCases::recommender_of(const DemonstrationCase& subject) const {
  const auto found = officials_.recommenders.find(subject.institution.division);
  return found == officials_.recommenders.end() ? officials_.filing_body : found->second;
}

void DemonstrationCases::act(DemonstrationCase& subject, const http::Principal& who, const std::string& action, Value body, base::Instant at) {
  const Value seen = desk_.call(&who, {"get_case", {{"case_id", subject.id}}}, at);
  const Value done =
      desk_.call(&who, {"perform_action", {{"case_id", subject.id}, {"action_id", action}}, std::move(body), seen.integer_or("version", 0)}, at);
  subject.version = done.integer_or("version", 0);
}

void DemonstrationCases::upload(DemonstrationCase& subject, const http::Principal& who, const std::string& slot, const std::string& bytes,
                                const std::string& name, base::Instant at) {
  desk_.upload(&who, {"add_material", {{"case_id", subject.id}}, nullptr, std::nullopt, {{"slot", slot}}}, bytes, name, at);
}

/// One page that stands for a paper, made once for all institutions.
const std::string& DemonstrationCases::paper(const std::string& title) {
  const auto found = papers_.find(title);
  if (found != papers_.end()) return found->second;
  rules::Form form;
  form.title = {title + "（演示材料）", title};
  form.font = form_->font;
  return papers_.emplace(title, documents::form_pdf(form, Value::Map{}, {})).first->second;
}

/// What an action asks for: the given texts, today, and a name in every other place.
Value DemonstrationCases::signed_input(const rules::Action& action, const std::map<std::string, std::string>& texts, base::Instant at) {
  Value input{Value::Map{}};
  for (const rules::Field& field : action.input) {
    const auto text = texts.find(field.id);
    if (field.type == "date") {
      input.set(field.id, base::print_date(base::civil_date(at)));
    } else if (text != texts.end()) {
      input.set(field.id, text->second);
    } else if (field.required) {
      input.set(field.id, "演示签字人");
    }
  }
  return input;
}

void DemonstrationCases::submit(DemonstrationCase& subject, base::Instant at) {
  act(subject, subject.institution.applicant, "submit", Value::Map{}, at);
}
void DemonstrationCases::resubmit(DemonstrationCase& subject, base::Instant at) {
  act(subject, subject.institution.applicant, "resubmit", Value::Map{}, at);
}

void DemonstrationCases::give_back(DemonstrationCase& subject, base::Instant at) {
  const auto report = std::ranges::find(procedure_->materials, "two_year_report", &rules::Material::id);
  const std::string paper_id = report != procedure_->materials.end() ? report->id : procedure_->materials[1].id;
  const rules::Section& last = *std::ranges::find(form_->sections, "section_5", &rules::Section::id);
  Value::List items{Value::Map{{"at", "materials." + paper_id}, {"remark", "近两年服务情况请按年度分别说明，并附服务记录。"}}};
  if (last.filled_by == "applicant") items.emplace_back(Value::Map{{"at", last.id + ".cases"}, {"remark", "典型案例的实施时间请写明起止年月。"}});
  act(subject, recommender_of(subject), "return", Value::Map{{"input", Value::Map{{"items", items}}}, {"term_length", "P10D"}}, at);
}

void DemonstrationCases::recommend(DemonstrationCase& subject, base::Instant at) {
  const http::Principal& officer = recommender_of(subject);
  const rules::Action& action = *procedure_->find_action("recommend");
  upload(subject, officer, action.scan, paper("推荐部门意见签章页"), "推荐意见签章页.pdf", at);
  Value::List judgements;
  for (const std::string& condition : action.judged)
    judgements.emplace_back(Value::Map{{"condition", condition}, {"outcome", "met"}, {"remark", "已到现场核实。"}});
  Value::List signs(action.signs.begin(), action.signs.end());
  act(subject, officer, "recommend",
      Value::Map{{"input",
                  signed_input(action, {{"opinion", "经核实，该单位场地、人员和工具具备开展服务的条件，我局将给予培训和宣传支持，同意推荐。"}}, at)},
                 {"judgements", std::move(judgements)},
                 {"signed", std::move(signs)}},
      at);
}

void DemonstrationCases::decline(DemonstrationCase& subject, base::Instant at) {
  const http::Principal& officer = recommender_of(subject);
  const rules::Action& action = *procedure_->find_action("decline");
  upload(subject, officer, action.scan, paper("推荐部门意见签章页"), "不予推荐意见签章页.pdf", at);
  act(subject, officer, "decline",
      Value::Map{{"input", signed_input(action, {{"reasons", "现场核实时检索工具尚未开通，暂不具备提供查询检索服务的条件。"}}, at)},
                 {"signed", Value::List(action.signs.begin(), action.signs.end())}},
      at);
}

void DemonstrationCases::publish(const std::vector<DemonstrationCase*>& subjects, base::Instant at) {
  Value::List named;
  for (const DemonstrationCase* subject : subjects) named.emplace_back(Value::Map{{"case_id", subject->id}, {"version", subject->version}});
  const auto publication = std::ranges::find(procedure_->actions, "open_notice", &rules::Action::effect);
  const rules::Term& term = *procedure_->find_term(publication->starts);
  Value body{Value::Map{{"title", fmt::format("关于{}年拟{}{}的公示", base::print_date(base::civil_date(at)).substr(0, 4),
                                              procedure_->grants->act_word.zh, procedure_->grants->status_label.zh)},
                        {"body", "公示期内，单位和个人对拟备案单位有异议的，可以实名提出，也可以附证据匿名提出。"},
                        {"cases", std::move(named)}}};
  if (term.is_entered) body.set("term_length", term.length);
  const Value notice = desk_.call(&officials_.filing_body, {"publish_notice", {}, std::move(body)}, at);
  for (DemonstrationCase* subject : subjects) subject->notice_id = notice.text_or("id");
}

void DemonstrationCases::object(DemonstrationCase& subject, base::Instant at) {
  Value body{Value::Map{
      {"case_id", subject.id}, {"grounds", "该单位公示的服务场地与实际情况不一致，请核查。"}, {"is_anonymous", subject.story->is_anonymous}}};
  if (subject.story->is_anonymous) {
    const Value evidence = desk_.upload(nullptr, {"upload_objection_evidence", {}}, paper("异议证据"), "现场情况.pdf", at);
    body.set("evidence", Value::List{evidence.at("upload_id")});
  } else {
    body.set("name", "某市民（演示）");
    body.set("contact", "024-00000000");
  }
  subject.receipt = desk_.call(nullptr, {"object_to_notice", {{"notice_id", subject.notice_id}}, std::move(body)}, at).text_or("receipt");
}

void DemonstrationCases::decide_objection(DemonstrationCase& subject, base::Instant at) {
  const Value listed = desk_.call(&officials_.filing_body, {"list_objections", {}, nullptr, std::nullopt, {{"state", "open"}}}, at);
  for (const Value& objection : listed.at("items").as_list()) {
    if (objection.text_or("receipt") != subject.receipt) continue;
    const bool is_sustained = subject.story->objection_outcome == "sustained";
    desk_.call(&officials_.filing_body,
               {"decide_objection",
                {{"objection_id", objection.text_or("id")}},
                Value::Map{{"outcome", subject.story->objection_outcome},
                           {"reasons", is_sustained ? "经现场核查，场地与申报材料不符。" : "经现场核查，场地与申报材料一致。"}},
                objection.integer_or("version", 1)},
               at);
  }
}

void DemonstrationCases::refuse(DemonstrationCase& subject, base::Instant at) {
  const rules::Action& action = *procedure_->find_action("refuse");
  upload(subject, officials_.filing_body, action.scan, paper("备案部门意见签章页"), "不予备案意见签章页.pdf", at);
  act(subject, officials_.filing_body, "refuse",
      Value::Map{{"input", signed_input(action, {{"reasons", "经审核，现有场地和设备不足以支撑申报的服务事项。"}}, at)},
                 {"signed", Value::List(action.signs.begin(), action.signs.end())}},
      at);
}

void DemonstrationCases::file(DemonstrationCase& subject, base::Instant at) {
  const rules::Action& action = *procedure_->find_action("file");
  upload(subject, officials_.filing_body, action.scan, paper("备案部门意见签章页"), "准予备案意见签章页.pdf", at);
  act(subject, officials_.filing_body, "file",
      Value::Map{{"input", signed_input(action, {}, at)}, {"signed", Value::List(action.signs.begin(), action.signs.end())}}, at);
}

void DemonstrationCases::withdraw(DemonstrationCase& subject, base::Instant at) {
  act(subject, subject.institution.applicant, "withdraw", Value::Map{{"input", Value::Map{{"reasons", "单位搬迁，下一批次再申报。"}}}}, at);
}

void DemonstrationCases::lapse(DemonstrationCase& subject, base::Instant at) { act(subject, recommender_of(subject), "lapse", Value::Map{}, at); }

void DemonstrationCases::simple(DemonstrationCase& subject, const std::string& action, Value input, base::Instant at) {
  act(subject, officials_.filing_body, action, Value::Map{{"input", std::move(input)}}, at);
}

}  // namespace zhidian::server
