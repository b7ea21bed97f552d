#include "audit/records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace zhidian::audit {
namespace {

std::map<std::string, Told> replay(storage::Connection& connection, const RecordKind& kind) {
  std::map<std::string, Told> told;
  for (StoredEvent& event : list_events_of_kind(connection, kind.subject_kind)) {
    Told& subject = told[event.subject_id];
    kind.apply(subject.record, event);
    if (subject.first.sequence == 0) subject.first = event;
    subject.last = std::move(event);
  }
  return told;
}

std::string print_member(const base::Value& value) { return value.is_text() ? value.as_text() : base::print_json(value); }

std::set<std::string> members_of(const base::Value& one, const base::Value& other) {
  std::set<std::string> names;
  for (const base::Value* value : {&one, &other}) {
    if (!value->is_map()) continue;
    for (const auto& [name, member] : value->as_map()) names.insert(name);
  }
  return names;
}

Finding finding_of(const Told& told, std::string zh, std::string en) {
  return {"state", told.first.sequence, told.last.sequence, std::move(zh), std::move(en)};
}

void compare(std::string_view kind, const std::string& id, const base::Value& stored, const Told& told, std::vector<Finding>& findings) {
  for (const std::string& name : members_of(stored, told.record)) {
    if (stored.at(name) == told.record.at(name)) continue;
    const std::string left = print_member(stored.at(name)), right = print_member(told.record.at(name));
    findings.push_back(finding_of(told, fmt::format("{} {} 的 {}：记录为“{}”，按日志应为“{}”。", kind, id, name, left, right),
                                  fmt::format("{} {}, {}: the record says \"{}\", the log says \"{}\".", kind, id, name, left, right)));
  }
}

}  // namespace

std::vector<Finding> compare_records(storage::Connection& connection, const RecordKind& kind) {
  std::vector<Finding> findings;
  const std::string_view subject_kind = kind.subject_kind;
  const Records stored = kind.stored(connection);
  const std::map<std::string, Told> told = replay(connection, kind);
  for (const auto& [id, subject] : told) {
    const auto record = stored.find(id);
    if (record != stored.end() && subject.record.is_null()) {
      findings.push_back(finding_of(subject, fmt::format("{} {}：按日志已经撤除，记录还在。", subject_kind, id),
                                    fmt::format("{} {}: the log says it was taken out, the record still stands.", subject_kind, id)));
    } else if (record != stored.end()) {
      compare(subject_kind, id, record->second, subject, findings);
    } else if (!subject.record.is_null()) {
      findings.push_back(finding_of(subject, fmt::format("{} {}：日志有记载，记录不见了。", subject_kind, id),
                                    fmt::format("{} {}: the log tells of it, the record is gone.", subject_kind, id)));
    }
  }
  for (const auto& [id, record] : stored) {
    if (told.contains(id)) continue;
    findings.push_back(finding_of({}, fmt::format("{} {}：有记录，日志没有记载。", subject_kind, id),
                                  fmt::format("{} {}: a record stands there that the log does not tell of.", subject_kind, id)));
  }
  return findings;
}

Rewritten rewrite_records(storage::Connection& connection, const RecordKind& kind) {
  Rewritten counted;
  const Records stored = kind.stored(connection);
  for (const auto& [id, subject] : replay(connection, kind)) {
    const auto record = stored.find(id);
    std::vector<Finding> differences;
    const bool is_missing = record == stored.end();
    if (!is_missing && !subject.record.is_null()) compare(kind.subject_kind, id, record->second, subject, differences);
    if (subject.record.is_null() ? is_missing : !is_missing && differences.empty()) {
      counted.equal += is_missing ? 0 : 1;
      continue;
    }
    kind.write(connection, id, subject, is_missing);
    ++counted.rewritten;
  }
  if (counted.rewritten > 0 && kind.after) kind.after(connection);
  return counted;
}

void append_whole(storage::Connection& connection, const Change& change, base::Value whole, const Hand& hand, base::Random& random) {
  append(connection, make_event(change.subject_kind, change.id, change.version, change.action, hand.account_id, hand.at, std::move(whole)), random);
}

void apply_whole(base::Value& record, const StoredEvent& event) {
  base::Value::Map whole = event.content.as_map();
  whole.erase("why");
  record = base::Value(std::move(whole));
}

base::Value::List list_versions(storage::Connection& connection, std::string_view subject_kind, const std::string& id, const base::Value& shown,
                                const std::function<void(base::Value&)>& complete) {
  base::Value::List versions;
  for (const StoredEvent& event : list_events(connection, subject_kind, id)) {
    base::Value version = shown;
    for (const auto& [name, member] : event.content.as_map()) version.set(name, member);
    version.set("version", event.ordinal);
    version.set("action", event.action);
    version.set("why", event.content.text_or("why"));
    version.set("written_on", base::print_date(event.on));
    complete(version);
    versions.push_back(std::move(version));
  }
  return versions;
}

}  // namespace zhidian::audit
