#include "capabilities/rulemaking/simulation.hpp"

#include <map>

#include "capabilities/cases/cases_dossier.hpp"
#include "capabilities/divisions/divisions.hpp"
#include "capabilities/organisations/organisations.hpp"
#include "rules/simulate.hpp"

namespace zhidian::rulemaking {
namespace {

using base::Value;

constexpr std::int64_t organisations_at_once = 500;

/// The cases of one procedure: those still running, and the facts of the latest submission of each institution.
struct Gathered {
  std::vector<cases::Case> running;
  std::vector<rules::Situation> situations;
  std::map<std::string, rules::Facts> submitted_facts;  // by organisation
};

Gathered gather(storage::Connection& connection, const cases::Service& service, std::string_view act_id, std::string_view procedure_id,
                base::Date today) {
  Gathered gathered;
  cases::visit_cases(connection, act_id, [&](const cases::Case& target) {
    if (target.procedure_id != procedure_id) return;
    cases::Dossier dossier = service.read_dossier(connection, target, today);
    if (target.is_submitted) gathered.submitted_facts.insert_or_assign(target.organisation_id, dossier.situation.facts);
    if (target.is_final) return;
    gathered.running.push_back(target);
    gathered.situations.push_back(std::move(dossier.situation));
  });
  return gathered;
}

struct Gauge {
  std::vector<organisations::OrganisationName> names;
  std::vector<rules::Subject> subjects;
};

Gauge list_subjects(storage::Connection& connection, const cases::Service& service, const Gathered& gathered, base::Date today) {
  Gauge gauge;
  std::string after;
  while (true) {
    auto page = organisations::list_names(connection, after, organisations_at_once);
    for (organisations::OrganisationName& name : page) {
      after = name.id;
      const auto submitted = gathered.submitted_facts.find(name.id);
      rules::Facts facts = organisations::collect_facts(connection, name.id);
      if (submitted != gathered.submitted_facts.end()) {
        facts = submitted->second;
      } else {
        Value::List statuses;
        for (cases::Observer* observer : service.observers()) {
          for (std::string& status : observer->list_statuses(connection, name.id, today)) statuses.emplace_back(std::move(status));
        }
        facts.insert_or_assign("statuses", std::move(statuses));
      }
      gauge.subjects.push_back({name.id, std::move(facts)});
      gauge.names.push_back(std::move(name));
    }
    if (std::cmp_less(page.size(), organisations_at_once)) return gauge;
  }
}

std::vector<rules::Text> labels_of(const std::vector<const rules::Condition*>& conditions) {
  std::vector<rules::Text> labels;
  for (const rules::Condition* condition : conditions) labels.push_back(condition->label);
  return labels;
}

void add_procedure(storage::Connection& connection, const cases::Service& service, const rules::Procedure& before, const rules::Procedure& after,
                   base::Date today, Simulation& simulation) {
  const rules::WithinTest is_within = [&](std::string_view division, std::string_view ancestor) {
    return divisions::is_within(connection, division, ancestor);
  };
  const Gathered gathered = gather(connection, service, before.act_id, before.id, today);
  simulation.cases += gathered.running.size();
  for (const rules::ChangedCase& one : rules::simulate_cases(before, after, gathered.situations)) {
    const cases::Case& target = gathered.running[one.place];
    const auto organisation = organisations::find_organisation(connection, target.organisation_id);
    simulation.case_effects.push_back({target.id, target.number, organisation ? organisation->name : "", target.division_code, target.state,
                                       one.no_longer_possible, one.newly_possible, one.is_stranded});
  }
  if (!before.child_of.empty()) return;
  const Gauge gauge = list_subjects(connection, service, gathered, today);
  simulation.organisations = gauge.subjects.size();
  for (const rules::ChangedSubject& one : rules::simulate_conditions(before, after, gauge.subjects, today, is_within)) {
    const organisations::OrganisationName& name = gauge.names[one.subject];
    simulation.organisation_effects.push_back({name.id, name.name, name.registered_division, before.id, one.passed_before, one.passes_after,
                                               labels_of(one.newly_failing), labels_of(one.newly_met)});
  }
}

Value texts(const std::vector<rules::Text>& list) {
  Value::List values;
  for (const rules::Text& text : list) values.push_back(regulations::to_value(text));
  return values;
}

/// How many lose or gain, by division.
struct Tally {
  std::int64_t lose = 0, gain = 0, cases = 0, stranded = 0;
};

Value tallies_of(const Simulation& simulation) {
  std::map<std::string, Tally> tallies;
  for (const OrganisationEffect& effect : simulation.organisation_effects) {
    Tally& tally = tallies[effect.division_code];
    if (effect.passed_before && !effect.passes_after) ++tally.lose;
    if (!effect.passed_before && effect.passes_after) ++tally.gain;
  }
  for (const CaseEffect& effect : simulation.case_effects) {
    Tally& tally = tallies[effect.division_code];
    ++tally.cases;
    if (effect.is_stranded) ++tally.stranded;
  }
  Value::List list;
  for (const auto& [division, tally] : tallies) {
    list.push_back(
        Value::Map{{"division_code", division}, {"lose", tally.lose}, {"gain", tally.gain}, {"cases", tally.cases}, {"stranded", tally.stranded}});
  }
  return list;
}

}  // namespace

Simulation simulate(storage::Connection& connection, const cases::Service& cases, const rules::Library& before, const rules::Library& after,
                    std::string_view act_id, base::Date today) {
  Simulation simulation;
  for (const rules::Procedure& procedure : before.procedures) {
    if (procedure.act_id != act_id) continue;
    const rules::Procedure* changed = after.find_procedure(act_id, procedure.id);
    add_procedure(connection, cases, procedure, changed != nullptr ? *changed : rules::Procedure{}, today, simulation);
  }
  return simulation;
}

Value to_value(const Simulation& simulation) {
  Value::List organisations, cases;
  for (const OrganisationEffect& effect : simulation.organisation_effects) {
    organisations.push_back(Value::Map{{"id", effect.id},
                                       {"name", effect.name},
                                       {"division_code", effect.division_code},
                                       {"procedure_id", effect.procedure_id},
                                       {"passed_before", effect.passed_before},
                                       {"passes_after", effect.passes_after},
                                       {"newly_failing", texts(effect.newly_failing)},
                                       {"newly_met", texts(effect.newly_met)}});
  }
  for (const CaseEffect& effect : simulation.case_effects) {
    cases.push_back(Value::Map{{"id", effect.id},
                               {"number", effect.number},
                               {"organisation_name", effect.organisation_name},
                               {"division_code", effect.division_code},
                               {"state", effect.state},
                               {"no_longer_possible", base::list_value(effect.no_longer_possible)},
                               {"newly_possible", base::list_value(effect.newly_possible)},
                               {"is_stranded", effect.is_stranded}});
  }
  return Value::Map{{"organisations_looked_at", simulation.organisations},
                    {"cases_looked_at", simulation.cases},
                    {"by_division", tallies_of(simulation)},
                    {"organisations", std::move(organisations)},
                    {"cases", std::move(cases)}};
}

}  // namespace zhidian::rulemaking
