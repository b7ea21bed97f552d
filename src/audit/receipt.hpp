#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/log.hpp"
#include "rules/engine.hpp"

namespace zhidian::audit {

/// A performed action with all that decided it: what a receipt is made of.
struct Decision {
  std::string case_id, case_number;
  std::int64_t ordinal = 0;  // of the event in its case
  const rules::Act& act;
  const rules::Procedure& procedure;
  const rules::Action& action;
  const std::vector<std::string>& parties;  // the actor stood for
  const rules::Situation& situation;        // as it was asked
  std::string state_after;
  std::string term_length;        // of the term the action starts, as entered; empty where it starts none
  base::Date term_starts{};       // the same: the day it starts after
  std::optional<rules::Due> due;  // the same
  std::string calendar_version;
};

/// The canonical statement: act version and hash, the facts and records the conditions read (nothing else leaves the case), each
/// condition with its result and articles, the outcome. It alone suffices to ask the engine again.
base::Value make_receipt(const Decision& decision);
/// SHA-256 over the canonical statement, as the event of the log carries it. Hex.
std::string hash_receipt(const base::Value& statement);
/// The statement with a digest of each of its parts and this installation's signature: what a person takes home.
base::Value seal_receipt(const base::Value& statement, const SigningKey& key);

/// One thing that is wrong with a receipt. `kind`: unreadable, not_canonical, altered, missing, added, signature, other_key,
/// unknown_act, result. `path` names the part, e.g. statement.inputs.facts.team.full_time.
struct ReceiptFinding {
  std::string kind, path;
  std::string text_zh, text_en;
};
/// Reads a sealed receipt, names what was altered, and asks the engine again with the act version it names.
/// `public_key_hex`: the key the reader trusts; empty trusts the one inside, which proves no more than that the parts fit.
std::vector<ReceiptFinding> verify_receipt(std::string_view text, const rules::Library& library, const rules::Calendar& calendar,
                                           std::string_view public_key_hex);

}  // namespace zhidian::audit
