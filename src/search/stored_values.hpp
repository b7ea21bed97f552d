#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "query/collection.hpp"
#include "search/layout.hpp"

namespace zhidian::search {

/// The values of a field as one text of the file, parted by value_border; a border inside a value becomes a blank.
std::string join_values(const query::Document& document, std::string_view field);
std::vector<std::string> split_values(std::string_view text);

/// The values of all number fields as one text of the file, and those of the field at this place among Layout::numbers().
std::string join_numbers(const Layout& layout, const query::Document& document);
std::vector<std::string> split_numbers(std::string_view text, std::size_t field);

}  // namespace zhidian::search
