#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/value.hpp"
#include "storage/storage.hpp"

namespace zhidian::audit {

/// One thing that happened. The public part alone determines state; the personal part may be erased, because the
/// leaf covers only its salted hash.
struct Event {
  std::string subject_kind;  // case, organisation, account, window, notice, outlet, …
  std::string subject_id;
  std::int64_t ordinal = 0;      // 1, 2, 3 … per subject; unique, so two writers cannot both append the same step
  std::string action;            // submit, return, publish, …
  std::string actor_kind;        // account, anonymous, system
  std::string actor_id;          // account id, or empty
  base::Date on;                 // civil date of business time
  base::Instant at;              // business time
  std::string act_version;       // "shenyang_outlet_2024@1", or empty
  std::string calendar_version;  // or empty
  base::Value content;           // public fields of the event
  base::Value personal;          // null, or what may be erased
};

/// What an account did, or the system where the account is empty, at an instant of business time.
Event make_event(std::string_view subject_kind, std::string_view subject_id, std::int64_t ordinal, std::string_view action,
                 std::string_view account_id, base::Instant at, base::Value content = {});

struct StoredEvent : Event {
  std::int64_t sequence = 0;  // 1 … n over the whole log
  std::string id;
  std::string salt;       // hex; empty when personal is null
  std::string leaf_hash;  // hex
};

/// Appends inside the caller's transaction; must be the last statements before commit, because it locks the head row.
/// Returns the sequence number. A second event with the same (subject, ordinal) is a Failure{constraint}.
std::int64_t append(storage::Connection& connection, const Event& event, base::Random& random);

std::vector<StoredEvent> list_events(storage::Connection& connection, std::string_view subject_kind, std::string_view subject_id);
/// Every event about records of a kind, in the order of the log.
std::vector<StoredEvent> list_events_of_kind(storage::Connection& connection, std::string_view subject_kind);
/// Events after `sequence`, at most `limit`, in order: the feed rebuilders and outboxes follow.
std::vector<StoredEvent> list_events_after(storage::Connection& connection, std::int64_t sequence, std::int64_t limit);

struct Head {
  std::int64_t size = 0;
  std::string root;  // hex; of the empty tree: SHA-256 of nothing
};
Head get_head(storage::Connection& connection);

/// A signed statement "the first `size` entries have this root". Ed25519; canonical JSON.
struct Checkpoint {
  std::string origin;
  std::int64_t size = 0;
  std::string root;
  base::Instant at;
  std::string key_id;
  std::string signature;  // hex
};
base::Value to_value(const Checkpoint& checkpoint);
base::Result<Checkpoint> parse_checkpoint(const base::Value& value);

/// The signing key of this installation: `signing.key` in the data folder (mode 0600), made at first use.
/// Throws std::runtime_error with one sentence where the file is readable by others or holds no key.
class SigningKey {
 public:
  static SigningKey load_or_create(const std::string& path, base::Random& random);
  std::string public_key_hex() const;
  std::string key_id() const;
  std::string sign(std::string_view message) const;  // hex

 private:
  std::string private_key_, public_key_;
};
/// How a public key (32 bytes) is named: the first 16 hex digits of its hash.
std::string id_of_key(std::string_view public_key);
bool verify_signature(std::string_view public_key_hex, std::string_view message, std::string_view signature_hex);

/// True where this key signed exactly this checkpoint.
bool is_signed_by(const Checkpoint& checkpoint, std::string_view public_key_hex);

/// Signs the present head without keeping anything.
Checkpoint sign_head(storage::Connection& connection, const SigningKey& key, std::string_view origin, base::Instant at);
/// Signs the present head and keeps the checkpoint in table `checkpoints`.
Checkpoint make_checkpoint(storage::Connection& connection, const SigningKey& key, std::string_view origin, base::Instant at);

/// What is wrong with the log, where. `kind`: flipped, deleted, inserted, swapped, truncated, rewritten, bad_signature, state.
struct Finding {
  std::string kind;
  std::int64_t first = 0, last = 0;  // sequence numbers the finding is located to, inclusive
  std::string text_zh, text_en;
};
/// Checks tree, rows against leaves, stored and given checkpoints. A rewrite is located to the interval between two checkpoints.
std::vector<Finding> verify(storage::Connection& connection, const std::vector<Checkpoint>& outside, std::string_view public_key_hex);

}  // namespace zhidian::audit
