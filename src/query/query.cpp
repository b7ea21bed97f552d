#include "query/query.hpp"

#include <tuple>

namespace zhidian::query {

bool operator==(const Query& left, const Query& right) {
  const auto compared = [](const Query& one) { return std::tie(one.kind, one.field, one.text, one.distance, one.low, one.high, one.parts); };
  return compared(left) == compared(right);
}

}  // namespace zhidian::query
