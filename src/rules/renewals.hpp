#pragma once
#include <string>
#include <vector>

#include "rules/calendar.hpp"
#include "rules/model.hpp"

namespace zhidian::rules {

/// The days between which a window of the procedure was, is or will be open, both included.
struct Offer {
  base::Date opens_on, closes_on;
};

/// *Can the next term be asked for today?* Defaults A10, A11.
/// upcoming: not yet · open: by application until the last valid day, at expiry from the day after it · awaiting: the last day has passed, no window
/// was open in the time for it, and the first one after has not closed · over.
std::string renewal_state(const Renewal& renewal, base::Date valid_until, const std::vector<Offer>& offers, base::Date today);
/// The first day on which the next term can be asked for.
base::Date renewal_opens_on(const Renewal& renewal, base::Date valid_until);
/// The procedure by which a status granted so is renewed, or null.
const Procedure* find_renewal(const Library& library, std::string_view act_id, std::string_view status, std::string_view granted_by);
/// The first window after the last day; null where none is known, or one was open in time.
const Offer* late_offer(const Renewal& renewal, base::Date valid_until, const std::vector<Offer>& offers);

}  // namespace zhidian::rules
