#include "base/csv.hpp"

#include <algorithm>
#include <array>

namespace zhidian::base {
namespace {

constexpr std::array<std::string_view, 10> formula_begins = {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};

std::string quote(std::string_view cell) {
  if (cell.find_first_of("\",\r\n") == std::string_view::npos) return std::string(cell);
  std::string quoted = "\"";
  for (const char character : cell) {
    if (character == '"') quoted += '"';
    quoted += character;
  }
  return quoted + '"';
}

}  // namespace

std::string guard_cell(std::string_view text) {
  const bool is_formula = std::ranges::any_of(formula_begins, [&](std::string_view begin) { return text.starts_with(begin); });
  return is_formula ? "'" + std::string(text) : std::string(text);
}

std::string print_csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& cell : cells) {
    if (&cell != &cells.front()) line += ',';
    line += quote(guard_cell(cell));
  }
  return line + "\r\n";
}

}  // namespace zhidian::base
