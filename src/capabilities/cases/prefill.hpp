#pragma once
#include <map>
#include <string>

#include "rules/model.hpp"

namespace zhidian::cases {

/// The applicant's sections filled with what is known; a value that does not fit its field is left out.
/// `known` as organisations::collect_prefill gives it; what is not known is taken from `earlier` answers of the same form. Sections without a value
/// are absent.
std::map<std::string, base::Value> prefill_form(const rules::Form& form, const base::Value& known, const base::Value& earlier = {});

}  // namespace zhidian::cases
