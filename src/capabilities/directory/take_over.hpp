#pragma once
#include <optional>
#include <string>
#include <vector>

#include "capabilities/accounts/accounts.hpp"
#include "capabilities/directory/directory.hpp"
#include "capabilities/organisations/institution_list.hpp"
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

/// One line of a list with what was found. Dates are ISO once they are good; kind is its code, ip_categories are codes between commas.
struct TakeOverLine : organisations::ListedInstitution {
  std::string kind, address, telephone, website, service_recipients, ip_categories, document, filed_on, valid_until, ended_on;
  bool is_present = false;  // stands in the directory by this very file
};

const std::vector<organisations::ListColumn>& take_over_columns();

/// The lines of an uploaded workbook, read and checked by themselves.
struct TakeOverSheet {
  organisations::ListSheet sheet;
  std::vector<TakeOverLine> lines;
};
/// Errors: those of organisations::read_list.
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
  TakeOverSheet list;
  std::string sha256, file_name;
  std::optional<TakeOverRecord> entered_before;
  bool is_good() const;
};
/// Errors: those of read_take_over_sheet, organisations.list_no_file, directory.take_over_not_yours.
base::Result<TakeOver> check_take_over(const http::Call& call, const regulations::Registry& registry);
/// Enters all lines of a good list with their original dates and logs each of them and the list with the hash of its file. A list entered before
/// changes nothing.
void enter_take_over(const http::Call& call, const regulations::Registry& registry, const TakeOver& list);
base::Value to_value(const TakeOver& list, bool is_applied, http::Language language, base::Date today);
base::Value to_value(const TakeOverRecord& record);

/// A blank list for the register.
std::string print_take_over_template(storage::Connection& connection, const Register& into, http::Language language);

}  // namespace zhidian::directory
