#include <fmt/ranges.h>
#include <zip.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "capabilities/ip_records/clean.hpp"
#include "capabilities/ip_records/readers.hpp"
#include "documents/workbook.hpp"
#include "query/fold.hpp"

namespace zhidian::ip_records {
namespace {

constexpr std::size_t longest_row_line = 1U << 20;
constexpr std::size_t longest_record = 4U << 20;
constexpr std::size_t most_lines = 2000;         // of a record: a quote left open must not swallow the file
constexpr std::size_t most_sheet_rows = 20'001;  // with the head

struct Record {
  std::vector<std::string> cells;
  std::string text;
  bool is_broken = false;  ///< too long, or a quote that is never closed
};

/// Heads of CNIPR's export that are no name of a field. Source: the export's own head.
const std::map<std::string, std::string, std::less<>> cnipr_heads = {{"地址", "address"},   {"主分类号", "ipc"},      {"优先权", "priority"},
                                                                     {"参考文献", "cites"}, {"颁证日", "granted_on"}, {"主权项", "claims"}};
/// Heads of it that are read past: they repeat others or say nothing a search asks for.
constexpr std::array<std::string_view, 8> passed_heads = {"专利号",       "分案原申请号", "国际申请", "国际公布",
                                                          "进入国家日期", "审查员",       "光盘号",   "pct公开"};

class Table {
 public:
  explicit Table(Input& input) : lines_(input, longest_row_line) {}

  base::Result<std::optional<Record>> next() {
    Record record;
    std::string cell;
    bool is_quoted = false;
    for (std::size_t count = 0;; ++count) {
      auto line = lines_.next();
      if (!line) return base::refuse(line.error());
      if (!*line) {
        if (count == 0) return std::optional<Record>();
        record.is_broken = is_quoted;
        break;
      }
      const std::string& text = (*line)->text;
      if (delimiter_ == 0) delimiter_ = find_delimiter(text);
      if (record.text.size() < shown_bytes) record.text += text.substr(0, shown_bytes) + (is_quoted ? " " : "");
      record.is_broken = record.is_broken || (*line)->is_too_long || count >= most_lines || cell.size() > longest_record;
      if (record.is_broken) break;
      is_quoted = add_line(text, record, cell, is_quoted);
      if (!is_quoted) break;
      cell += '\n';
    }
    record.cells.push_back(std::move(cell));
    return record;
  }

 private:
  static char find_delimiter(std::string_view head) {
    const auto count = [&](char each) { return std::ranges::count(head, each); };
    if (count('\t') > count(',')) return '\t';
    return count(';') > count(',') ? ';' : ',';
  }

  /// Adds a line's cells; true where a quote is still open at its end.
  bool add_line(std::string_view text, Record& record, std::string& cell, bool is_quoted) const {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char each = text[i];
      if (is_quoted) {
        if (each != '"') {
          cell += each;
        } else if (i + 1 < text.size() && text[i + 1] == '"') {
          cell += '"';
          ++i;
        } else {
          is_quoted = false;
        }
      } else if (each == '"' && cell.empty()) {
        is_quoted = true;
      } else if (each == delimiter_) {
        record.cells.push_back(std::move(cell));
        cell.clear();
      } else {
        cell += each;
      }
    }
    return is_quoted;
  }

  Lines lines_;
  char delimiter_ = 0;
};

/// The field a head stands for; empty: read past.
std::string field_of(const std::string& head, const query::Collection& collection, const Mapping& mapping) {
  if (const auto mapped = mapping.find(base::trim(head)); mapped != mapping.end()) return mapped->second;
  const std::string folded = query::fold(head);
  if (std::ranges::find(passed_heads, folded) != passed_heads.end() && collection.id == "patents") return "";
  if (const query::Field* field = collection.named(head)) return field->id;
  if (const query::Field* field = collection.find(folded)) return field->id;
  const auto known = cnipr_heads.find(folded);
  return known == cnipr_heads.end() ? "" : known->second;
}

/// The field of each column. Errors: ip_records.no_known_column.
base::Result<std::vector<std::string>> fields_of(const std::vector<std::string>& heads, const query::Collection& collection, const Mapping& mapping) {
  std::vector<std::string> fields;
  for (const std::string& each : heads) fields.push_back(field_of(each, collection, mapping));
  if (std::ranges::all_of(fields, &std::string::empty)) return base::refuse(base::ErrorCode::invalid, "ip_records.no_known_column");
  return fields;
}

Read read_of(Record record, const std::vector<std::string>& fields) {
  Read read;
  read.text = std::move(record.text);
  const auto refuse = [&](std::string id) { read.error = base::Error{base::ErrorCode::invalid, std::move(id), {}, {}, {}}; };
  if (record.is_broken) {
    refuse("ip_records.record_too_long");
  } else if (record.cells.size() > fields.size()) {
    refuse("ip_records.too_many_cells");
  } else if (std::ranges::any_of(record.cells, [](const std::string& each) { return !base::is_valid_utf8(each); })) {
    refuse("ip_records.broken_text");
  }
  for (std::size_t i = 0; !read.error && i < record.cells.size(); ++i) {
    if (!fields[i].empty() && !base::is_blank(record.cells[i])) read.document.values[fields[i]].push_back(std::move(record.cells[i]));
  }
  return read;
}

}  // namespace

bool is_workbook(const std::string& path) {
  const std::unique_ptr<zip_t, void (*)(zip_t*)> archive(zip_open(path.c_str(), ZIP_RDONLY, nullptr), zip_discard);
  return archive && zip_name_locate(archive.get(), "xl/workbook.xml", 0) >= 0;
}

base::Result<void> read_sheet(const std::string& path, const query::Collection& collection, const Mapping& mapping, const TakeRecord& take) {
  const auto content = documents::read_workbook(path, most_sheet_rows);
  if (!content) return base::refuse(content.error());
  if (content->rows.empty()) return {};
  const auto fields = fields_of(content->rows.front().cells, collection, mapping);
  if (!fields) return base::refuse(fields.error());
  for (std::size_t row = 1; row < content->rows.size(); ++row) {
    Record record{content->rows[row].cells, fmt::format("{}", fmt::join(content->rows[row].cells, "\t")).substr(0, shown_bytes), false};
    for (std::size_t i = 0; i < std::min(record.cells.size(), fields->size()); ++i) {
      const query::Field* field = collection.find((*fields)[i]);
      if (!field || field->type != query::FieldType::date || clean_date(record.cells[i])) continue;
      if (const auto day = documents::day_of_number(record.cells[i], content->counts_from_1904)) record.cells[i] = base::print_date(*day);
    }
    if (!take(read_of(std::move(record), *fields))) break;
  }
  return {};
}

base::Result<void> read_table(Input& input, const query::Collection& collection, const Mapping& mapping, const TakeRecord& take) {
  Table table(input);
  const auto head = table.next();
  if (!head) return base::refuse(head.error());
  if (!*head) return {};
  const auto fields = fields_of((*head)->cells, collection, mapping);
  if (!fields) return base::refuse(fields.error());
  while (true) {
    auto record = table.next();
    if (!record) return base::refuse(record.error());
    if (!*record) return {};
    if ((*record)->cells.size() == 1 && base::is_blank((*record)->cells.front()) && !(*record)->is_broken) continue;
    if (!take(read_of(std::move(**record), *fields))) return {};
  }
}

}  // namespace zhidian::ip_records
