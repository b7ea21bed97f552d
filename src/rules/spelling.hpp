#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace zhidian::rules {

/// The candidate a mistyped name most likely means: at most a third of its letters wrong, missing, too many or swapped. Another
/// number is another name: art_9 is no slip for art_1. Empty where none is near.
std::string find_nearest(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace zhidian::rules
