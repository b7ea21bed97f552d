#include <algorithm>

#include "capabilities/regulations/regulations.hpp"
#include "capabilities/supports/supports.hpp"
#include "documents/workbook.hpp"

namespace zhidian::supports {
namespace {

using base::Value;
using regulations::to_value;

rules::Text kind_label(const Kinds& kinds, const std::string& id) {
  const rules::ListedKind* kind = rules::find_kind(kinds, id);
  return kind ? kind->label : rules::Text{id, id};
}

rules::Text respect_label(const Kinds& kinds, const std::string& kind_id, const std::string& id) {
  const rules::ListedKind* kind = rules::find_kind(kinds, kind_id);
  if (!kind) return {id, id};
  const auto found = std::ranges::find(kind->respects, id, &rules::ListedKind::Respect::id);
  return found == kind->respects.end() ? rules::Text{id, id} : found->label;
}

std::string word(const std::string& id) { return http::sentence(http::Language::zh, "supports." + id, {}); }

/// Yuan with two decimals, without a sign.
std::string print_sum(std::int64_t fen) {
  const std::string cents = std::to_string(100 + fen % 100);
  return std::to_string(fen / 100) + "." + cents.substr(1);
}

}  // namespace

Value to_value(const rules::ListedKind& kind) {
  Value::List respects;
  for (const auto& respect : kind.respects) respects.emplace_back(Value::Map{{"id", respect.id}, {"label", to_value(respect.label)}});
  return Value::Map{{"id", kind.id},
                    {"label", to_value(kind.label)},
                    {"respects", std::move(respects)},
                    {"cites", Value::List(kind.cites.begin(), kind.cites.end())}};
}

Value to_value(const Record& record, const Kinds& kinds) {
  return Value::Map{{"id", record.id},
                    {"organisation_id", record.organisation_id},
                    {"organisation_name", record.organisation_name},
                    {"division_name", record.division_name},
                    {"authority_id", record.authority_id},
                    {"authority_name", record.authority_name},
                    {"request_id", record.request_id},
                    {"kind", record.kind},
                    {"kind_label", to_value(kind_label(kinds, record.kind))},
                    {"respect", record.respect},
                    {"respect_label", record.respect.empty() ? Value() : to_value(respect_label(kinds, record.kind, record.respect))},
                    {"on", base::print_date(record.on)},
                    {"content", record.content},
                    {"result", record.result},
                    {"document", record.document},
                    {"sum_fen", record.sum_fen ? Value(*record.sum_fen) : Value()},
                    {"withdrawn_reason", record.withdrawn_reason},
                    {"version", record.version}};
}

Value to_value(const Request& request, const Kinds& kinds) {
  return Value::Map{{"id", request.id},
                    {"organisation_id", request.organisation_id},
                    {"organisation_name", request.organisation_name},
                    {"authority_id", request.authority_id},
                    {"authority_name", request.authority_name},
                    {"kind", request.kind},
                    {"kind_label", to_value(kind_label(kinds, request.kind))},
                    {"respect", request.respect},
                    {"respect_label", request.respect.empty() ? Value() : to_value(respect_label(kinds, request.kind, request.respect))},
                    {"content", request.content},
                    {"asked_on", base::print_date(request.asked_on)},
                    {"state", request.state},
                    {"answer", request.answer},
                    {"closed_on", base::date_value(request.closed_on)},
                    {"version", request.version}};
}

Value versions_value(storage::Connection& connection, const Record& record, const Kinds& kinds) {
  return audit::list_versions(connection, records_in_log.subject_kind, record.id, to_value(record, kinds), [&](Value& version) {
    const std::string kind = version.text_or("kind"), respect = version.text_or("respect");
    version.set("kind_label", to_value(kind_label(kinds, kind)));
    version.set("respect_label", respect.empty() ? Value() : to_value(respect_label(kinds, kind, respect)));
  });
}

std::string export_workbook(const std::vector<Record>& records, const Kinds& kinds) {
  documents::WorkbookSheet sheet{word("sheet"), {{}}};
  for (const char* column : {"on", "organisation", "division", "kind", "respect", "content", "result", "document", "sum", "authority", "withdrawn"})
    sheet.rows.front().push_back(word(std::string("column_") + column));
  for (const Record& record : records) {
    sheet.rows.push_back({base::print_date(record.on), record.organisation_name, record.division_name, kind_label(kinds, record.kind).zh,
                          record.respect.empty() ? "" : respect_label(kinds, record.kind, record.respect).zh, record.content, record.result,
                          record.document, record.sum_fen ? print_sum(*record.sum_fen) : "", record.authority_name, record.withdrawn_reason});
  }
  return documents::workbook_xlsx({sheet});
}

}  // namespace zhidian::supports
