#include "audit/log.hpp"

#include <fmt/format.h>

#include "audit/event_row.hpp"
#include "audit/sql.hpp"
#include "audit/tree.hpp"

namespace zhidian::audit {
namespace {

using storage::Failure;

struct StoredHead {
  Frontier frontier;
  std::string root;
};

StoredHead lock_head(storage::Connection& connection) {
  auto head = connection.find(sql::audit::lock_head, {}, [](const storage::Row& row) {
    return std::pair(Frontier::parse(row.integer("size"), row.text("frontier")), row.text("root"));
  });
  if (!head || !head->first || head->first->root() != head->second) {
    throw Failure(Failure::Kind::broken, "the head of the log is damaged: run `zhidian audit verify`");
  }
  return {*head->first, head->second};
}

template <class T>
T sound(std::optional<T> value, std::int64_t sequence) {
  if (!value) throw Failure(Failure::Kind::broken, fmt::format("event {} of the log cannot be read: run `zhidian audit verify`", sequence));
  return *std::move(value);
}

base::Value parse_stored(const std::string& text, std::int64_t sequence) {
  auto value = base::parse_json(text);
  return sound(value ? std::optional(*std::move(value)) : std::nullopt, sequence);
}

StoredEvent to_event(const storage::Row& stored) {
  auto row = read_event_row(stored);
  StoredEvent event;
  event.subject_kind = row.subject_kind;
  event.subject_id = row.subject_id;
  event.ordinal = row.ordinal;
  event.action = row.action;
  event.actor_kind = row.actor_kind;
  event.actor_id = row.actor_id;
  event.on = sound(base::parse_date(row.on_date), row.sequence);
  event.at = sound(base::parse_instant(row.at), row.sequence);
  event.act_version = row.act_version;
  event.calendar_version = row.calendar_version;
  event.content = parse_stored(row.content, row.sequence);
  if (row.personal) event.personal = parse_stored(*row.personal, row.sequence);
  event.sequence = row.sequence;
  event.id = row.id;
  event.salt = row.salt;
  event.leaf_hash = row.leaf_hash;
  return event;
}

EventRow to_row(const Event& event, std::int64_t sequence, base::Random& random) {
  EventRow row;
  row.sequence = sequence;
  row.id = base::make_id(event.at, random);
  row.subject_kind = event.subject_kind;
  row.subject_id = event.subject_id;
  row.ordinal = event.ordinal;
  row.action = event.action;
  row.actor_kind = event.actor_kind;
  row.actor_id = event.actor_id;
  row.on_date = base::print_date(event.on);
  row.at = base::print_instant(event.at);
  row.act_version = event.act_version;
  row.calendar_version = event.calendar_version;
  row.content = base::print_json(event.content);
  if (!event.personal.is_null()) {
    row.personal = base::print_json(event.personal);
    row.salt = base::make_token(random, 16);
    row.personal_hash = hash_personal(row.salt, *row.personal);
  }
  return row;
}

void insert(storage::Connection& connection, const EventRow& row) {
  connection.execute(sql::audit::insert_event,
                     {row.sequence, row.id, row.subject_kind, row.subject_id, row.ordinal, row.action, row.actor_kind, row.actor_id, row.on_date,
                      row.at, row.act_version, row.calendar_version, row.content, row.personal, row.personal_hash, row.salt, row.leaf_hash});
}

}  // namespace

Event make_event(std::string_view subject_kind, std::string_view subject_id, std::int64_t ordinal, std::string_view action,
                 std::string_view account_id, base::Instant at, base::Value content) {
  Event event;
  event.subject_kind = subject_kind;
  event.subject_id = subject_id;
  event.ordinal = ordinal;
  event.action = action;
  event.actor_kind = account_id.empty() ? "system" : "account";
  event.actor_id = account_id;
  event.on = base::civil_date(at);
  event.at = at;
  event.content = std::move(content);
  return event;
}

std::int64_t append(storage::Connection& connection, const Event& event, base::Random& random) {
  auto head = lock_head(connection);
  auto row = to_row(event, head.frontier.size() + 1, random);
  auto leaf = hash_fields(row.sequence, print_fields(row));
  row.leaf_hash = base::to_hex(leaf);
  insert(connection, row);
  head.frontier.append(leaf);
  connection.execute(sql::audit::update_head, {head.frontier.size(), head.frontier.print(), head.frontier.root()});
  return row.sequence;
}

std::vector<StoredEvent> list_events(storage::Connection& connection, std::string_view subject_kind, std::string_view subject_id) {
  return connection.list(sql::audit::list_events, {subject_kind, subject_id}, to_event);
}

std::vector<StoredEvent> list_events_of_kind(storage::Connection& connection, std::string_view subject_kind) {
  return connection.list(sql::audit::list_events_of_kind, {subject_kind}, to_event);
}

std::vector<StoredEvent> list_events_after(storage::Connection& connection, std::int64_t sequence, std::int64_t limit) {
  return connection.list(sql::audit::list_events_after, {sequence, limit}, to_event);
}

Head get_head(storage::Connection& connection) {
  auto head = connection.find(sql::audit::get_head, {}, [](const storage::Row& row) { return Head{row.integer("size"), row.text("root")}; });
  if (!head) throw Failure(Failure::Kind::broken, "the head of the log is missing: run `zhidian audit verify`");
  return *head;
}

}  // namespace zhidian::audit
