#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/value.hpp"
#include "capabilities/accounts/accounts.hpp"
#include "capabilities/organisations/organisations.hpp"
#include "http/http.hpp"
#include "storage/storage.hpp"

/// Lists of institutions that officers fill in a workbook: a header, then a line for each. What is wrong is said of each cell, with the cure. What a
/// list means and what comes of it is for the capability that takes it in.
namespace zhidian::organisations {

/// What is wrong or remarkable about a cell: a sentence and, where it is no warning, `<id>_cure`.
struct CellFinding {
  std::string column, id;
  std::map<std::string, std::string> params;
  bool is_warning = false;
};

/// A line with what every list says of an institution; each list adds its own cells.
struct ListedInstitution {
  std::int64_t row = 0;  // as the spreadsheet program shows it
  std::string credit_code, name, division, division_name;
  std::string institution_id;  // where it is registered already
  std::vector<CellFinding> findings;
  [[nodiscard]] bool is_wrong() const;
  void report(std::string column, std::string id, std::map<std::string, std::string> params = {}, bool is_warning = false);
};

/// A column: its name, the sentences that are its heading and say how to fill it, whether each list must have it.
struct ListColumn {
  std::string name, heading, how;
  bool is_required = false;
};
struct ListRow {
  std::int64_t number = 0;
  std::map<std::string, std::string, std::less<>> cells;  // by column, trimmed
};
struct ListSheet {
  bool counts_from_1904 = false;
  std::map<std::string, std::string> letters;  // by column
  std::vector<ListRow> rows;
};
/// Errors: documents.not_a_workbook, documents.workbook_too_long, organisations.list_no_header, organisations.list_unknown_column,
/// organisations.list_column_twice, organisations.list_empty.
base::Result<ListSheet> read_list(const std::string& path, std::span<const ListColumn> columns);

/// Reports what is missing, too long or invisible in a cell.
void check_text(ListedInstitution& line, const ListColumn& column, const std::string& text);
/// Folds the code and reports what is wrong with it.
void check_code(ListedInstitution& line);
/// The cell as a day, written back in ISO: 2024-06-18, 2024/6/18, 2024.6.18, 2024年6月18日, 20240618, the same with a time behind it, or the number a
/// spreadsheet keeps for it. Reports and clears what is none; nothing where the cell is empty.
std::optional<base::Date> take_day(ListedInstitution& line, const std::string& column, std::string& cell, bool counts_from_1904);

/// Reports a division that is none, lies outside the authority's or is divided further.
void check_division(storage::Connection& connection, const accounts::Authority& authority, ListedInstitution& line);
/// The institution with the code where it is registered in the authority's division; of one elsewhere only that it stands elsewhere is reported.
std::optional<Organisation> find_known(storage::Connection& connection, const accounts::Authority& authority, ListedInstitution& line);

/// The institution of a line as it is registered where it is not yet.
Organisation new_institution(const ListedInstitution& line);

/// Schema CellFinding of openapi.yaml.
base::Value::List findings_value(const ListedInstitution& line, const ListSheet& sheet, std::span<const ListColumn> columns, http::Language language);

/// A blank list: headings, how to fill each column, words a column may hold, the divisions it may name.
struct ListTemplate {
  std::string sheet, about;  // what the list is called; who fills it in with what
  std::span<const ListColumn> columns;
  std::string division;       // the divisions below it are named
  std::string words_title{};  // what the words are
  std::vector<std::string> words{};
};
std::string print_list_template(storage::Connection& connection, const ListTemplate& wanted, http::Language language);

/// The text of a heading in a language.
std::string heading_of(const ListColumn& column, http::Language language);

}  // namespace zhidian::organisations
