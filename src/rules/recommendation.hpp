#pragma once
#include "rules/model.hpp"

namespace zhidian::rules {

/// Whether the action sends a case of a window upward with the recommender's consent: by the recommender, from a state it holds to one the filing
/// body holds, neither a refusal nor a return. Source: N-07-2b, S-06-2b.
bool is_recommendation(const Procedure& procedure, const Action& action);
/// Whether the case counts in the recommender's quota once it was recommended: it is under way, or the filing body itself ended it. One that was
/// withdrawn or lapsed gives its place free (D17; the texts are silent).
bool keeps_place(const Procedure& procedure, std::string_view state);
/// Whether the filing body has gone on with a recommended case: it has left the states a recommendation leads to, and nobody below holds it.
bool is_past_examination(const Procedure& procedure, std::string_view state);

}  // namespace zhidian::rules
