#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace zhidian::query {

/// The candidate a mistyped name most likely means, by characters: at most a third of them wrong, missing, too many or
/// swapped, but one always. Empty where none is near.
std::string find_nearest(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace zhidian::query
