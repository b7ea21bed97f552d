#include "audit/event_row.hpp"

#include "audit/tree.hpp"

namespace zhidian::audit {
namespace {

void put_head(std::string& bytes, char tag, std::uint64_t value) {
  char octets[9] = {tag};
  for (int index = 0; index < 8; ++index) octets[index + 1] = static_cast<char>(value >> (56 - 8 * index) & 0xff);
  bytes.append(octets, sizeof octets);
}

void put(std::string& bytes, char tag, std::int64_t value) { put_head(bytes, tag, static_cast<std::uint64_t>(value)); }

void put(std::string& bytes, char tag, std::string_view text) {
  put_head(bytes, tag, text.size());
  bytes += text;
}

}  // namespace

void refill_event_row(const storage::Row& row, EventRow& event) {
  event.sequence = row.integer("sequence");
  event.id = row.view("id");
  event.subject_kind = row.view("subject_kind");
  event.subject_id = row.view("subject_id");
  event.ordinal = row.integer("ordinal");
  event.action = row.view("action");
  event.actor_kind = row.view("actor_kind");
  event.actor_id = row.view("actor_id");
  event.on_date = row.view("on_date");
  event.at = row.view("at");
  event.act_version = row.view("act_version");
  event.calendar_version = row.view("calendar_version");
  event.content = row.view("content");
  event.personal = row.optional_text("personal");
  event.personal_hash = row.view("personal_hash");
  event.salt = row.view("salt");
  event.leaf_hash = row.view("leaf_hash");
}

EventRow read_event_row(const storage::Row& row) {
  EventRow event;
  refill_event_row(row, event);
  return event;
}

std::string print_fields(const EventRow& row) {
  std::string bytes;
  bytes.reserve(row.content.size() + 512);
  put(bytes, 'i', row.id);
  put(bytes, 'k', row.subject_kind);
  put(bytes, 's', row.subject_id);
  put(bytes, 'o', row.ordinal);
  put(bytes, 'a', row.action);
  put(bytes, 'r', row.actor_kind);
  put(bytes, 'u', row.actor_id);
  put(bytes, 'd', row.on_date);
  put(bytes, 't', row.at);
  put(bytes, 'v', row.act_version);
  put(bytes, 'c', row.calendar_version);
  put(bytes, 'p', row.content);
  put(bytes, 'h', row.personal_hash);
  return bytes;
}

std::string hash_fields(std::int64_t sequence, std::string_view fields) {
  std::string head = "zhidian event 1";
  put(head, 'n', sequence);
  return base::sha256({leaf_mark, head, fields});
}

std::string hash_personal(std::string_view salt, std::string_view personal) {
  std::string bytes = "zhidian personal 1";
  put(bytes, 's', salt);
  put(bytes, 'p', personal);
  return base::to_hex(base::sha256({bytes}));
}

bool is_personal_sound(const EventRow& row) {
  if (!row.personal) return row.salt.empty();
  return !row.salt.empty() && row.personal_hash == hash_personal(row.salt, *row.personal);
}

}  // namespace zhidian::audit
