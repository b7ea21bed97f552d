#pragma once
#include <string>
#include <vector>

#include "base/result.hpp"
#include "query/collection.hpp"

namespace zhidian::ip_records {

/// A record as it is kept, and what was left out of it (message ids).
struct Tidied {
  query::Document document;
  std::vector<std::string> remarks;
  bool is_events_alone = false;  ///< numbers and legal events and nothing to search beside: added to a record that is there
};

/// A value of a record that is no field: where the applicant lies, from which province and city are told.
constexpr std::string_view address_field = "address";

/// Cleans every value by the type of its field, derives what other values tell (kind from the number, province and city from `address`) and finds the
/// key: the record's own, else its publication, registration, application or other number.
/// Legal events are sorted by their day. A record of events alone keeps its numbers and events only.
/// Remarks: ip_records.bad_date, ip_records.empty_event, ip_records.left_beside_events, ip_records.bad_code, ip_records.unknown_field,
/// ip_records.wrong_check_digit (kept). Errors: ip_records.no_number, ip_records.no_content (nothing but numbers and dates), ip_records.broken_text
/// (characters that could not be read).
base::Result<Tidied> tidy(const query::Collection& collection, const query::Document& read);

}  // namespace zhidian::ip_records
