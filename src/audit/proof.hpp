#pragma once
#include <string>
#include <string_view>

#include "audit/log.hpp"

namespace zhidian::audit {

/// A document that shows, to somebody who has nothing but this installation's public key, that one event stands in the log a
/// checkpoint signed: the event's public fields, the path to the root, the checkpoint. The erasable part stays covered by its hash.
/// Errors: audit.no_such_event, audit.leaf_unsound (the row no longer is what was written).
base::Result<base::Value> prove_inclusion(storage::Connection& connection, std::int64_t sequence, const Checkpoint& checkpoint);
/// A document that shows that the log of the earlier checkpoint is an unaltered beginning of the later one.
/// Errors: audit.checkpoints_out_of_order, audit.not_this_log (the log does not have the earlier root: it was cut or rewritten).
base::Result<base::Value> prove_consistency(storage::Connection& connection, const Checkpoint& earlier, const Checkpoint& later);

/// What is wrong with a proof, in both languages; `is_good` where nothing is.
struct ProofVerdict {
  bool is_good = false;
  std::string text_zh, text_en;
};
/// Checks either kind of document off line, against the public key the reader trusts.
ProofVerdict check_proof(const base::Value& proof, std::string_view public_key_hex);

}  // namespace zhidian::audit
