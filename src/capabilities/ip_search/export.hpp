#pragma once
#include "capabilities/ip_records/ip_records.hpp"
#include "capabilities/ip_search/answer.hpp"
#include "http/http.hpp"

namespace zhidian::ip_search {

constexpr std::size_t workbook_limit = 10'000;  ///< records of one XLSX file; other formats hold all hits

/// What a file of hits says of itself: which question, when, of which data, and how many of the hits it holds.
struct ExportHead {
  query::Query query;
  std::string sort;
  base::Instant at;  ///< system time
  std::uint64_t data_version = 0;
  std::size_t count = 0, held = 0;
  std::vector<ip_records::Source> sources;  ///< of all collections
};

/// A hit; without a record where that was taken out since the hits were listed.
struct Exported {
  std::string key;
  std::optional<ip_records::StoredRecord> record;
};

/// A format that is written record by record.
struct LineFormat {
  std::string (*head)(const query::Collection& collection, const ExportHead& head, http::Language language);
  std::string (*record)(const query::Collection& collection, const Exported& exported, http::Language language);
};
/// Cells are text, and none begins as a formula does.
extern const LineFormat csv_lines;
/// The head on the first line, then a record a line: key, values by field, source, data_date; or key, is_gone.
extern const LineFormat json_lines;

/// Two sheets: the records, and the head.
std::string print_xlsx(const query::Collection& collection, const ExportHead& head, const std::vector<Exported>& records, http::Language language);

}  // namespace zhidian::ip_search
