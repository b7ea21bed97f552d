#include "capabilities/changes/changes_http.hpp"

#include <algorithm>

#include "capabilities/cases/cases_call.hpp"
#include "capabilities/changes/pauses.hpp"
#include "capabilities/changes/proposal.hpp"

namespace zhidian::changes {
namespace {

using base::ErrorCode;
using base::Value;
using http::Response;

constexpr std::size_t longest_remark = 2000;

/// A division is read by its name.
Value readable(const rules::Field& field, const Value& value, const divisions::DivisionTree& tree) {
  return field.type == "division" && value.is_text() ? Value(tree.full_name(value.as_text())) : value;
}

Value item_value(const rules::Field& field, const Value& before, const Value& after, const cases::Dossier& dossier,
                 const divisions::DivisionTree& tree) {
  return Value::Map{{"record", field.replaces},
                    {"label", regulations::to_value(field.label)},
                    {"field", regulations::to_value(field, dossier.procedure->act_id)},
                    {"before", readable(field, before, tree)},
                    {"after", readable(field, after, tree)}};
}

/// What was recorded, in the order of the form.
Value::List list_recorded(storage::Connection& connection, const cases::Dossier& dossier, const divisions::DivisionTree& tree) {
  Value::List items;
  const auto recorded = organisations::list_recorded(connection, dossier.target.organisation_id, dossier.target.id);
  if (!dossier.form) return items;
  for (const rules::Section& section : dossier.form->sections) {
    for (const rules::Field& field : section.fields) {
      const auto same = std::ranges::find_if(recorded, [&](const Value& each) { return each.text_or("record") == field.replaces; });
      if (!field.replaces.empty() && same != recorded.end()) items.push_back(item_value(field, same->at("before"), same->at("after"), dossier, tree));
    }
  }
  return items;
}

}  // namespace

base::Result<Response> Handlers::get_change(http::Call& call) {
  const auto visible = cases::find_case_of(call, service_);
  if (!visible) return base::refuse(visible.error());
  const auto answers = visible->stands_for(cases::applicant) ? cases::Answers::present : cases::Answers::submitted;
  const cases::Dossier dossier = service_.read_dossier(call.db(), visible->target, call.today(), answers);
  if (!find_recording(*dossier.procedure)) return http::ok(Value::Map{{"items", Value::List{}}, {"prompt", Value::List{}}, {"is_recorded", false}});
  Value::List items = list_recorded(call.db(), dossier, tree_);
  const bool is_recorded = !items.empty();
  for (const Proposed& each : is_recorded ? std::vector<Proposed>{} : list_proposed(call.db(), dossier)) {
    if (each.before != each.after) items.push_back(item_value(*each.field, each.before, each.after, dossier, tree_));
  }
  return http::ok(
      Value::Map{{"items", std::move(items)}, {"prompt", list_prompt(dossier, service_.registry().calendar)}, {"is_recorded", is_recorded}});
}

base::Result<Response> Handlers::get_pause(http::Call& call) {
  const auto visible = cases::find_case_of(call, service_);
  if (!visible) return base::refuse(visible.error());
  const auto pause = find_pause(call.db(), visible->target.id);
  const bool may_check = pause && !pause->checked_on && !visible->target.is_final && visible->stands_for(handling_party(visible->target));
  return http::ok(Value::Map{{"pause", pause ? to_value(*pause) : Value()}, {"may_check", may_check}});
}

base::Result<Response> Handlers::check_change(http::Call& call) {
  const auto visible = cases::find_case_of(call, service_);
  if (!visible) return base::refuse(visible.error());
  http::BodyReader body(call.body);
  const std::string remark = body.optional_text("remark", longest_remark);
  if (auto good = body.finish(); !good) return base::refuse(std::move(good.error()));
  if (!visible->stands_for(handling_party(visible->target))) return base::refuse(ErrorCode::forbidden, "changes.not_handling");
  const auto checked = changes::check_change(call.db(), visible->target.id, remark, {call.account_id(), call.arrived_business}, *call.random);
  if (!checked) return base::refuse(checked.error());
  return http::ok(to_value(*checked));
}

base::Result<Response> Handlers::get_standing(http::Call& call) {
  const std::string id = call.path_at("organisation_id");
  if (!organisations::is_visible(call.db(), call.account_id(), id)) return base::refuse(ErrorCode::not_found, "organisations.not_found");
  Value::List unmet;
  for (const Unmet& each :
       list_unmet(directory::list_held_lines(call.db(), id), service_.registry(), organisations::collect_facts(call.db(), id), call.today())) {
    unmet.push_back(Value::Map{{"outlet_id", each.line.id},
                               {"status_label", regulations::to_value(each.procedure->grants->status_label)},
                               {"label", regulations::to_value(each.condition->label)},
                               {"found", regulations::to_value(each.found)},
                               {"cites", regulations::cites_value(each.line.act_id, each.condition->cites)}});
  }
  const auto reported = watcher_.list_reported(call.db(), id);
  return http::ok(Value::Map{{"reported", Value::List(reported.begin(), reported.end())}, {"unmet", std::move(unmet)}});
}

}  // namespace zhidian::changes
