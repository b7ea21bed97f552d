#pragma once
#include <functional>
#include <string>

#include "base/result.hpp"
#include "capabilities/classifications/schemes.hpp"

namespace zhidian::classifications {

/// A line of a table as it stands there. error: message id where it cannot be read.
struct TableLine {
  std::string code, title, parent, section, replaced_by, text, error;
};

/// Every line of a file. Columns are known by their head (分类号, 名称, 上位类 …), or, where the first line holds a code already, by their place:
/// code and title; code, class above or level, and title; section, code and title (GB/T 4754); with `of_withdrawn` code and replacement. Errors:
/// classifications.unknown_columns {file}, those of ip_records::Input.
base::Result<void> read_lines(const std::string& path, const Scheme& scheme, bool of_withdrawn, const std::function<void(TableLine&&)>& take);

}  // namespace zhidian::classifications
