#pragma once
#include "capabilities/reviews/reviews_types.hpp"
#include "rules/engine.hpp"

namespace zhidian::reviews {

/// Against what an expert is held: the applicant, the fields asked for, the rule of the act, the day.
struct PoolQuestion {
  std::string applicant_name, applicant_code;
  std::vector<std::string> fields;
  std::string former_employer;  // P3Y, or empty
  base::Date today;
  const rules::Calendar* calendar = nullptr;
};

/// Why an expert may not sit, in a fixed order: unavailable, field, staff (the account stands for the applicant), then the kinds of declarations that
/// touch the applicant (employer, former_employer, spouse_employer, relative_employer, other_relation). Empty: may sit.
std::vector<std::string> list_exclusions(const Expert& expert, const std::vector<Declaration>& declarations, const PoolQuestion& question);
/// The reason a single declaration gives against the applicant, or empty.
std::string exclusion_of(const Declaration& declaration, const PoolQuestion& question);

/// Not below the number the act's data name, and odd where they say so. Errors: reviews.panel_too_small, reviews.panel_not_odd.
base::Result<void> check_panel_size(const rules::ReviewRule& rule, std::int64_t size);

}  // namespace zhidian::reviews
