#pragma once
#include <string_view>

#include "base/date.hpp"

namespace zhidian::support {

/// The day of a text like 2024-03-01, which must be one.
inline base::Date day(std::string_view text) { return base::parse_date(text).value(); }

}  // namespace zhidian::support
