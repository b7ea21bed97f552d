#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "server/commands.hpp"
#include "server/projections.hpp"
#include "server/sources.hpp"
#include "server/store.hpp"

namespace zhidian::server {
namespace {

std::vector<audit::Checkpoint> read_checkpoints(const std::vector<std::string>& paths) {
  std::vector<audit::Checkpoint> checkpoints;
  for (const std::string& path : paths) checkpoints.push_back(read_checkpoint(path));
  return checkpoints;
}

base::Value to_value(const audit::Finding& finding) {
  return base::Value::Map{{"kind", finding.kind},
                          {"first", finding.first},
                          {"last", finding.last},
                          {"text", base::Value::Map{{"zh", finding.text_zh}, {"en", finding.text_en}}}};
}

}  // namespace

audit::Checkpoint read_checkpoint(const std::string& path) {
  const auto value = base::parse_json(read_file(path));
  if (!value) throw std::runtime_error(fmt::format("{}: {}", path, value.error().id));
  auto checkpoint = audit::parse_checkpoint(*value);
  if (!checkpoint) throw std::runtime_error(fmt::format("{}: {}", path, checkpoint.error().id));
  return std::move(*checkpoint);
}

int print_or_write(const std::string& text, const std::string& out_file) {
  if (out_file.empty()) {
    fmt::print("{}", text);
    return Exit::done;
  }
  std::ofstream stream(out_file, std::ios::binary);
  stream << text;
  if (!stream.flush()) throw std::runtime_error(fmt::format("cannot write {}", out_file));
  return Exit::done;
}

int audit_verify(const Place& place, const std::vector<std::string>& checkpoint_files, bool json) {
  const std::vector<audit::Checkpoint> outside = read_checkpoints(checkpoint_files);
  Store store(place);
  const auto reader = store.database->read();
  storage::Connection& connection = reader->connection();
  std::vector<audit::Finding> findings = audit::verify(connection, outside, store.key.public_key_hex());
  for (const Projection& projection : list_projections()) std::ranges::move(projection.compare(connection), std::back_inserter(findings));
  const audit::Head head = audit::get_head(connection);
  if (json) {
    base::Value::List list;
    for (const audit::Finding& finding : findings) list.push_back(to_value(finding));
    fmt::print("{}\n", base::print_json(base::Value::Map{{"size", head.size}, {"root", head.root}, {"findings", std::move(list)}}));
  } else {
    for (const audit::Finding& finding : findings)
      fmt::print("✕ [{}] {}–{} {}\n    {}\n", finding.kind, finding.first, finding.last, finding.text_zh, finding.text_en);
    if (findings.empty()) fmt::print("日志 {} 条，根 {}，与各条记录、检查点和回放状态一致。\n", head.size, head.root);
  }
  return findings.empty() ? Exit::done : Exit::finding;
}

int audit_checkpoint(const Place& place, const std::string& out_file) {
  Store store(place);
  const auto transaction = store.database->write();
  const audit::Checkpoint checkpoint = audit::make_checkpoint(transaction->connection(), store.key, "zhidian", system_now());
  transaction->commit();
  return print_or_write(base::print_json(audit::to_value(checkpoint)) + "\n", out_file);
}

}  // namespace zhidian::server
