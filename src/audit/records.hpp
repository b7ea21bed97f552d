#pragma once
#include <map>
#include <string>
#include <vector>

#include "audit/log.hpp"

namespace zhidian::audit {

/// The records of one kind as they are stored, each in the members its events tell. Shape: subject id → map.
using Records = std::map<std::string, base::Value>;
/// A record as its events tell it, with the first and the last of them.
struct Told {
  base::Value record;
  StoredEvent first, last;
};
/// How many records of a kind were as the log tells them, and how many were written anew.
struct Rewritten {
  std::int64_t equal = 0, rewritten = 0;
};

/// A kind of record the log determines. `apply` says what an event makes of the record: the first one finds it null, and one that makes it null says
/// that nothing may be stored any more. `write` writes what the log tells over the stored record, makes it anew where it is missing, takes it out
/// where the told record is null; what the log does not hold stays as it is. `after` follows, once, where something was written; it may be null.
struct RecordKind {
  std::string_view subject_kind;
  Records (*stored)(storage::Connection& connection);
  void (*apply)(base::Value& record, const StoredEvent& event);
  void (*write)(storage::Connection& connection, const std::string& id, const Told& told, bool is_missing);
  void (*after)(storage::Connection& connection) = nullptr;
};

/// Plays the events of a kind again and says where the stored records part from them: a member that differs, a record without an event, an
/// event without its record. `kind` of each finding is state.
std::vector<Finding> compare_records(storage::Connection& connection, const RecordKind& kind);
/// Plays the events of a kind again and writes every record that parts from them. A record the log does not tell of is left alone.
Rewritten rewrite_records(storage::Connection& connection, const RecordKind& kind);

}  // namespace zhidian::audit
