#include <fmt/format.h>

#include "storage/storage.hpp"

namespace zhidian::storage {

base::Date Row::date(std::string_view column) const {
  const auto date = base::parse_date(view(column));
  if (!date) throw Failure(Failure::Kind::broken, fmt::format("column {} holds no date", column));
  return *date;
}

}  // namespace zhidian::storage
