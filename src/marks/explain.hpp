#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "marks/nearness.hpp"
#include "query/query.hpp"

namespace zhidian::marks {

/// One thing in which a mark differs from the one asked about.
struct Step {
  Kind kind = Kind::replaced;
  int cost = 0;
  std::string query, mark;  ///< what stands there, as it was given; empty on the side that has nothing
  std::string sound;        ///< what the two share, where they sound alike
  bool is_alike = false;    ///< they look alike too
};

/// Why a mark is as near as it is: the steps cost what Question::cost says, together.
struct Explanation {
  int cost = 0;
  std::vector<Step> steps;
  std::vector<query::Span> marked;  ///< bytes of the mark that differ, in order
};
Explanation explain(const Characters& characters, std::string_view query, std::string_view mark, Kinds allowed);

}  // namespace zhidian::marks
