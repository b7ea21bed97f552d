#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace zhidian::http {

enum class Plus { is_plus, is_space };

/// Percent-decodes strictly: empty where an escape is broken, or the result is no UTF-8 or holds a control character.
/// Source: RFC 3986 section 2.1.
std::optional<std::string> percent_decode(std::string_view text, Plus plus = Plus::is_plus);

/// Source: RFC 4648 section 5, without padding.
std::string to_base64url(std::string_view bytes);
/// Empty where the text is not what to_base64url writes.
std::optional<std::string> from_base64url(std::string_view text);

/// ASCII only, as header names and values need it.
std::string to_lower(std::string_view text);
std::string_view trim_spaces(std::string_view text);

}  // namespace zhidian::http
