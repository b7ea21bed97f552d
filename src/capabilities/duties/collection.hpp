#pragma once
#include "capabilities/cases/cases.hpp"
#include "capabilities/duties/duties.hpp"

namespace zhidian::duties {

/// The reports of one year that the account's authority reviews, reads or collects, as a package to hand on: a list (XLSX) with who handed in, who
/// was late and who has not, and the print of each report handed in. Source: national art. 17, collected by the province and given to the national
/// office. The sealed scans stay with their cases; the list names each by its SHA-256. Errors: duties.nothing_to_collect.
base::Result<std::string> make_collection(storage::Connection& connection, const cases::Service& cases, std::string_view account_id,
                                          std::string_view act_id, std::string_view period, base::Date today);

}  // namespace zhidian::duties
