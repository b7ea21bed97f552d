#pragma once
#include "capabilities/cases/cases.hpp"
#include "http/http.hpp"

namespace zhidian::cases {

/// At most as many cases are prepared at once.
inline constexpr std::size_t largest_batch = 100;

/// Schema Batch: the cases, and every action that stands open in one of them, with the cases that allow it, those that do not and why. An action
/// that asks for something of each single case (a signed page, a list, a day of service) is named with what stands in the way.
/// Errors: cases.batch_empty, cases.batch_too_large (invalid), cases.not_found.
base::Result<base::Value> prepare_batch(storage::Connection& connection, const Service& service, const std::vector<std::string>& case_ids,
                                        const std::string& account_id, base::Date today);

}  // namespace zhidian::cases
