#include <fmt/format.h>
#include <fmt/ranges.h>

#include "capabilities/regulations/regulations.hpp"
#include "capabilities/services/services.hpp"
#include "documents/workbook.hpp"

namespace zhidian::services {
namespace {

using base::Value;
using regulations::to_value;

rules::Text kind_label(const Kinds& kinds, const std::string& id) {
  const rules::ListedKind* kind = rules::find_kind(kinds, id);
  return kind ? kind->label : rules::Text{id, id};
}

std::string word(const std::string& id, const std::map<std::string, std::string>& params = {}) {
  return http::sentence(http::Language::zh, "services." + id, params);
}

/// The figures as a summary tells them, in Chinese, the language of the official form.
std::string print_figures(const std::vector<Figure>& figures, const Kinds& kinds) {
  if (figures.empty()) return "";
  std::int64_t people = 0;
  std::vector<std::string> parts;
  for (const Figure& figure : figures) {
    people += figure.people;
    parts.push_back(word("figure", {{"kind", kind_label(kinds, figure.kind).zh}, {"times", std::to_string(figure.times)}}));
  }
  return word(people > 0 ? "figures_with_people" : "figures",
              {{"list", fmt::format("{}", fmt::join(parts, "、"))}, {"people", std::to_string(people)}});
}

}  // namespace

Value to_value(const rules::ListedKind& kind) {
  return Value::Map{{"id", kind.id}, {"label", to_value(kind.label)}, {"cites", Value::List(kind.cites.begin(), kind.cites.end())}};
}

Value to_value(const Record& record, const Kinds& kinds) {
  return Value::Map{{"id", record.id},
                    {"organisation_id", record.organisation_id},
                    {"organisation_name", record.organisation_name},
                    {"kind", record.kind},
                    {"kind_label", to_value(kind_label(kinds, record.kind))},
                    {"on", base::print_date(record.on)},
                    {"title", record.title},
                    {"recipients", record.recipients},
                    {"content", record.content},
                    {"effect", record.effect},
                    {"times", record.times},
                    {"people", record.people ? Value(*record.people) : Value()},
                    {"withdrawn_reason", record.withdrawn_reason},
                    {"version", record.version},
                    {"is_mine", record.is_mine}};
}

Value to_value(const std::vector<Figure>& figures, const Kinds& kinds) {
  Value::List items;
  for (const Figure& figure : figures) {
    items.emplace_back(Value::Map{{"kind", figure.kind},
                                  {"kind_label", to_value(kind_label(kinds, figure.kind))},
                                  {"records", figure.records},
                                  {"times", figure.times},
                                  {"people", figure.people}});
  }
  return Value::Map{{"items", std::move(items)}, {"text", print_figures(figures, kinds)}};
}

Value versions_value(storage::Connection& connection, const Record& record, const Kinds& kinds) {
  return audit::list_versions(connection, records_in_log.subject_kind, record.id, to_value(record, kinds),
                              [&](Value& version) { version.set("kind_label", to_value(kind_label(kinds, version.text_or("kind")))); });
}

std::string export_workbook(const std::vector<Record>& records, const Kinds& kinds) {
  documents::WorkbookSheet sheet{word("sheet"), {{}}};
  for (const char* column : {"on", "organisation", "kind", "title", "recipients", "content", "effect", "times", "people", "withdrawn"})
    sheet.rows.front().push_back(word(std::string("column_") + column));
  for (const Record& record : records) {
    sheet.rows.push_back({base::print_date(record.on), record.organisation_name, kind_label(kinds, record.kind).zh, record.title, record.recipients,
                          record.content, record.effect, std::to_string(record.times), record.people ? std::to_string(*record.people) : "",
                          record.withdrawn_reason});
  }
  return documents::workbook_xlsx({sheet});
}

}  // namespace zhidian::services
