#pragma once
#include <vector>

#include "capabilities/cases/cases.hpp"

namespace zhidian::cases {

/// One field that differs; lists differ item by item.
struct Difference {
  std::string path;
  rules::Text label;
  base::Value before, after;  // null where absent
};

/// Fields whose answers differ, in the order of the form.
std::vector<Difference> compare_answers(const rules::Form& form, const base::Value& before, const base::Value& after);
/// Materials added and removed between two frozen lists. Shape: list of {slot, change, name}.
base::Value compare_materials(const base::Value& before, const base::Value& after);

/// Two submissions side by side, or one and the applicant's present draft where `to` is empty (for others: the last submission).
/// Shape: {from, to, fields, materials}. Errors: cases.unknown_round.
base::Result<base::Value> compare_submissions(storage::Connection& connection, const Service& service, const VisibleCase& visible, std::int64_t from,
                                              std::optional<std::int64_t> to);

/// The label of a dotted path (section_5.cases.0.name), or empty.
rules::Text find_label(const rules::Form& form, std::string_view path);

}  // namespace zhidian::cases
