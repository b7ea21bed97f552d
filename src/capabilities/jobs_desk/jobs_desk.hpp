#pragma once
#include <string>
#include <string_view>

#include "http/http.hpp"

namespace zhidian::jobs_desk {

/// Enough of an address to tell two apart, too little to write to: `o***@example.cn`; of anything else the first characters.
std::string mask_recipient(std::string_view recipient);

/// Why a timer or message failed: a refusal as its sentence, anything else as it was noted.
std::string say_reason(http::Language language, std::string_view noted);

}  // namespace zhidian::jobs_desk
