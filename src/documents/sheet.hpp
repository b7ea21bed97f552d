#pragma once
#include <string>
#include <vector>

#include "documents/documents.hpp"

namespace zhidian::documents {

/// Every row of the table is this many units wide.
inline constexpr int row_units = 32;

/// What a cell is, which decides how it is set.
enum class CellRole {
  heading,  // 一、单位基本情况
  label,    // 单位名称
  value,    // an answer beside its label
  body,     // an answer over the whole width
  prompt,   // what is asked, where nothing has been answered yet
  number,   // the running number of a list's item; spans the rows of the item
};

struct Cell {
  CellRole role = CellRole::value;
  std::string text;  // clean: see clean_text
  int units = row_units;
};

struct Row {
  std::vector<Cell> cells;
  int least_lines = 1;           // room left for handwriting
  std::string signature_line{};  // stands at the bottom of the row, right-aligned
  bool is_kept_whole = false;    // goes to the next page rather than be split
  bool is_kept_with_next = false;
  bool is_in_item = false;  // the first cell is the number of a list's item
  bool starts_item = false;
};

struct CoverLine {
  std::string label, value;
  bool is_sealed = false;
};

/// A form with its answers, ready to be set: what PDF and DOCX have in common.
struct Sheet {
  std::vector<std::string> title_lines;
  std::vector<CoverLine> cover;
  std::string imprint;
  std::vector<std::string> notes;
  std::vector<Row> rows;
  std::string font;
  std::int64_t size_half_points = 28;
  std::string content_hash;
};

Sheet build_sheet(const rules::Form& form, const base::Value& answers, const FormContext& context);

/// Valid UTF-8 without control characters (line break stays, tab becomes a space) and without what XML 1.0 forbids.
std::string clean_text(std::string_view text);

std::string form_pdf_from(const Sheet& sheet);
std::string form_docx_from(const Sheet& sheet);

}  // namespace zhidian::documents
