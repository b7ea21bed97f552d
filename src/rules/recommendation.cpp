#include "rules/recommendation.hpp"

#include <algorithm>

namespace zhidian::rules {
namespace {

constexpr std::string_view recommender = "recommender", filing_body = "filing_body";

bool holds(const Procedure& procedure, std::string_view state_id, std::string_view party) {
  const State* state = procedure.find_state(state_id);
  return state && !state->is_final && state->holder == party;
}

}  // namespace

bool is_recommendation(const Procedure& procedure, const Action& action) {
  if (!procedure.window || action.is_return || action.is_refusal) return false;
  return holds(procedure, action.to, filing_body) && std::ranges::any_of(action.from, [&](const std::string& from) {
           const auto parties = parties_of(procedure, action, from);
           return holds(procedure, from, recommender) && std::ranges::find(parties, recommender) != parties.end();
         });
}

bool keeps_place(const Procedure& procedure, std::string_view state_id) {
  const State* state = procedure.find_state(state_id);
  if (!state || !state->is_final) return state != nullptr;
  return std::ranges::any_of(procedure.actions, [&](const Action& action) {
    return action.to == state_id && std::ranges::all_of(action.from, [&](const std::string& from) {
             const auto parties = parties_of(procedure, action, from);
             return parties.size() == 1 && parties.front() == filing_body;
           });
  });
}

bool is_past_examination(const Procedure& procedure, std::string_view state_id) {
  const State* state = procedure.find_state(state_id);
  if (!state || state->is_final) return true;
  if (state->holder != filing_body) return false;
  return std::ranges::none_of(procedure.actions, [&](const Action& action) { return action.to == state_id && is_recommendation(procedure, action); });
}

}  // namespace zhidian::rules
