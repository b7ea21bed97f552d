#include "capabilities/ip_sources/ip_sources_http.hpp"

#include <filesystem>

#include "base/text.hpp"
#include "capabilities/ip_records/tidy.hpp"
#include "capabilities/ip_sources/import_round.hpp"
#include "capabilities/jobs_desk/jobs_desk.hpp"

namespace zhidian::ip_sources {
namespace {

using base::ErrorCode;
using base::Value;
using http::Response;
using ip_records::Import;
using ip_records::Source;
using query::Collection;

constexpr std::size_t longest_name = 200, longest_licence = 500, most_columns = 200;

Value columns_value(const ip_records::Mapping& columns) { return Value::Map(columns.begin(), columns.end()); }

Value to_value(const Source& source, const ip_records::Mapping& columns) {
  return Value::Map{{"id", source.id},
                    {"collection", source.collection},
                    {"name", source.name},
                    {"licence", source.licence},
                    {"data_date", base::date_value(source.data_date)},
                    {"records", source.records},
                    {"is_removed", source.is_removed},
                    {"columns", columns_value(columns)}};
}

Value::List reasons_value(const Import& import, http::Language language) {
  Value::List reasons;
  for (const auto& [id, count] : import.counts.reasons)
    reasons.emplace_back(Value::Map{{"text", http::sentence(language, id, ip_records::any_place())}, {"count", count}});
  return reasons;
}

Value to_value(const Import& import, http::Language language) {
  const ip_records::Counts& counts = import.counts;
  return Value::Map{{"id", import.id},
                    {"collection", import.collection},
                    {"source", import.source_name},
                    {"file_name", import.file_name},
                    {"kind", import.kind},
                    {"state", import.state},
                    {"permille", import.permille},
                    {"position", import.position},
                    {"accepted", counts.accepted},
                    {"changed", counts.changed},
                    {"unchanged", counts.unchanged},
                    {"rejected", counts.rejected},
                    {"reasons", reasons_value(import, language)},
                    {"failure", import.failure.empty() ? "" : jobs_desk::say_reason(language, import.failure)},
                    {"started_at", import.started_at},
                    {"ended_at", import.ended_at.empty() ? Value() : Value(import.ended_at)},
                    {"has_rejected_file", import.kind != "command" && import.rejected_bytes > 0}};
}

Value to_value(const Collection& collection, const ip_search::IndexKeeper::State& state) {
  Value::List fields;
  for (const query::Field& field : collection.fields)
    fields.emplace_back(Value::Map{{"id", field.id}, {"label", Value::Map{{"zh", field.zh}, {"en", field.en}}}});
  return Value::Map{{"id", collection.id},
                    {"label", Value::Map{{"zh", collection.zh}, {"en", collection.en}}},
                    {"is_ready", state.is_ready},
                    {"is_current", state.is_current},
                    {"documents", static_cast<std::int64_t>(state.documents)},
                    {"bytes", static_cast<std::int64_t>(state.bytes)},
                    {"fields", std::move(fields)}};
}

/// Errors: ip_sources.bad_columns.
base::Result<ip_records::Mapping> read_columns(const std::string& json, const Collection& collection) {
  ip_records::Mapping columns;
  if (json.empty()) return columns;
  const auto value = base::parse_json(json);
  if (!value || !value->is_map() || value->as_map().size() > most_columns) return base::refuse(ErrorCode::malformed, "ip_sources.bad_columns");
  for (const auto& [head, field] : value->as_map()) {
    if (!field.is_text() || (!collection.find(field.as_text()) && field.as_text() != ip_records::address_field))
      return base::refuse(ErrorCode::malformed, "ip_sources.bad_columns");
    columns[head] = field.as_text();
  }
  return columns;
}

/// What is ordered, as the address of the call says it. Errors: ip_sources.bad_source, bad_day; ip_search.unknown_collection.
base::Result<Source> read_source(const http::Call& call, const query::Collections& collections) {
  Source source;
  source.collection = call.query_at("collection");
  if (!collections.contains(source.collection)) return base::refuse(ErrorCode::not_found, "ip_search.unknown_collection");
  source.name = base::trim(call.query_at("source"));
  source.licence = base::trim(call.query_at("licence"));
  if (source.name.empty() || base::count_characters(source.name) > longest_name || base::count_characters(source.licence) > longest_licence)
    return base::refuse(ErrorCode::invalid, "ip_sources.bad_source");
  const std::string day = call.query_at("data_date");
  source.data_date = base::parse_date(day);
  if (!day.empty() && !source.data_date) return base::refuse(ErrorCode::invalid, "ip_sources.bad_day");
  return source;
}

}  // namespace

base::Result<Response> Handlers::list_ip_sources(http::Call& call) {
  Value::List items;
  for (const Source& source : ip_records::list_sources(call.db(), true)) {
    if (source.is_removed && source.records == 0) continue;
    items.push_back(to_value(source, ip_records::last_columns(call.db(), source.id)));
  }
  Value::List collections;
  for (const std::string_view id : ip_search::shown_order) {
    const auto collection = keeper_.collections().find(id);
    if (collection != keeper_.collections().end()) collections.push_back(to_value(collection->second, keeper_.state(call.db(), id)));
  }
  return http::ok(Value::Map{{"items", std::move(items)}, {"collections", std::move(collections)}});
}

base::Result<Response> Handlers::remove_ip_source(http::Call& call) {
  const auto source = ip_records::find_source(call.db(), call.path_at("source_id"));
  if (!source) return base::refuse(ErrorCode::not_found, "ip_sources.unknown_source");
  ip_records::mark_removed(call.db(), *source, call.account_id(), call.system_now, *call.random);
  return http::no_content();
}

base::Result<Response> Handlers::list_ip_imports(http::Call& call) {
  const auto page = http::read_page(call);
  if (!page) return base::refuse(page.error());
  Value::List items;
  for (const Import& import : ip_records::list_imports(call.db(), page->after, page->after_id, page->limit + 1))
    items.push_back(to_value(import, call.language));
  return http::ok(
      http::page_body(std::move(items), *page, [](const Value& item) { return std::pair(item.text_or("started_at"), item.text_or("id")); }));
}

base::Result<Response> Handlers::order_ip_import(http::Call& call) {
  if (!call.upload || call.upload->size == 0) return base::refuse(ErrorCode::invalid, "ip_sources.no_file");
  auto wanted = read_source(call, keeper_.collections());
  if (!wanted) return base::refuse(wanted.error());
  auto columns = read_columns(call.query_at("columns"), keeper_.collections().at(wanted->collection));
  if (!columns) return base::refuse(columns.error());
  if (auto kept = files_.keep(*call.upload); !kept) return base::refuse(kept.error());
  const Source source = ip_records::name_source(call.db(), std::move(*wanted), call.account_id(), call.system_now, *call.random);
  if (const auto known = ip_records::find_ordered_import(call.db(), source.id, call.upload->sha256);
      known && (known->state == "waiting" || known->state == "running"))
    return base::refuse(ErrorCode::conflict, "ip_sources.is_ordered");
  Import import;
  import.id = base::make_id(call.system_now, *call.random);
  import.source_id = source.id;
  import.file_name = files::safe_name(call.upload_name);
  import.file_hash = call.upload->sha256;
  import.kind = "file";
  import.state = "waiting";
  import.columns = std::move(*columns);
  import.ordered_by = call.account_id();
  ip_records::insert_import(call.db(), import, call.system_now);
  ip_records::log_step(call.db(), source, "order", call.account_id(),
                       Value::Map{{"import_id", import.id}, {"file_name", import.file_name}, {"file_hash", import.file_hash}}, call.system_now,
                       *call.random);
  return http::created(to_value(ip_records::find_import(call.db(), import.id).value(), call.language), "/api/ip-imports/" + import.id);
}

base::Result<Response> Handlers::download_rejected_ip_records(http::Call& call) {
  const auto import = ip_records::find_import(call.db(), call.path_at("import_id"));
  if (!import) return base::refuse(ErrorCode::not_found, "ip_sources.unknown_import");
  const std::string path = rejected_path(folder_, import->id);
  if (!std::filesystem::exists(path)) return base::refuse(ErrorCode::not_found, "ip_sources.nothing_rejected");
  return Response{200,
                  http::FileBody{path},
                  "application/x-ndjson; charset=utf-8",
                  {{"Content-Disposition", files::content_disposition(import->file_name + "-rejected.jsonl")}},
                  {},
                  {}};
}

base::Result<Response> Handlers::renew_ip_index(http::Call& call) {
  if (!keeper_.collections().contains(call.path_at("collection"))) return base::refuse(ErrorCode::not_found, "ip_search.unknown_collection");
  if (!ip_records::renew_feed(call.db(), call.path_at("collection"), call.account_id(), call.system_now, *call.random))
    return base::refuse(ErrorCode::conflict, "ip_sources.nothing_to_search");
  return http::no_content();
}

}  // namespace zhidian::ip_sources
