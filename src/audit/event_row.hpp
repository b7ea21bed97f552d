#pragma once
#include <string>

#include "audit/log.hpp"

namespace zhidian::audit {

/// One row of table `events`, texts as they stand there: what the leaf covers, byte by byte.
struct EventRow {
  std::int64_t sequence = 0;
  std::string id, subject_kind, subject_id;
  std::int64_t ordinal = 0;
  std::string action, actor_kind, actor_id, on_date, at, act_version, calendar_version, content;
  std::optional<std::string> personal;
  std::string personal_hash, salt, leaf_hash;
};
EventRow read_event_row(const storage::Row& row);
/// The same into an event there already: over a whole log its texts need no new memory.
void refill_event_row(const storage::Row& row, EventRow& event);

/// The covered fields in order, each with its tag, integers as 8 bytes, texts with their length: no two different
/// events have the same bytes.
std::string print_fields(const EventRow& row);
/// The leaf hash (32 bytes) of these fields standing at `sequence`.
std::string hash_fields(std::int64_t sequence, std::string_view fields);
/// Covers the personal part with a salt, so that it cannot be guessed once it is erased. Hex.
std::string hash_personal(std::string_view salt, std::string_view personal);
/// False where the personal part is not what the event was written with. Erased (no text, no salt) is true.
bool is_personal_sound(const EventRow& row);

}  // namespace zhidian::audit
