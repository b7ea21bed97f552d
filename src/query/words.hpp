#pragma once
#include <set>
#include <string_view>

namespace zhidian::query {

/// Where words begin and end in a text, in bytes, both ends of it included: by ICU's dictionary, which knows common words and few technical terms.
/// For what is shown to people; nothing is searched by it.
std::set<std::size_t> word_borders(std::string_view utf8);

}  // namespace zhidian::query
