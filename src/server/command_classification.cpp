#include <fmt/format.h>

#include "base/value.hpp"
#include "capabilities/classifications/import_table.hpp"
#include "http/http.hpp"
#include "server/collections.hpp"
#include "server/commands.hpp"
#include "server/sentence.hpp"
#include "server/store.hpp"

namespace zhidian::server {
namespace {

using base::Value;

const classifications::Scheme& must_find_scheme(const std::string& id) {
  if (const auto* scheme = classification_tables().find_scheme(id)) return *scheme;
  throw std::runtime_error(sentence("classifications.unknown_scheme", {{"scheme", id}}));
}

Value report_value(const classifications::ImportReport& report) {
  Value::Map reasons;
  for (const auto& [id, number] : report.reasons) reasons.emplace(id, number);
  Value::List rejected;
  for (const auto& each : report.first_rejected)
    rejected.push_back(Value::Map{{"file", each.file}, {"line", each.line}, {"id", each.id}, {"text", each.text}});
  return Value::Map{{"is_unchanged", report.is_unchanged}, {"classes", report.classes},     {"withdrawn", report.withdrawn},
                    {"rejected", report.rejected},         {"reasons", std::move(reasons)}, {"first_rejected", std::move(rejected)}};
}

void print_report(const classifications::ImportReport& report) {
  if (report.is_unchanged) {
    fmt::print("文件与已导入的相同，未作改动：类目 {}，停用类号 {}。\n", report.classes, report.withdrawn);
    return;
  }
  fmt::print("类目 {}，停用类号 {}，未收录 {} 行。\n", report.classes, report.withdrawn, report.rejected);
  for (const auto& [id, number] : report.reasons) fmt::print("  {:>8}  {}\n", number, sentence(id));
  for (const auto& each : report.first_rejected) fmt::print("  {} 第 {} 行：{}  {}\n", each.file, each.line, sentence(each.id), each.text);
}

}  // namespace

int classification_import(const Place& place, const ClassificationOptions& options) {
  const classifications::Scheme& scheme = must_find_scheme(options.scheme);
  if (options.files.empty() && options.withdrawn.empty()) {
    fmt::print(stderr, "{}\n", sentence("classifications.no_file"));
    return Exit::usage;
  }
  Store store(place);
  const auto report =
      classifications::import_table(*store.database, scheme, {options.edition, options.files, options.withdrawn}, system_now(), *store.random);
  if (!report) {
    fmt::print(stderr, "{}\n", sentence(report.error().id, report.error().params));
    return Exit::finding;
  }
  if (options.json) {
    fmt::print("{}\n", base::print_json(report_value(*report)));
  } else {
    print_report(*report);
  }
  return Exit::done;
}

int classification_list(const Place& place, const ClassificationOptions& options) {
  Store store(place);
  const auto reader = store.database->read();
  Value::List items;
  for (const classifications::Scheme& scheme : classification_tables().schemes()) {
    const classifications::Table table(reader->connection(), scheme);
    for (const classifications::Edition& edition : table.editions()) {
      if (edition.is_own() && edition.classes == 0) continue;
      if (!options.json) {
        fmt::print("{:<8} {:<14} 类目 {}，停用类号 {}  {}\n", scheme.id, edition.is_own() ? "（自带顶层）" : edition.name, edition.classes,
                   edition.withdrawn, edition.imported_at);
      }
      items.push_back(Value::Map{{"scheme", scheme.id},
                                 {"edition", edition.name},
                                 {"is_own", edition.is_own()},
                                 {"classes", edition.classes},
                                 {"withdrawn", edition.withdrawn},
                                 {"imported_at", edition.imported_at}});
    }
  }
  if (options.json) fmt::print("{}\n", base::print_json(Value::Map{{"items", std::move(items)}}));
  return Exit::done;
}

}  // namespace zhidian::server
