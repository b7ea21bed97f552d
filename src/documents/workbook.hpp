#pragma once
#include <string>
#include <vector>

namespace zhidian::documents {

/// One sheet of a workbook; its first row is the header.
struct WorkbookSheet {
  std::string name;
  std::vector<std::vector<std::string>> rows;
};

/// An XLSX workbook in which every cell is a text: no program turns a code into a number or runs a formula. Equal contents give equal bytes.
std::string workbook_xlsx(const std::vector<WorkbookSheet>& sheets);

}  // namespace zhidian::documents
