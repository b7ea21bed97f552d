#include "audit/proof.hpp"

#include <fmt/format.h>

#include "audit/event_row.hpp"
#include "audit/sql.hpp"
#include "audit/tree.hpp"

namespace zhidian::audit {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::string_view inclusion_kind = "zhidian_inclusion_1", consistency_kind = "zhidian_consistency_1";

/// The first `size` leaf hashes. Memory: about 60 bytes a leaf.
base::Result<Hashes> read_leaves(storage::Connection& connection, std::int64_t size) {
  Hashes leaves;
  bool is_sound = true;
  connection.query(sql::audit::list_leaf_hashes, {size}, [&](const storage::Row& row) {
    auto leaf = from_hex(row.text("leaf_hash"));
    is_sound = is_sound && leaf && row.integer("sequence") == static_cast<std::int64_t>(leaves.size()) + 1;
    leaves.push_back(leaf.value_or(""));
  });
  if (!is_sound || static_cast<std::int64_t>(leaves.size()) != size) return base::refuse(ErrorCode::conflict, "audit.leaf_unsound");
  return leaves;
}

Value path_value(const Hashes& path) {
  Value::List list;
  for (const auto& node : path) list.emplace_back(base::to_hex(node));
  return list;
}

std::optional<Hashes> parse_path(const Value& list) {
  if (!list.is_list()) return std::nullopt;
  Hashes path;
  for (const auto& node : list.as_list()) {
    auto bytes = node.is_text() ? from_hex(node.as_text()) : std::nullopt;
    if (!bytes || bytes->size() != 32) return std::nullopt;
    path.push_back(*bytes);
  }
  return path;
}

/// The covered fields of an event, as JSON texts and integers.
Value event_value(const EventRow& row) {
  return Value::Map{{"sequence", row.sequence},         {"id", row.id},
                    {"subject_kind", row.subject_kind}, {"subject_id", row.subject_id},
                    {"ordinal", row.ordinal},           {"action", row.action},
                    {"actor_kind", row.actor_kind},     {"actor_id", row.actor_id},
                    {"on_date", row.on_date},           {"at", row.at},
                    {"act_version", row.act_version},   {"calendar_version", row.calendar_version},
                    {"content", row.content},           {"personal_hash", row.personal_hash}};
}

EventRow parse_event(const Value& value) {
  EventRow row;
  row.sequence = value.integer_or("sequence", 0);
  row.id = value.text_or("id");
  row.subject_kind = value.text_or("subject_kind");
  row.subject_id = value.text_or("subject_id");
  row.ordinal = value.integer_or("ordinal", 0);
  row.action = value.text_or("action");
  row.actor_kind = value.text_or("actor_kind");
  row.actor_id = value.text_or("actor_id");
  row.on_date = value.text_or("on_date");
  row.at = value.text_or("at");
  row.act_version = value.text_or("act_version");
  row.calendar_version = value.text_or("calendar_version");
  row.content = value.text_or("content");
  row.personal_hash = value.text_or("personal_hash");
  return row;
}

ProofVerdict bad(std::string zh, std::string en) { return {false, std::move(zh), std::move(en)}; }
ProofVerdict malformed() { return bad("不是完整的证明文件。", "This is no complete proof."); }

std::optional<Checkpoint> signed_checkpoint(const Value& value, std::string_view public_key_hex) {
  auto checkpoint = parse_checkpoint(value);
  if (!checkpoint || !is_signed_by(*checkpoint, public_key_hex)) return std::nullopt;
  return *checkpoint;
}

ProofVerdict unsigned_checkpoint() { return bad("检查点不是由所给公钥签署的。", "A checkpoint is not signed by the key given."); }

ProofVerdict check_inclusion(const Value& proof, std::string_view public_key_hex) {
  auto path = parse_path(proof.at("path"));
  if (!path || !proof.at("event").is_map()) return malformed();
  auto checkpoint = signed_checkpoint(proof.at("checkpoint"), public_key_hex);
  if (!checkpoint) return unsigned_checkpoint();
  auto row = parse_event(proof.at("event"));
  if (event_value(row) != proof.at("event")) return malformed();
  if (row.sequence < 1 || row.sequence > checkpoint->size) {
    return bad(fmt::format("第 {} 条不在规模为 {} 的检查点之内。", row.sequence, checkpoint->size),
               fmt::format("Entry {} is not within the checkpoint of size {}.", row.sequence, checkpoint->size));
  }
  auto root = follow_inclusion(hash_fields(row.sequence, print_fields(row)), static_cast<std::uint64_t>(row.sequence - 1),
                               static_cast<std::uint64_t>(checkpoint->size), *path);
  if (!root || base::to_hex(*root) != checkpoint->root) {
    return bad(fmt::format("第 {} 条记录或其路径与签署的根不符，内容被改动。", row.sequence),
               fmt::format("Entry {} or its path does not lead to the signed root: something was altered.", row.sequence));
  }
  return {true, fmt::format("第 {} 条记录在签署的日志之中（规模 {}）。", row.sequence, checkpoint->size),
          fmt::format("Entry {} stands in the signed log of {} entries.", row.sequence, checkpoint->size)};
}

ProofVerdict check_consistency(const Value& proof, std::string_view public_key_hex) {
  auto path = parse_path(proof.at("path"));
  if (!path) return malformed();
  auto earlier = signed_checkpoint(proof.at("earlier"), public_key_hex), later = signed_checkpoint(proof.at("later"), public_key_hex);
  if (!earlier || !later) return unsigned_checkpoint();
  bool is_good = follow_consistency(static_cast<std::uint64_t>(earlier->size), from_hex(earlier->root).value_or(""),
                                    static_cast<std::uint64_t>(later->size), from_hex(later->root).value_or(""), *path);
  if (!is_good) {
    return bad(fmt::format("规模 {} 的日志不是规模 {} 的日志原样的开头。", earlier->size, later->size),
               fmt::format("The log of {} entries is not an unaltered beginning of the log of {}.", earlier->size, later->size));
  }
  return {true, fmt::format("规模 {} 的日志是规模 {} 的日志原样的开头。", earlier->size, later->size),
          fmt::format("The log of {} entries is an unaltered beginning of the log of {}.", earlier->size, later->size)};
}

}  // namespace

base::Result<Value> prove_inclusion(storage::Connection& connection, std::int64_t sequence, const Checkpoint& checkpoint) {
  auto row = connection.find(sql::audit::find_event, {sequence}, read_event_row);
  if (!row || sequence > checkpoint.size) return base::refuse(ErrorCode::not_found, "audit.no_such_event");
  auto leaves = read_leaves(connection, checkpoint.size);
  if (!leaves) return base::refuse(std::move(leaves.error()));
  auto index = static_cast<std::size_t>(sequence - 1);
  if (hash_fields(sequence, print_fields(*row)) != (*leaves)[index]) return base::refuse(ErrorCode::conflict, "audit.leaf_unsound");
  return Value(Value::Map{{"kind", inclusion_kind},
                          {"event", event_value(*row)},
                          {"path", path_value(inclusion_path(*leaves, index))},
                          {"checkpoint", to_value(checkpoint)}});
}

base::Result<Value> prove_consistency(storage::Connection& connection, const Checkpoint& earlier, const Checkpoint& later) {
  if (earlier.size < 1 || earlier.size > later.size) return base::refuse(ErrorCode::invalid, "audit.checkpoints_out_of_order");
  auto leaves = read_leaves(connection, later.size);
  if (!leaves) return base::refuse(std::move(leaves.error()));
  auto old_size = static_cast<std::size_t>(earlier.size);
  bool is_this_log = base::to_hex(root_of(std::span(*leaves).first(old_size))) == earlier.root && base::to_hex(root_of(*leaves)) == later.root;
  if (!is_this_log) return base::refuse(ErrorCode::conflict, "audit.not_this_log");
  return Value(Value::Map{{"kind", consistency_kind},
                          {"earlier", to_value(earlier)},
                          {"later", to_value(later)},
                          {"path", path_value(consistency_path(*leaves, old_size))}});
}

ProofVerdict check_proof(const Value& proof, std::string_view public_key_hex) {
  if (proof.text_or("kind") == inclusion_kind) return check_inclusion(proof, public_key_hex);
  if (proof.text_or("kind") == consistency_kind) return check_consistency(proof, public_key_hex);
  return malformed();
}

}  // namespace zhidian::audit
