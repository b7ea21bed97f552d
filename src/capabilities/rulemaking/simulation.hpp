#pragma once
#include <string>
#include <vector>

#include "capabilities/cases/cases.hpp"

namespace zhidian::rulemaking {

/// What a change would do to one institution.
struct OrganisationEffect {
  std::string id, name, division_code, procedure_id;
  bool passed_before = false, passes_after = false;
  std::vector<rules::Text> newly_failing, newly_met;  // labels of conditions
};
/// What a change would do to one running case.
struct CaseEffect {
  std::string id, number, organisation_name, division_code, state;
  std::vector<std::string> no_longer_possible, newly_possible;  // action ids
  bool is_stranded = false;
};
struct Simulation {
  std::size_t organisations = 0, cases = 0;  // looked at
  std::vector<OrganisationEffect> organisation_effects;
  std::vector<CaseEffect> case_effects;
};

/// Asks both versions of an act of every institution and every running case, as of a day. An institution's latest submission, where it has one,
/// gives the facts of the form. Reads only.
Simulation simulate(storage::Connection& connection, const cases::Service& cases, const rules::Library& before, const rules::Library& after,
                    std::string_view act_id, base::Date today);
/// Schema Simulation of openapi.yaml: the numbers by division, then each institution and case.
base::Value to_value(const Simulation& simulation);

}  // namespace zhidian::rulemaking
