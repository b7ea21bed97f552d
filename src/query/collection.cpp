#include "query/collection.hpp"

#include <algorithm>

#include "query/fold.hpp"

namespace zhidian::query {

const Field* Collection::find(std::string_view field_id) const {
  const auto found = std::ranges::find(fields, field_id, &Field::id);
  return found == fields.end() ? nullptr : &*found;
}

const Field* Collection::named(std::string_view name) const {
  const std::string folded = fold(name);
  const auto found = std::ranges::find_if(
      fields, [&](const Field& field) { return field.id == folded || std::ranges::find(field.names, folded) != field.names.end(); });
  return found == fields.end() ? nullptr : &*found;
}

}  // namespace zhidian::query
