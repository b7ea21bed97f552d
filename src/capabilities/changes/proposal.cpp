#include "capabilities/changes/proposal.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "capabilities/organisations/organisations.hpp"

namespace zhidian::changes {
namespace {

using base::ErrorCode;
using base::Value;

/// The form's day after which a term runs, where it is entered.
std::optional<base::Date> day_of(const cases::Dossier& dossier, const rules::Term& term) {
  constexpr std::string_view prefix = "form.";
  if (!term.counted_from.starts_with(prefix)) return std::nullopt;
  const Value& day = dossier.answers.find_path(term.counted_from.substr(prefix.size()));
  return day.is_text() ? base::parse_date(day.as_text()) : std::nullopt;
}

/// An answer as the record holds it: nothing entered is an empty text, or no item.
Value as_record(const rules::Field& field, const Value& answer) {
  if (field.type == "list") return answer.is_list() ? organisations::without_blanks(answer) : Value(Value::List{});
  return answer.is_text() ? Value(base::trim(answer.as_text())) : Value("");
}

base::ErrorDetail detail_of(std::string field, std::string id) {
  base::ErrorDetail detail;
  detail.field = std::move(field);
  detail.id = std::move(id);
  return detail;
}

}  // namespace

const rules::Action* find_recording(const rules::Procedure& procedure) {
  const auto found = std::ranges::find(procedure.actions, "record_change", &rules::Action::effect);
  return found == procedure.actions.end() ? nullptr : &*found;
}

std::vector<Proposed> list_proposed(storage::Connection& connection, const cases::Dossier& dossier) {
  std::vector<Proposed> proposed;
  if (!dossier.form) return proposed;
  for (const rules::Section& section : dossier.form->sections) {
    if (!rules::is_asked(*dossier.form, section, dossier.answers)) continue;
    for (const rules::Field& field : section.fields) {
      if (field.replaces.empty()) continue;
      proposed.push_back({section.id, &field, organisations::find_record(connection, dossier.target.organisation_id, field.replaces),
                          as_record(field, dossier.answers.at(section.id).at(field.id))});
    }
  }
  return proposed;
}

Value values_of(const std::vector<Proposed>& proposed) {
  Value::Map values;
  for (const Proposed& each : proposed) {
    if (each.before != each.after) values[each.field->replaces] = each.after;
  }
  return values;
}

base::Result<void> check_proposal(storage::Connection& connection, const cases::Dossier& dossier) {
  base::Error error{ErrorCode::invalid, "changes.incomplete", {}, {}, {}};
  const auto proposed = list_proposed(connection, dossier);
  for (const Proposed& each : proposed) {
    const bool is_told = std::ranges::any_of(error.details, [&](const base::ErrorDetail& detail) { return detail.field == each.section; });
    const bool is_changed =
        std::ranges::any_of(proposed, [&](const Proposed& other) { return other.section == each.section && other.before != other.after; });
    if (!is_changed && !is_told) error.details.push_back(detail_of(each.section, "changes.nothing_changed"));
  }
  for (const rules::Term& term : dossier.procedure->terms) {
    const auto day = day_of(dossier, term);
    if (day && *day > dossier.situation.today) error.details.push_back(detail_of(term.counted_from.substr(5), "changes.not_yet"));
  }
  error.params["count"] = std::to_string(error.details.size());
  if (!error.details.empty()) return base::refuse(std::move(error));
  return organisations::check_change(connection, {dossier.target.organisation_id, dossier.target.id, "", values_of(proposed), {}});
}

Value::List list_prompt(const cases::Dossier& dossier, const rules::Calendar& calendar) {
  Value::List list;
  const auto reported_on = base::parse_date(dossier.target.submitted_on).value_or(dossier.situation.today);
  for (const rules::Term& term : dossier.procedure->terms) {
    const auto day = day_of(dossier, term);
    const auto due = day ? rules::count_term(*day, term.length, term.unit, term.last_day, calendar) : tl::unexpected(base::Error{});
    if (!due) continue;
    const auto days_late = std::max<std::int64_t>(0, (reported_on - due->last_day).count());
    list.push_back(Value::Map{{"label", regulations::to_value(term.label)},
                              {"changed_on", base::print_date(*day)},
                              {"last_day", base::print_date(due->last_day)},
                              {"days_late", days_late},
                              {"consequence", regulations::to_value(term.consequence)},
                              {"cites", regulations::cites_value(dossier.procedure->act_id, term.cites)}});
  }
  return list;
}

}  // namespace zhidian::changes
