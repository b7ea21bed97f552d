#include <fmt/format.h>

#include <algorithm>

#include "audit/proof.hpp"
#include "audit/receipt.hpp"
#include "capabilities/cases/cases.hpp"
#include "http/http.hpp"
#include "server/commands.hpp"
#include "server/sentence.hpp"
#include "server/sources.hpp"
#include "server/store.hpp"

namespace zhidian::server {
namespace {

constexpr const char* log_origin = "zhidian";

std::string must_find_case(storage::Connection& connection, const std::string& id_or_number) {
  const auto id = cases::find_case_id(connection, id_or_number);
  if (!id) throw std::runtime_error(fmt::format("没有案件 {}。", id_or_number));
  return *id;
}

/// The entry the options name: by its number, or an event of a case (its last where no ordinal is given).
std::int64_t sequence_of(storage::Connection& connection, const ProofOptions& options) {
  if (options.sequence > 0) return options.sequence;
  const auto events = audit::list_events(connection, "case", must_find_case(connection, options.case_id));
  for (auto event = events.rbegin(); event != events.rend(); ++event) {
    if (options.ordinal == 0 || event->ordinal == options.ordinal) return event->sequence;
  }
  throw std::runtime_error(fmt::format("案件 {} 没有第 {} 步。", options.case_id, options.ordinal));
}

base::Value finding_value(const audit::ReceiptFinding& finding) {
  return base::Value::Map{
      {"kind", finding.kind}, {"path", finding.path}, {"text", base::Value::Map{{"zh", finding.text_zh}, {"en", finding.text_en}}}};
}

void print_findings(const std::vector<audit::ReceiptFinding>& findings, bool has_key) {
  for (const audit::ReceiptFinding& finding : findings) {
    fmt::print("✕ [{}] {}\n    {}\n    {}\n", finding.kind, finding.path, finding.text_zh, finding.text_en);
  }
  if (!findings.empty()) return;
  fmt::print("回执完好，按所载规章版本复核，结果相同。\n");
  if (!has_key) fmt::print("注意：未给出您信任的公钥（--key），只能说明回执各部分相符，不能说明由谁签署。\n");
}

}  // namespace

int audit_key(const Place& place) {
  const Store store(place);
  fmt::print("{}\n", store.key.public_key_hex());
  return Exit::done;
}

int audit_prove(const Place& place, const ProofOptions& options) {
  if (options.sequence <= 0 && options.case_id.empty()) throw std::runtime_error("请用 --sequence 或 --case 指明一条记录。");
  const Store store(place);
  const auto reader = store.database->read();
  storage::Connection& connection = reader->connection();
  const auto checkpoint = audit::sign_head(connection, store.key, log_origin, system_now());
  const base::Value proof = must(audit::prove_inclusion(connection, sequence_of(connection, options), checkpoint));
  return print_or_write(base::print_json(proof) + "\n", options.out);
}

int audit_consistency(const Place& place, const ProofOptions& options) {
  const audit::Checkpoint earlier = read_checkpoint(options.from);
  const Store store(place);
  const auto reader = store.database->read();
  storage::Connection& connection = reader->connection();
  const audit::Checkpoint later =
      options.to.empty() ? audit::sign_head(connection, store.key, log_origin, system_now()) : read_checkpoint(options.to);
  const base::Value proof = must(audit::prove_consistency(connection, earlier, later));
  return print_or_write(base::print_json(proof) + "\n", options.out);
}

int audit_check_proof(const ProofOptions& options) {
  const auto proof = base::parse_json(read_file(options.file));
  const audit::ProofVerdict verdict = proof ? audit::check_proof(*proof, options.public_key) : audit::check_proof({}, options.public_key);
  fmt::print("{} {}\n  {}\n", verdict.is_good ? "✓" : "✕", verdict.text_zh, verdict.text_en);
  return verdict.is_good ? Exit::done : Exit::finding;
}

int receipt_export(const Place& place, const ProofOptions& options) {
  const Store store(place);
  const auto reader = store.database->read();
  storage::Connection& connection = reader->connection();
  const std::string case_id = must_find_case(connection, options.case_id);
  const auto events = audit::list_events(connection, "case", case_id);
  for (auto event = events.rbegin(); event != events.rend(); ++event) {
    if (options.ordinal != 0 && event->ordinal != options.ordinal) continue;
    if (const auto statement = cases::find_receipt(connection, case_id, event->ordinal)) {
      return print_or_write(base::print_json(audit::seal_receipt(*statement, store.key)) + "\n", options.out);
    }
  }
  throw std::runtime_error(sentence("evidence.no_receipt", {}));
}

int receipt_verify(const ProofOptions& options, bool json) {
  const rules::Loaded loaded = rules::load_library(regulation_sources(options.regulations));
  if (!loaded.problems.empty()) throw std::runtime_error(fmt::format("{}: {}", loaded.problems.front().file, loaded.problems.front().message.zh));
  const rules::Calendar calendar = must(rules::load_calendar(calendar_sources("")));
  const auto findings = audit::verify_receipt(read_file(options.file), loaded.law, calendar, options.public_key);
  if (json) {
    base::Value::List list;
    for (const audit::ReceiptFinding& finding : findings) list.push_back(finding_value(finding));
    fmt::print("{}\n", base::print_json(base::Value::Map{{"findings", std::move(list)}}));
  } else {
    print_findings(findings, !options.public_key.empty());
  }
  return findings.empty() ? Exit::done : Exit::finding;
}

}  // namespace zhidian::server
