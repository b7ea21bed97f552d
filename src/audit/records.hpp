#pragma once
#include <functional>
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

/// Who writes, when.
struct Hand {
  std::string account_id;
  base::Instant at;
};
/// Which change of which record: each makes a version, from 1.
struct Change {
  std::string_view subject_kind, id;
  std::int64_t version;
  std::string_view action;
};
/// Tells a change by the whole record it leaves, so that every version can be read again. The member `why` of an event, the reason of a correction,
/// is no part of the record.
void append_whole(storage::Connection& connection, const Change& change, base::Value whole, const Hand& hand, base::Random& random);
/// `apply` of a kind whose events tell the whole record.
void apply_whole(base::Value& record, const StoredEvent& event);
/// Each version of such a record, oldest first: `shown` with what the event told in its place, and version, action, why, written_on. `complete` sets
/// what follows from these members.
base::Value::List list_versions(storage::Connection& connection, std::string_view subject_kind, const std::string& id, const base::Value& shown,
                                const std::function<void(base::Value&)>& complete);

}  // namespace zhidian::audit
