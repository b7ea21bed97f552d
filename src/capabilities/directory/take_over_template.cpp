#include "capabilities/directory/directory_store.hpp"
#include "capabilities/directory/take_over.hpp"
#include "documents/workbook.hpp"

namespace zhidian::directory {
namespace {

std::string word(http::Language language, const std::string& id, const std::map<std::string, std::string>& params = {}) {
  return http::sentence(language, "directory.take_over_" + id, params);
}

documents::WorkbookSheet explain(const Register& into, http::Language language) {
  const rules::Text& label = into.status.label;
  documents::WorkbookSheet sheet{word(language, "sheet_explanation"), {}};
  sheet.rows.push_back(
      {word(language, "about", {{"authority", into.authority.name}, {"status", language == http::Language::zh ? label.zh : label.en}})});
  sheet.rows.push_back({word(language, "about_rows")});
  sheet.rows.push_back({});
  sheet.rows.push_back({word(language, "column"), word(language, "is_required"), word(language, "how")});
  for (const TakeOverColumn& column : take_over_columns()) {
    sheet.rows.push_back({column_heading(language, column.name), word(language, column.is_required ? "required" : "optional"),
                          word(language, "how_" + std::string(column.name))});
  }
  return sheet;
}

}  // namespace

std::string print_take_over_template(storage::Connection& connection, const Register& into, http::Language language) {
  documents::WorkbookSheet list{word(language, "sheet_list"), {{}}};
  for (const TakeOverColumn& column : take_over_columns()) list.rows.front().push_back(column_heading(language, column.name));
  documents::WorkbookSheet counties{word(language, "sheet_divisions"), {{column_heading(language, "division"), word(language, "division_name")}}};
  for (const County& county : list_counties(connection, into.authority.division_code)) counties.rows.push_back({county.code, county.name});
  return documents::workbook_xlsx({list, explain(into, language), counties});
}

}  // namespace zhidian::directory
