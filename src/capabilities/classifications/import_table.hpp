#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/result.hpp"
#include "capabilities/classifications/schemes.hpp"
#include "storage/storage.hpp"

namespace zhidian::classifications {

/// An edition and the files it is read from.
struct ImportRequest {
  std::string edition;
  std::vector<std::string> files;      ///< the table, in one or several files: code, title, and the class above where the code does not tell it
  std::vector<std::string> withdrawn;  ///< codes the edition no longer has, each with what took its place
};

/// A line that was left out. line: from 1, of the records of its file without the head.
struct Rejected {
  std::string file;
  std::int64_t line = 0;
  std::string id, text;
};

struct ImportReport {
  bool is_unchanged = false;  ///< the same files were read before: nothing was written
  std::int64_t classes = 0, withdrawn = 0;
  std::int64_t rejected = 0;
  std::vector<Rejected> first_rejected;         ///< some hundred at most
  std::map<std::string, std::int64_t> reasons;  ///< message id → how often: of rejected lines, and classifications.no_title of kept ones
};

/// Reads a table, or a list of withdrawn codes, or both, into an edition instead of what it held of the kind; one transaction, one event with the
/// hashes and counts. Files: text with tabs, commas or semicolons, with a head or without, in any encoding the records are read in, also .gz and
/// .zip. Errors: classifications.bad_edition, classifications.unknown_columns {file}, classifications.nothing_read {file},
/// classifications.edition_first (a list of withdrawn codes for an edition that is not there), those of ip_records::Input.
base::Result<ImportReport> import_table(storage::Database& database, const Scheme& scheme, const ImportRequest& request, base::Instant at,
                                        base::Random& random);

}  // namespace zhidian::classifications
