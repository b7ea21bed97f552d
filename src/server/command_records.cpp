#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "capabilities/ip_records/import.hpp"
#include "capabilities/ip_records/tidy.hpp"
#include "http/http.hpp"
#include "server/collections.hpp"
#include "server/commands.hpp"
#include "server/sentence.hpp"
#include "server/store.hpp"

namespace zhidian::server {
namespace {

using base::Value;
using ip_records::Counts;

ip_records::Mapping read_columns(const std::vector<std::string>& columns, const query::Collection& collection) {
  ip_records::Mapping mapping;
  for (const std::string& each : columns) {
    const std::size_t sign = each.rfind('=');
    const std::string field = sign == std::string::npos ? "" : each.substr(sign + 1);
    if (!collection.find(field) && field != ip_records::address_field)
      throw std::runtime_error(fmt::format("--column {}：应为“表头=字段”，字段须是 {} 的字段。", each, collection.zh));
    mapping[each.substr(0, sign)] = field;
  }
  return mapping;
}

Value counts_value(const Counts& counts) {
  Value::Map reasons;
  for (const auto& [id, number] : counts.reasons) reasons.emplace(id, number);
  return Value::Map{{"accepted", counts.accepted},
                    {"changed", counts.changed},
                    {"unchanged", counts.unchanged},
                    {"rejected", counts.rejected},
                    {"reasons", std::move(reasons)}};
}

void print_counts(const Counts& counts, const std::string& rejected_path) {
  fmt::print("新增 {}，更新 {}，未变 {}，拒收 {}\n", counts.accepted, counts.changed, counts.unchanged, counts.rejected);
  for (const auto& [id, number] : counts.reasons) fmt::print("  {:>8}  {}\n", number, sentence(id, ip_records::any_place()));
  if (counts.rejected > 0) fmt::print("拒收的记录及原因：{}\n", rejected_path);
}

bool tell(const ip_records::Progress& progress) {
  if (progress.position % 5000 != 0 || !isatty(fileno(stderr))) return true;
  fmt::print(stderr, "\r已读 {}（{:.1f}%），新增 {}，更新 {}，拒收 {}", progress.position, static_cast<double>(progress.permille) / 10,
             progress.counts.accepted, progress.counts.changed, progress.counts.rejected);
  return true;
}

std::string rejected_path(const Place& place, const RecordsOptions& options) {
  if (!options.rejected.empty()) return options.rejected;
  const std::string folder = place.data + "/imports";
  std::filesystem::create_directories(folder);
  return fmt::format("{}/{}-{}-rejected.jsonl", folder, options.collection, std::filesystem::path(options.path).filename().string());
}

ip_records::Source wanted_source(const RecordsOptions& options) {
  ip_records::Source source;
  source.collection = options.collection;
  source.name = options.source.empty() ? std::filesystem::path(options.path).filename().string() : options.source;
  source.licence = options.licence;
  if (options.data_date.empty()) return source;
  source.data_date = base::parse_date(options.data_date);
  if (!source.data_date) throw std::runtime_error(fmt::format("--data-date {}：应为 YYYY-MM-DD。", options.data_date));
  return source;
}

Value to_value(const ip_records::Source& source) {
  return Value::Map{{"collection", source.collection}, {"name", source.name},
                    {"licence", source.licence},       {"records", source.records},
                    {"is_removed", source.is_removed}, {"data_date", base::date_value(source.data_date)}};
}

}  // namespace

int records_import(const Place& place, const RecordsOptions& options) {
  const query::Collection& collection = must_find_collection(options.collection);
  const ip_records::ImportOptions how{options.path, rejected_path(place, options), read_columns(options.columns, collection)};
  const ip_records::Source wanted = wanted_source(options);
  Store store(place);
  ip_records::Source source;
  {
    const auto transaction = store.database->write();
    source = ip_records::name_source(transaction->connection(), wanted, "", system_now(), *store.random);
    transaction->commit();
  }
  const auto imported = ip_records::import_file({*store.database, collection, system_now, *store.random}, source, how, {.tell = tell});
  if (isatty(fileno(stderr))) fmt::print(stderr, "\r\n");
  if (!imported) {
    fmt::print(stderr, "{}\n", sentence(imported.error().id, imported.error().params));
    return Exit::finding;
  }
  if (options.json) {
    Value report = counts_value(imported->counts);
    report.set("resumed_at", imported->resumed_at);
    report.set("rejected_file", imported->counts.rejected > 0 ? how.rejected_path : "");
    fmt::print("{}\n", base::print_json(report));
    return Exit::done;
  }
  if (imported->was_resumed) fmt::print("从上次中断处继续：第 {} 条之后。\n", imported->resumed_at);
  print_counts(imported->counts, how.rejected_path);
  return Exit::done;
}

int records_sources(const Place& place, const RecordsOptions& options) {
  Store store(place);
  const auto sources = ip_records::list_sources(store.database->read()->connection(), options.with_removed);
  if (options.json) {
    Value::List items;
    for (const auto& source : sources) items.emplace_back(to_value(source));
    fmt::print("{}\n", base::print_json(Value::Map{{"items", std::move(items)}}));
    return Exit::done;
  }
  for (const auto& source : sources) {
    fmt::print("{:<12} {}  {} 条  数据日期 {}  使用条款：{}{}\n", source.collection, source.name, source.records,
               source.data_date ? base::print_date(*source.data_date) : "未注明", source.licence.empty() ? "未注明" : source.licence,
               source.is_removed ? "  （已移除）" : "");
  }
  return Exit::done;
}

int records_remove_source(const Place& place, const RecordsOptions& options) {
  must_find_collection(options.collection);
  Store store(place);
  const auto removed = ip_records::remove_source(*store.database, options.collection, options.source, system_now(), *store.random);
  if (!removed) {
    fmt::print(stderr, "{}\n", sentence(removed.error().id, removed.error().params));
    return Exit::finding;
  }
  fmt::print("已移除来源“{}”，撤出 {} 条记录。\n", options.source, *removed);
  return Exit::done;
}

}  // namespace zhidian::server
