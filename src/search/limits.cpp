#include "search/limits.hpp"

#include <fmt/format.h>

namespace zhidian::search {
namespace {

struct Sizes {
  std::size_t terms = 0, depth = 0;
};

/// Stops counting below the deepest level that is allowed.
void measure(const query::Query& query, std::size_t depth, Sizes& sizes) {
  sizes.depth = std::max(sizes.depth, depth);
  if (depth > most_depth) return;
  sizes.terms += query.kind == query::Kind::range ? 1 : query.text.size();
  for (const query::Query& part : query.parts) measure(part, depth + 1, sizes);
}

}  // namespace

base::Result<void> check_limits(const query::Query& query) {
  Sizes sizes;
  measure(query, 1, sizes);
  if (sizes.depth > most_depth) return base::refuse(base::ErrorCode::invalid, "search.too_deep", {{"limit", fmt::to_string(most_depth)}});
  if (sizes.terms > most_terms) return base::refuse(base::ErrorCode::invalid, "search.too_many_terms", {{"limit", fmt::to_string(most_terms)}});
  return {};
}

}  // namespace zhidian::search
