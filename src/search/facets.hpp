#pragma once
#include <string>
#include <vector>

#include "base/result.hpp"
#include "search/columns.hpp"
#include "search/index.hpp"

namespace zhidian::search {

/// Counts the values of each field over a set of documents: a date by its year, a class of IPC or CPC by its subclass, spellings that an exact
/// search takes for one as one. A document counts once for each value.
/// Errors: search.unknown_field where a field is not in the columns.
base::Result<std::vector<Facet>> count_facets(const Columns& columns, const Layout& layout, const Dictionaries& dictionaries,
                                              const DocumentSet& documents, const std::vector<std::string>& fields, std::size_t most_values);

}  // namespace zhidian::search
