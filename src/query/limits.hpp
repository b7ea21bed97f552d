#pragma once
#include <cstddef>

namespace zhidian::query {

/// What one query may be, in whatever notation.
constexpr std::size_t longest_text = 16384;  ///< bytes
constexpr std::size_t longest_terms = 4096;  ///< bytes of all texts together: what was read can be printed and read again
constexpr std::size_t most_terms = 64;       ///< texts and ranges
constexpr int deepest = 32;                  ///< brackets inside one another
constexpr int longest_distance = 100;        ///< units

}  // namespace zhidian::query
