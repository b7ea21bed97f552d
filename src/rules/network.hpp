#pragma once
#include "rules/duties.hpp"
#include "rules/engine.hpp"

/// What an act says of institutions that have a place in the public service network or a status of another act.
namespace zhidian::rules {

/// The conditions that stop an application before it is begun, with what was found.
std::vector<Finding> list_stops(const Procedure& procedure, const Facts& facts, base::Date today, const WithinTest& is_within);

/// Whether the procedure asks, before anything is begun, that the institution is no node of this kind; the condition, or null.
const Condition* find_exemption(const Procedure& procedure, std::string_view node_kind);

/// Whether an outlet determined to be a node of the kind on that day loses the status it holds so: the day lies in its validity, first and last day
/// included. Source: national article 19, Shenyang article 7; defaults C14, C15.
bool cancels(const Act& act, std::string_view status, std::string_view node_kind, const Holding& holding, base::Date determined_on);

/// Whether the holder of another status in the division holds the act's own without applying. Source: Shenyang article 7; default C16.
bool includes(const Act& act, std::string_view other_status, std::string_view division, const WithinTest& is_within);

/// Whether the filing body may recommend a holder of the act's status for the other one. Source: Shenyang article 3.
bool recommends(const Act& act, std::string_view held_status, std::string_view other_status);

}  // namespace zhidian::rules
