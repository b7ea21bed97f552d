#include "search/facets.hpp"

#include <algorithm>
#include <functional>

#include "search/dates.hpp"

namespace zhidian::search {
namespace {

/// A value as a facet counts it, and how often it was met.
struct Count {
  ValueNumber value;
  std::uint32_t count;
};

/// Calls `visit` with the values of each document, or one by one where a whole chunk is counted and no document can have two that count as one.
template <class Visit>
void each_value(const Columns& columns, std::size_t column, const DocumentSet& documents, bool are_distinct, Visit visit) {
  for (std::size_t index = 0; index < columns.chunks.size(); ++index) {
    const ValueColumn& values = columns.chunks[index]->columns[column];
    const std::size_t begin = index * Chunk::size, end = begin + Chunk::size;
    if ((are_distinct || !values.has_several()) && documents.holds_all(columns.present, begin, end)) {
      for (const ValueNumber& value : values.all()) {
        if (value != ValueColumn::absent) visit(std::span(&value, 1));
      }
    } else {
      documents.each(begin, end, [&](DocumentNumber number) { visit(values.at(number % Chunk::size)); });
    }
  }
}

/// The counts of values below `limit`, by an array of all.
template <class Each>
std::vector<Count> count_dense(std::size_t limit, Each each) {
  std::vector<std::uint32_t> sums(limit);
  each([&](ValueNumber value) { ++sums[value]; });
  std::vector<Count> counts;
  for (std::size_t value = 0; value < limit; ++value) {
    if (sums[value] > 0) counts.push_back({static_cast<ValueNumber>(value), sums[value]});
  }
  return counts;
}

/// The same of few documents: by sorting what they have.
template <class Each>
std::vector<Count> count_sparse(Each each) {
  std::vector<ValueNumber> met;
  each([&](ValueNumber value) { met.push_back(value); });
  std::sort(met.begin(), met.end());
  std::vector<Count> counts;
  for (const ValueNumber value : met) {
    if (counts.empty() || counts.back().value != value) counts.push_back({value, 0});
    ++counts.back().count;
  }
  return counts;
}

template <class Each>
std::vector<Count> count_values(std::size_t limit, std::uint64_t documents, Each each) {
  constexpr std::size_t small_limit = 4096;
  return limit <= small_limit || documents * 8 >= limit ? count_dense(limit, each) : count_sparse(each);
}

Facet make_facet(const std::string& field, std::vector<Count> counts, std::size_t most_values, const std::function<std::string(ValueNumber)>& name) {
  Facet facet{field, {}, counts.size()};
  const auto most = static_cast<std::ptrdiff_t>(std::min(most_values, counts.size()));
  std::partial_sort(counts.begin(), counts.begin() + most, counts.end(), [&](const Count& left, const Count& right) {
    return left.count != right.count ? left.count > right.count : name(left.value) < name(right.value);
  });
  for (auto count = counts.begin(); count != counts.begin() + most; ++count) facet.values.push_back({name(count->value), count->count});
  return facet;
}

Facet count_years(const Columns& columns, std::size_t column, const DocumentSet& documents, const std::string& field, std::size_t most_values) {
  constexpr std::size_t years = 10000;
  const auto each = [&](auto visit) {
    each_value(columns, column, documents, false, [&](std::span<const ValueNumber> values) {
      // The dates of a document are in order: those of one year stand together.
      ValueNumber before = years;
      for (const ValueNumber value : values) {
        if (const ValueNumber year = value / ordinals_of_year; year != before) visit(before = year);
      }
    });
  };
  return make_facet(field, count_dense(years, each), most_values,
                    [](ValueNumber year) { return print_ordinal(year * ordinals_of_year).substr(0, 4); });
}

Facet count_column(const Columns& columns, const Layout::Column& layout, std::size_t column, const Dictionary& dictionary,
                   const DocumentSet& documents, std::uint64_t count, std::size_t most_values) {
  const bool is_grouped = layout.group >= 0;
  const std::size_t counted = is_grouped ? static_cast<std::size_t>(layout.group) : column;
  const auto each = [&](auto visit) {
    each_value(columns, counted, documents, true, [&](std::span<const ValueNumber> values) { std::ranges::for_each(values, visit); });
  };
  const std::size_t limit = is_grouped ? dictionary.group_count() : dictionary.size();
  return make_facet(layout.field->id, count_values(limit, count, each), most_values,
                    [&](ValueNumber value) { return is_grouped ? dictionary.group_name(value) : dictionary.shown(value); });
}

}  // namespace

base::Result<std::vector<Facet>> count_facets(const Columns& columns, const Layout& layout, const Dictionaries& dictionaries,
                                              const DocumentSet& documents, const std::vector<std::string>& fields, std::size_t most_values) {
  std::vector<Facet> facets;
  const std::uint64_t count = fields.empty() ? 0 : documents.count();
  for (const std::string& field : fields) {
    const auto column = layout.column_of(field);
    if (!column) return base::refuse(base::ErrorCode::invalid, "search.unknown_field", {{"field", field}});
    if (!dictionaries[*column]) {
      facets.push_back(count_years(columns, *column, documents, field, most_values));
    } else {
      facets.push_back(count_column(columns, layout.columns()[*column], *column, *dictionaries[*column], documents, count, most_values));
    }
  }
  return facets;
}

}  // namespace zhidian::search
