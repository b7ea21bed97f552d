#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace zhidian::base {

/// A cell as a table program must take it: as text. One that begins with = + - @, a tab or a carriage return, or a full-width form of these,
/// is led by an apostrophe, so that no program computes what a person wrote.
std::string guard_cell(std::string_view text);
/// One line of a CSV table, ended by CR LF. Source: RFC 4180.
std::string print_csv_line(const std::vector<std::string>& cells);
/// What a CSV document begins with so that table programs read its Chinese: the UTF-8 byte order mark.
inline constexpr std::string_view csv_begin = "\xEF\xBB\xBF";

}  // namespace zhidian::base
