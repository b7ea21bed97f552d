#pragma once
#include <memory>
#include <string>

#include "search/columns.hpp"
#include "search/fts5_file.hpp"
#include "search/layout.hpp"

namespace zhidian::search {

/// The columns of an index as they stood after one batch, in a file beside it that is mapped when the index is opened: reading every row anew takes
/// seconds for a million documents. It can be missing, of another batch or damaged; then the rows are read.
void save_columns(const std::string& path, const Layout& layout, const FileState& state, const Columns& columns);
/// Null where the file is not that of this very state.
std::shared_ptr<Columns> map_columns(const std::string& path, const Layout& layout, const FileState& state);

}  // namespace zhidian::search
