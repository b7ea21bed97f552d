#pragma once
#include "capabilities/ip_records/ip_records.hpp"
#include "capabilities/ip_search/answer.hpp"
#include "http/http.hpp"

namespace zhidian::ip_search {

/// What a file of hits says of itself: which question, when, of which data, and which of how many hits it holds.
struct ExportHead {
  query::Query query;
  std::string sort;
  base::Instant at;  ///< system time
  std::uint64_t data_version = 0, count = 0;
  std::size_t from = 0;
  std::vector<ip_records::Source> sources;  ///< of all collections
};

/// One file. Cells are text, and none begins as a formula does.
std::string print_csv(const query::Collection& collection, const ExportHead& head, const std::vector<ip_records::StoredRecord>& records,
                      http::Language language);
/// Two sheets: the records, and the head.
std::string print_xlsx(const query::Collection& collection, const ExportHead& head, const std::vector<ip_records::StoredRecord>& records,
                       http::Language language);
/// The head on the first line, then a record a line: key, values by field, source, data_date.
std::string print_jsonl(const query::Collection& collection, const ExportHead& head, const std::vector<ip_records::StoredRecord>& records);

}  // namespace zhidian::ip_search
