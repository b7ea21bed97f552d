#include "capabilities/cases/printing.hpp"

#include "capabilities/accounts/accounts.hpp"
#include "capabilities/organisations/organisations.hpp"

namespace zhidian::cases {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::size_t short_hash = 16;

/// The annex list in the order of the procedure; the signed print itself is no annex.
Value make_catalogue(const rules::Procedure& procedure, const std::vector<StoredMaterial>& materials) {
  Value::List lines;
  std::int64_t number = 0;
  for (const rules::Material& slot : procedure.materials) {
    if (slot.by != applicant || slot.is_signed_form) continue;
    ++number;
    for (const StoredMaterial& material : materials) {
      if (material.slot != slot.id || !material.is_usable()) continue;
      lines.push_back(Value::Map{{"number", number}, {"title", slot.label.zh}, {"file_name", material.name}, {"pages", material.pages}});
    }
  }
  return lines;
}

/// The first field that can hold a text, for reasons where a section asks for an opinion.
const rules::Field* find_text_field(const rules::Section& section) {
  for (const rules::Field& field : section.fields) {
    if (field.type == "long_text") return &field;
  }
  return nullptr;
}

void fill_section(Value& answers, const rules::Section& section, const rules::Action& action, const Value& input) {
  Value filled(Value::Map{});
  for (const rules::Field& field : section.fields) {
    if (!input.at(field.id).is_null()) filled.set(field.id, input.at(field.id));
  }
  const rules::Field* text = find_text_field(section);
  if (text && filled.at(text->id).is_null() && input.at("reasons").is_text()) filled.set(text->id, input.at("reasons"));
  if (const rules::Field* choice = section.find_tick(action.ticks)) filled.set(choice->id, action.ticks);
  if (!filled.as_map().empty()) answers.set(section.id, std::move(filled));
}

/// What the authorities said stands in the sections their actions fill; the last word counts.
void fill_opinions(storage::Connection& connection, const rules::Procedure& procedure, const rules::Form& form, const Case& target, Value& answers) {
  for (const audit::StoredEvent& event : audit::list_events(connection, "case", target.id)) {
    const rules::Action* action = procedure.find_action(event.action);
    const rules::Section* section = action ? form.find_section(action->form_section) : nullptr;
    if (section) fill_section(answers, *section, *action, event.personal.at("input"));
  }
}

/// Sections that were not asked are not printed, and a division stands with its name.
void leave_out_unasked(storage::Connection& connection, PrintedForm& printed) {
  const rules::Form whole = *printed.form;
  std::erase_if(printed.form->sections, [&](const rules::Section& section) { return !rules::is_asked(whole, section, printed.answers); });
  printed.answers = rules::asked_answers(whole, printed.answers);
  for (const rules::Section& section : printed.form->sections) {
    for (const rules::Field& field : section.fields) {
      if (field.type != "division" || !printed.answers.at(section.id).at(field.id).is_text()) continue;
      Value answers = printed.answers.at(section.id);
      answers.set(field.id, division_name(connection, answers.text_or(field.id)));
      printed.answers.set(section.id, std::move(answers));
    }
  }
}

}  // namespace

base::Result<PrintedForm> prepare_print(storage::Connection& connection, const Service& service, const VisibleCase& visible, std::int64_t round,
                                        base::Date today) {
  const Case& target = visible.target;
  const rules::Procedure& procedure = service.procedure_of(target);
  PrintedForm printed;
  if (const rules::Form* form = service.form_of(target)) printed.form = *form;
  if (!printed.form) return base::refuse(ErrorCode::not_found, "cases.no_form");
  const bool is_draft = round == 0 && visible.stands_for(applicant) && target.holder == applicant;
  base::Date filled_on = today;
  if (is_draft) {
    printed.answers = drafted_answers(list_drafts(connection, target.id));
  } else {
    const auto submission = find_submission(connection, target.id, round == 0 ? target.round : round);
    if (!submission) return base::refuse(ErrorCode::not_found, "cases.unknown_round");
    printed.answers = submission->answers;
    if (const auto at = base::parse_instant(submission->submitted_at)) filled_on = base::civil_date(*at);
  }
  documents::FormContext& context = printed.context;
  context.content_hash = form_hash(printed.answers).substr(0, short_hash);
  if (!is_draft) fill_opinions(connection, procedure, *printed.form, target, printed.answers);
  leave_out_unasked(connection, printed);
  const auto organisation = organisations::find_organisation(connection, target.organisation_id);
  const auto recommender = accounts::find_authority(connection, target.recommender_id);
  const bool is_branch = organisation && !organisation->legal_person_name.empty();
  context.applicant_name = is_branch ? organisation->legal_person_name : organisation ? organisation->name : "";
  if (!procedure.concerns.empty()) context.applicant_label = "网点名称";
  context.year = target.period;
  context.recommender_name = recommender ? recommender->name : "";
  context.filled_on = base::print_chinese_date(filled_on);
  context.catalogue = make_catalogue(procedure, visible_materials(connection, procedure, visible, list_materials(connection, target.id)));
  return printed;
}

}  // namespace zhidian::cases
