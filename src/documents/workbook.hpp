#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"

namespace zhidian::documents {

/// One sheet of a workbook; its first row is the header.
struct WorkbookSheet {
  std::string name;
  std::vector<std::vector<std::string>> rows;
};

/// An XLSX workbook in which every cell is a text: no program turns a code into a number or runs a formula. Equal contents give equal bytes.
std::string workbook_xlsx(const std::vector<WorkbookSheet>& sheets);

/// A row of a workbook that was read; `number` as the spreadsheet program shows it, empty cells empty.
struct WorkbookRow {
  std::int64_t number = 0;
  std::vector<std::string> cells;
};

/// The first sheet of a workbook. Numbers are texts as the file holds them: a day is the number of days since the file's day zero.
struct WorkbookContent {
  bool counts_from_1904 = false;
  std::vector<WorkbookRow> rows;  // without those that hold nothing
};

/// The day a cell means that holds the number a spreadsheet program keeps for it, with or without a time of day after the point; empty where the cell
/// is no such number.
std::optional<base::Date> day_of_number(std::string_view cell, bool counts_from_1904);

/// Reads what a spreadsheet program wrote, bounded against archives that unpack to no end. Formulas count with the value last computed.
/// Errors: documents.not_a_workbook, documents.workbook_too_long.
base::Result<WorkbookContent> read_workbook(const std::string& path, std::size_t most_rows);

}  // namespace zhidian::documents
