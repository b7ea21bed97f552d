#pragma once
#include <string>
#include <string_view>

namespace zhidian::base {

enum class CodeCheck { good, wrong_check_digit, malformed };
/// Source: GB 32100-2015. A wrong check digit warns, it does not refuse: real codes with one exist.
CodeCheck check_social_credit_code(std::string_view code);
/// The check character that completes 17 characters; '\0' where they are malformed.
char social_credit_check_character(std::string_view first_seventeen);

/// A code as people copy it, with blanks, hyphens and small letters, as it is written.
std::string fold_code(std::string_view text);

}  // namespace zhidian::base
