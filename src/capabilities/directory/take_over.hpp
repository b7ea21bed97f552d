#pragma once
#include <optional>
#include <string>
#include <vector>

#include "capabilities/accounts/accounts.hpp"
#include "capabilities/directory/directory.hpp"
#include "http/http.hpp"

/// Outlets filed before this system was used come in as a list with their original dates.
namespace zhidian::directory {

/// A status an officer keeps the register of: granted by the authority under an act, or asked for as a condition and confirmed by the authority.
struct Register {
  Status status;
  accounts::Authority authority;
};
std::vector<Register> list_registers(const http::Call& call, const regulations::Registry& registry);
/// The register a request names by `status` and, where the reader keeps several of them, `authority`; forbidden for all others.
base::Result<Register> find_register(const http::Call& call, const regulations::Registry& registry);

/// What is wrong or remarkable about a cell.
struct LineFinding {
  std::string column, id;  // of take_over_columns; sentence id
  std::map<std::string, std::string> params;
  bool is_warning = false;
};

/// One line of a list with what was found. Dates are ISO once they are good; kind is its code, ip_categories are codes between commas.
struct TakeOverLine {
  std::int64_t row = 0;  // as the spreadsheet program shows it
  std::string credit_code, name, kind, division, address, telephone, website, service_recipients, ip_categories, document, filed_on, valid_until,
      ended_on;
  std::string division_name;
  std::string institution_id;  // where it is registered already
  bool is_present = false;     // stands in the directory by this very file
  std::vector<LineFinding> findings;
  bool is_wrong() const;
  /// `fault` of the sentences directory.take_over_<fault> and, where it is no warning, …_cure.
  void report(std::string column, const std::string& fault, std::map<std::string, std::string> params = {}, bool is_warning = false);
};

/// A column of the list: what it is called in words.directory.column_<name>, what it fills, whether it must be there.
struct TakeOverColumn {
  const char* name;
  std::string TakeOverLine::* member;
  bool is_required;
};
const std::vector<TakeOverColumn>& take_over_columns();
std::string column_heading(http::Language language, std::string_view column);

/// The lines of an uploaded workbook and the letter of each column, read and checked by themselves.
struct TakeOverSheet {
  std::vector<TakeOverLine> lines;
  std::map<std::string, std::string> letters;  // by column name
};
/// Errors: documents.not_a_workbook, documents.workbook_too_long, directory.take_over_no_header, directory.take_over_unknown_column,
/// directory.take_over_column_twice, directory.take_over_empty.
base::Result<TakeOverSheet> read_take_over_sheet(const std::string& path, const Status& status, base::Date today);

/// A list entered before.
struct TakeOverRecord {
  std::string id, authority_id, status, sha256, file_name, entered_by, entered_at;
  std::int64_t outlets = 0;
};
std::vector<TakeOverRecord> list_take_overs(storage::Connection& connection, std::string_view account_id, std::string_view sha256 = "");

/// A list checked against what is registered; nothing is changed.
struct TakeOver {
  Register into;
  TakeOverSheet sheet;
  std::string sha256, file_name;
  std::optional<TakeOverRecord> entered_before;
  bool is_good() const;
};
/// Errors: those of read_take_over_sheet, directory.take_over_no_file, directory.take_over_not_yours.
base::Result<TakeOver> check_take_over(const http::Call& call, const regulations::Registry& registry);
/// Enters all lines of a good list with their original dates and logs each of them and the list with the hash of its file. A list entered before
/// changes nothing.
void enter_take_over(const http::Call& call, const regulations::Registry& registry, const TakeOver& list);
base::Value to_value(const TakeOver& list, bool is_applied, http::Language language, base::Date today);
base::Value to_value(const TakeOverRecord& record);

/// A blank list for the register, with an explanation of its columns and the divisions it may name.
std::string print_take_over_template(storage::Connection& connection, const Register& into, http::Language language);

}  // namespace zhidian::directory
