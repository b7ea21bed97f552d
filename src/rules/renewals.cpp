#include "rules/renewals.hpp"

#include <algorithm>

#include "rules/duties.hpp"

namespace zhidian::rules {

namespace {

bool was_offered(const Renewal& renewal, base::Date valid_until, const std::vector<Offer>& offers) {
  const base::Date from = renewal_opens_on(renewal, valid_until);
  return std::ranges::any_of(offers, [&](const Offer& offer) { return offer.opens_on <= valid_until && offer.closes_on >= from; });
}

}  // namespace

base::Date renewal_opens_on(const Renewal& renewal, base::Date valid_until) {
  if (renewal.is_at_expiry) return valid_until + std::chrono::days(1);
  const auto counted = count_term(valid_until, renewal.before, "calendar_day", "as_is", Calendar{}).value();
  return valid_until - (counted.last_day - valid_until);
}

const Procedure* find_renewal(const Library& library, std::string_view act_id, std::string_view status, std::string_view granted_by) {
  for (const Procedure& procedure : library.procedures) {
    const bool is_of_status = procedure.renewal && procedure.act_id == act_id && procedure.concerns == status;
    if (is_of_status && concerns_grant(procedure, granted_by, library)) return &procedure;
  }
  return nullptr;
}

const Offer* late_offer(const Renewal& renewal, base::Date valid_until, const std::vector<Offer>& offers) {
  if (was_offered(renewal, valid_until, offers)) return nullptr;
  const Offer* first = nullptr;
  for (const Offer& offer : offers) {
    if (offer.opens_on > valid_until && (first == nullptr || offer.opens_on < first->opens_on)) first = &offer;
  }
  return first;
}

std::string renewal_state(const Renewal& renewal, base::Date valid_until, const std::vector<Offer>& offers, base::Date today) {
  if (today < renewal_opens_on(renewal, valid_until)) return "upcoming";
  if (renewal.is_at_expiry || today <= valid_until) return "open";
  if (was_offered(renewal, valid_until, offers)) return "over";
  const Offer* late = late_offer(renewal, valid_until, offers);
  return late == nullptr || today <= late->closes_on ? "awaiting" : "over";
}

}  // namespace zhidian::rules
