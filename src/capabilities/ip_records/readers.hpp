#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "capabilities/ip_records/input.hpp"
#include "query/collection.hpp"

namespace zhidian::ip_records {

/// One record of a file as it stands there, or why it cannot be read.
/// Bytes of a rejected record kept for the file of the rejected.
constexpr std::size_t shown_bytes = 500;

struct Read {
  query::Document document;
  std::optional<base::Error> error;
  std::string text;  ///< its beginning as it was found, for the file of the rejected
};
/// Takes the next record; false ends the reading.
using TakeRecord = std::function<bool(Read&& read)>;

/// Columns of a table by their head: head → field id.
using Mapping = std::map<std::string, std::string, std::less<>>;

/// A format's reader: text in UTF-8 in, records out; what is broken inside the text is a Read with an error, and the reading goes on.
/// Memory does not grow with the text. Errors: those of Input::read; ip_records.no_known_column; ip_records.unknown_format.

/// JSON lines: an object per line, field id → text or list of texts; `key` optional.
base::Result<void> read_json_lines(Input& input, const TakeRecord& take);
/// A table (RFC 4180) whose first line names the columns: by `mapping`, a name of the field, or the head of CNIPR's export.
base::Result<void> read_table(Input& input, const query::Collection& collection, const Mapping& mapping, const TakeRecord& take);
/// The first sheet of an XLSX workbook, at most 20,000 lines: the same as a table. A day may be the number a spreadsheet program keeps for it.
/// Errors: those of documents::read_workbook, ip_records.no_known_column.
base::Result<void> read_sheet(const std::string& path, const query::Collection& collection, const Mapping& mapping, const TakeRecord& take);
/// Whether a file is an XLSX workbook and no other archive.
bool is_workbook(const std::string& path);
/// XML of one or many documents one after another: CNIPA's publication data, grants and applications of the USPTO, bibliographic data of the EPO.
/// No entity is expanded; a document that declares one with a text is rejected.
base::Result<void> read_xml(Input& input, const TakeRecord& take);

/// Every record of a file: the format is found by its beginning, .gz and .zip are unpacked, an XLSX workbook is read by its first sheet; what is no
/// text in an archive is passed over.
base::Result<void> read_records(const std::string& path, const query::Collection& collection, const Mapping& mapping, const TakeRecord& take,
                                Consumed* consumed = nullptr);

}  // namespace zhidian::ip_records
