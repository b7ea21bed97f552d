#include "capabilities/cases/batch.hpp"

#include <algorithm>

#include "capabilities/cases/cases_view_rules.hpp"
#include "capabilities/cases/performing.hpp"
#include "capabilities/organisations/organisations.hpp"

namespace zhidian::cases {
namespace {

using base::ErrorCode;
using base::Value;
using regulations::to_value;

/// One action over several cases of the same version of a procedure.
struct Group {
  const rules::Procedure* procedure = nullptr;
  const rules::Action* action = nullptr;
  bool is_open = false;  // one of the cases stands where the action begins
  Value::List allowed, refused;
};

/// Why an action cannot be done on several cases at once: what it asks for belongs to one case.
std::vector<std::string> list_obstacles(const rules::Procedure& procedure, const rules::Action& action) {
  std::vector<std::string> obstacles;
  if (has_own_door(action)) obstacles.emplace_back(action.effect == "open_notice" ? "notice" : "elsewhere");
  if (!action.signs.empty() || !action.scan.empty()) obstacles.emplace_back("signed_page");
  if (!action.starts_on.empty()) obstacles.emplace_back("service_day");
  if (std::ranges::any_of(action.input, [](const rules::Field& field) { return field.type == "list"; })) obstacles.emplace_back("single_input");
  const rules::Term* term = procedure.find_term(action.starts);
  if (term && term->length.empty() && term->unit != "fixed_date") obstacles.emplace_back("term");
  return obstacles;
}

/// Whether the reader stands for a party that performs the action where the case stands now.
bool is_mine(const Dossier& dossier, const rules::Action& action, const VisibleCase& visible) {
  const auto parties = rules::parties_of(*dossier.procedure, action, dossier.target.state);
  return std::ranges::any_of(parties, [&](const std::string& party) { return visible.stands_for(party); });
}

void add_verdicts(std::vector<Group>& groups, const Dossier& dossier, const VisibleCase& visible) {
  for (const rules::Verdict& verdict : rules::list_verdicts(*dossier.procedure, visible.parties, dossier.situation)) {
    if (!is_mine(dossier, *verdict.action, visible)) continue;
    auto group = std::ranges::find(groups, verdict.action, &Group::action);
    if (group == groups.end()) group = groups.insert(group, Group{dossier.procedure, verdict.action, false, {}, {}});
    group->is_open = group->is_open || names(verdict.action->from, dossier.target.state);
    if (verdict.is_allowed()) {
      group->allowed.emplace_back(dossier.target.id);
    } else {
      group->refused.emplace_back(Value::Map{{"case_id", dossier.target.id}, {"needs", need_values(dossier, verdict, visible)}});
    }
  }
}

Value group_value(const Group& group) {
  const rules::Action& action = *group.action;
  Value::List input, obstacles;
  for (const rules::Field& field : action.input) input.push_back(to_value(field, group.procedure->act_id));
  for (const std::string& obstacle : list_obstacles(*group.procedure, action)) obstacles.emplace_back(obstacle);
  return Value::Map{{"act_id", group.procedure->act_id},
                    {"procedure_id", group.procedure->id},
                    {"act_version", group.procedure->act_version},
                    {"procedure_label", to_value(group.procedure->label)},
                    {"action", action.id},
                    {"label", to_value(action.label)},
                    {"is_refusal", action.is_refusal},
                    {"cites", regulations::cites_value(group.procedure->act_id, action.cites)},
                    {"input", std::move(input)},
                    {"obstacles", std::move(obstacles)},
                    {"allowed", group.allowed},
                    {"refused", group.refused}};
}

Value case_line(storage::Connection& connection, const Dossier& dossier) {
  const Case& target = dossier.target;
  const auto organisation = organisations::find_organisation(connection, target.organisation_id);
  const rules::State* state = dossier.procedure->find_state(target.state);
  return Value::Map{{"id", target.id},
                    {"number", target.number},
                    {"organisation_name", organisation ? organisation->name : ""},
                    {"state_label", to_value(state ? state->label : rules::Text{target.state, target.state})},
                    {"version", target.version}};
}

}  // namespace

base::Result<Value> prepare_batch(storage::Connection& connection, const Service& service, const std::vector<std::string>& case_ids,
                                  const std::string& account_id, base::Date today) {
  if (case_ids.empty()) return base::refuse(ErrorCode::invalid, "cases.batch_empty");
  if (case_ids.size() > largest_batch) return base::refuse(ErrorCode::invalid, "cases.batch_too_large", {{"most", std::to_string(largest_batch)}});
  std::vector<Group> groups;
  Value::List lines;
  for (const std::string& case_id : case_ids) {
    const auto visible = service.find_visible(connection, account_id, case_id);
    if (!visible) return base::refuse(ErrorCode::not_found, "cases.not_found");
    Dossier dossier = service.read_dossier(connection, visible->target, today, Answers::submitted);
    read_performed(connection, dossier, account_id);
    lines.push_back(case_line(connection, dossier));
    add_verdicts(groups, dossier, *visible);
  }
  std::erase_if(groups, [](const Group& group) { return !group.is_open; });
  Value::List actions;
  for (const Group& group : groups) actions.push_back(group_value(group));
  return Value(Value::Map{{"cases", std::move(lines)}, {"actions", std::move(actions)}});
}

}  // namespace zhidian::cases
