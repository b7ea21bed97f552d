#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/id.hpp"

namespace zhidian::certificates {

/// The platform's own number of a certificate: ZD-4F7K-92QX. Seven random characters and one that checks them, so numbers need no counter, tell
/// nothing by their order and cannot be taken for a number an authority gave. Source: docs/decisions/0010-certificates.md.
std::string make_number(base::Random& random);
/// Reads a number as people type it: case, spaces, hyphens and the prefix do not matter, O is read as 0 and I as 1.
/// Empty where a character is wrong or missing.
std::optional<std::string> parse_number(std::string_view text);

}  // namespace zhidian::certificates
