#include "capabilities/ip_search/export.hpp"

#include <fmt/format.h>

#include "base/csv.hpp"
#include "capabilities/ip_search/ip_search_values.hpp"
#include "documents/workbook.hpp"
#include "query/cql.hpp"
#include "query/print.hpp"

namespace zhidian::ip_search {
namespace {

using base::Value;
using http::Language;
using ip_records::StoredRecord;
using Rows = std::vector<std::vector<std::string>>;

std::string say(Language language, const std::string& id, const std::map<std::string, std::string>& params = {}) {
  return http::sentence(language, "ip_search." + id, params);
}
std::string date_text(std::optional<base::Date> date) { return date ? base::print_date(*date) : ""; }

/// 2026-11-22 18:30, in Beijing time.
std::string print_minute(base::Instant at) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(at - base::start_of(base::civil_date(at))).count();
  return fmt::format("{} {:02}:{:02}", base::print_date(base::civil_date(at)), minutes / 60, minutes % 60);
}

std::string held_of(const ExportHead& head, Language language) {
  const std::string id = head.count == 0 ? "export_none" : head.held == head.count ? "export_all" : "export_part";
  return say(language, id, {{"count", std::to_string(head.count)}, {"held", std::to_string(head.held)}});
}

Rows head_rows(const query::Collection& collection, const ExportHead& head, Language language) {
  const bool is_zh = language == Language::zh;
  Rows rows{{say(language, "export_collection"), is_zh ? collection.zh : collection.en},
            {say(language, "export_query"), query::print(collection, head.query, is_zh ? query::Language::zh : query::Language::en)},
            {"CQL", query::print_cql(head.query)},
            {say(language, "export_sort"), say(language, "sort_" + head.sort)},
            {say(language, "export_at"), print_minute(head.at)},
            {say(language, "export_version"), std::to_string(head.data_version)},
            {say(language, "export_held"), held_of(head, language)}};
  for (const ip_records::Source& source : head.sources) {
    if (source.collection != collection.id) continue;
    rows.push_back({say(language, "export_source"), source.name, date_text(source.data_date), source.licence});
  }
  return rows;
}

std::vector<std::string> heading(const query::Collection& collection, Language language) {
  std::vector<std::string> cells;
  for (const query::Field& field : collection.fields) cells.push_back(language == Language::zh ? field.zh : field.en);
  cells.push_back(say(language, "export_source"));
  cells.push_back(say(language, "export_data_date"));
  return cells;
}

std::vector<std::string> cells_of_gone(const query::Collection& collection, const std::string& key, Language language) {
  std::vector<std::string> cells;
  for (const query::Field& field : collection.fields) cells.push_back(&field == &number_field(collection) ? key : "");
  cells.push_back(say(language, "export_gone"));
  cells.emplace_back();
  return cells;
}

std::vector<std::string> cells_of(const query::Collection& collection, const Exported& exported, Language language) {
  if (!exported.record) return cells_of_gone(collection, exported.key, language);
  const StoredRecord& record = *exported.record;
  std::vector<std::string> cells;
  for (const query::Field& field : collection.fields) {
    std::string cell;
    const auto values = record.document.values.find(field.id);
    if (values != record.document.values.end()) {
      for (const std::string& value : values->second) {
        const auto label = label_of(field, value);
        cell += (cell.empty() ? "" : language == Language::zh ? "；" : "; ") + (language == Language::zh ? label.first : label.second);
      }
    }
    cells.push_back(std::move(cell));
  }
  cells.push_back(record.source_name);
  cells.push_back(date_text(record.data_date));
  return cells;
}

std::string print_csv_head(const query::Collection& collection, const ExportHead& head, Language language) {
  std::string table(base::csv_begin);
  for (const auto& row : head_rows(collection, head, language)) table += base::print_csv_line(row);
  table += base::print_csv_line({""});
  return table + base::print_csv_line(heading(collection, language));
}

std::string print_csv_record(const query::Collection& collection, const Exported& exported, Language language) {
  return base::print_csv_line(cells_of(collection, exported, language));
}

std::string print_json_head(const query::Collection& collection, const ExportHead& head, Language /*language*/) {
  Value::List sources;
  for (const ip_records::Source& source : head.sources) {
    if (source.collection == collection.id)
      sources.push_back(Value::Map{{"name", source.name}, {"licence", source.licence}, {"data_date", base::date_value(source.data_date)}});
  }
  return base::print_json(Value::Map{{"collection", collection.id},
                                     {"query", query::print(collection, head.query, query::Language::zh)},
                                     {"cql", query::print_cql(head.query)},
                                     {"sort", head.sort},
                                     {"at", base::print_instant(head.at)},
                                     {"data_version", static_cast<std::int64_t>(head.data_version)},
                                     {"count", head.count},
                                     {"held", head.held},
                                     {"sources", std::move(sources)}}) +
         "\n";
}

std::string print_json_record(const query::Collection& /*collection*/, const Exported& exported, Language /*language*/) {
  if (!exported.record) return base::print_json(Value::Map{{"key", exported.key}, {"is_gone", true}}) + "\n";
  Value::Map values;
  for (const auto& [field, texts] : exported.record->document.values) values.emplace(field, Value::List(texts.begin(), texts.end()));
  return base::print_json(Value::Map{{"key", exported.key},
                                     {"values", std::move(values)},
                                     {"source", exported.record->source_name},
                                     {"data_date", base::date_value(exported.record->data_date)}}) +
         "\n";
}

}  // namespace

const LineFormat csv_lines{print_csv_head, print_csv_record};
const LineFormat json_lines{print_json_head, print_json_record};

std::string print_xlsx(const query::Collection& collection, const ExportHead& head, const std::vector<Exported>& records, Language language) {
  const auto guarded = [](std::vector<std::string> cells) {
    for (std::string& cell : cells) cell = base::guard_cell(cell);
    return cells;
  };
  documents::WorkbookSheet sheet{say(language, "export_records"), {heading(collection, language)}};
  for (const Exported& each : records) sheet.rows.push_back(guarded(cells_of(collection, each, language)));
  documents::WorkbookSheet about{say(language, "export_about"), {{say(language, "export_item"), say(language, "export_content"), "", ""}}};
  for (auto& row : head_rows(collection, head, language)) about.rows.push_back(guarded(std::move(row)));
  return documents::workbook_xlsx({std::move(sheet), std::move(about)});
}

}  // namespace zhidian::ip_search
