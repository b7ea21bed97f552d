#include "capabilities/ip_records/ip_records_store.hpp"

#include <stdexcept>

#include "capabilities/ip_records/legal_events.hpp"
#include "capabilities/ip_records/sql.hpp"
#include "query/numbers.hpp"

namespace zhidian::ip_records {
namespace {

namespace sql = zhidian::sql::ip_records;
using base::Value;
using storage::Row;

Value reasons_value(const Counts& counts) {
  Value::Map reasons;
  for (const auto& [id, number] : counts.reasons) reasons.emplace(id, number);
  return reasons;
}

Mapping read_columns(const Row& row) {
  Mapping columns;
  const Value stored = row.json("columns");
  for (const auto& [head, field] : stored.as_map()) columns[head] = field.as_text();
  return columns;
}

Import read_import(const Row& row) {
  Import import;
  import.id = row.text("id");
  import.source_id = row.text("source_id");
  import.file_name = row.text("file_name");
  import.file_hash = row.text("file_hash");
  import.kind = row.text("kind");
  import.state = row.text("state");
  import.position = row.integer("position");
  import.rejected_bytes = row.integer("rejected_bytes");
  import.counts = {row.integer("accepted"), row.integer("changed"), row.integer("unchanged"), row.integer("rejected"), {}};
  const Value reasons = row.json("reasons");
  for (const auto& [id, number] : reasons.as_map()) import.counts.reasons[id] = number.as_integer();
  import.columns = read_columns(row);
  import.total = row.integer("total");
  import.permille = row.integer("permille");
  import.failure = row.text("failure");
  import.ordered_by = row.text("ordered_by");
  import.started_at = row.text("started_at");
  import.ended_at = row.is_null("ended_at") ? "" : row.text("ended_at");
  import.collection = row.text("collection");
  import.source_name = row.text("source_name");
  return import;
}

using Texts = std::vector<std::string>;

/// What an application is found by, whatever its spelling and check digit; empty where there is none.
std::string application_of(const query::Document& document) {
  const auto numbers = document.values.find("application_number");
  return numbers == document.values.end() ? "" : query::number_keys(numbers->second.front()).back();
}

}  // namespace

std::optional<Import> find_unfinished_import(storage::Connection& connection, std::string_view source_id, std::string_view file_hash) {
  return connection.find(sql::find_unfinished_import, {source_id, file_hash}, read_import);
}

std::optional<Import> find_next_import(storage::Connection& connection) { return connection.find(sql::find_next_import, {}, read_import); }

std::optional<Import> find_import(storage::Connection& connection, std::string_view id) {
  return connection.find(sql::find_import, {id}, read_import);
}

std::optional<Import> find_ordered_import(storage::Connection& connection, std::string_view source_id, std::string_view file_hash) {
  return connection.find(sql::find_ordered_import, {source_id, file_hash}, read_import);
}

std::vector<Import> list_imports(storage::Connection& connection, std::string_view after, std::string_view after_id, std::int64_t most) {
  return connection.list(sql::list_imports, {after, after_id, most}, read_import);
}

Mapping last_columns(storage::Connection& connection, std::string_view source_id) {
  return connection.find(sql::find_last_columns, {source_id}, read_columns).value_or(Mapping{});
}

void insert_import(storage::Connection& connection, const Import& import, base::Instant at) {
  Value::Map columns(import.columns.begin(), import.columns.end());
  connection.execute(sql::insert_import, {import.id, import.source_id, import.file_name, import.file_hash, import.kind, import.state,
                                          base::print_json(std::move(columns)), import.total, import.ordered_by, base::print_instant(at)});
}

bool update_import(storage::Connection& connection, const Import& import) {
  const Counts& counts = import.counts;
  return connection.execute(sql::update_import, {import.id, import.position, counts.accepted, counts.changed, counts.unchanged, counts.rejected,
                                                 import.rejected_bytes, base::print_json(reasons_value(counts)), import.permille}) == 1;
}

std::int64_t end_imports(storage::Connection& connection, std::string_view source_id, std::string_view failure, base::Instant at) {
  return connection.execute(sql::end_imports_of_source, {source_id, failure, base::print_instant(at)});
}

void end_import(storage::Connection& connection, const Source& source, const Import& import, base::Instant at, base::Random& random) {
  update_import(connection, import);
  if (connection.execute(sql::end_import, {import.id, base::print_instant(at), import.failure}) != 1) return;
  const Counts& counts = import.counts;
  Value content = Value::Map{{"file_name", import.file_name}, {"file_hash", import.file_hash}, {"accepted", counts.accepted},
                             {"changed", counts.changed},     {"unchanged", counts.unchanged}, {"rejected", counts.rejected}};
  if (!import.failure.empty()) content.set("failure", import.failure);
  log_step(connection, source, "import", "", std::move(content), at, random);
}

std::int64_t begin_batch(storage::Connection& connection, std::string_view collection, base::Instant at, base::Random& random) {
  if (connection.execute(sql::advance_feed, {collection}) == 0) {
    connection.execute(sql::insert_feed, {collection, base::make_id(at, random)});
    connection.execute(sql::advance_feed, {collection});
  }
  return find_feed(connection, collection)->sequence;
}

bool renew_feed(storage::Connection& connection, std::string_view collection, std::string_view account, base::Instant at, base::Random& random) {
  const std::string id = base::make_id(at, random);
  if (connection.execute(sql::renew_feed, {collection, id}) != 1) return false;
  audit::append(connection, audit::make_event("ip_index", id, 1, "renew", account, at, Value::Map{{"collection", std::string(collection)}}), random);
  return true;
}

std::optional<Mark> find_feed(storage::Connection& connection, std::string_view collection) {
  return connection.find(sql::find_feed, {collection}, [](const Row& row) { return Mark{row.text("id"), row.integer("sequence"), ""}; });
}

std::vector<Change> list_changes(storage::Connection& connection, std::string_view collection, const Mark& mark, std::int64_t most) {
  std::vector<Change> changes;
  connection.query(sql::list_changes, {collection, mark.sequence, mark.key, most}, [&](const Row& row) {
    if (changes.empty() || changes.back().key != row.view("key")) {
      changes.push_back({row.text("key"), {}, row.integer("sequence")});
      if (!row.view("payload").empty()) changes.back().document = read_payload(changes.back().key, row.view("payload"));
    }
    if (auto& document = changes.back().document; document && !row.is_null("events")) include_events(*document, row.texts("events"));
  });
  return changes;
}

Written put_record(storage::Connection& connection, const Source& source, const query::Document& document, std::int64_t sequence, base::Instant at) {
  const std::string payload = print_payload(document);
  const std::string hash = base::sha256_hex(payload);
  const auto before = connection.find(sql::find_record_hash, {source.collection, document.key}, [](const Row& row) { return row.text("hash"); });
  if (before == hash) return Written::unchanged;
  connection.execute(sql::put_record,
                     {source.collection, document.key, source.id, payload, hash, sequence, base::print_instant(at), application_of(document)});
  return before && !before->empty() ? Written::changed : Written::accepted;
}

std::optional<Written> add_events(storage::Connection& connection, const Source& source, const query::Document& document, std::int64_t sequence) {
  const auto keys = connection.list(sql::find_record_keys, {source.collection, document.key, application_of(document)},
                                    [](const Row& row) { return row.text("key"); });
  if (keys.empty()) return std::nullopt;
  Written written = Written::unchanged;
  for (const std::string& key : keys) {
    const auto before =
        connection.find(sql::find_events_of_source, {source.collection, key, source.id}, [](const Row& row) { return row.texts("events"); })
            .value_or(Texts{});
    const Texts events = join_events(before, document.values.find(events_field)->second);
    if (events == before) continue;
    connection.execute(sql::put_events, {source.collection, key, source.id, base::print_json(Value::List(events.begin(), events.end()))});
    connection.execute(sql::pass_on_record, {source.collection, key, sequence});
    written = Written::changed;
  }
  return written;
}

std::size_t number_some(storage::Connection& connection, std::string_view collection) {
  constexpr std::int64_t at_once = 500;
  const auto documents = connection.list(sql::list_unnumbered, {collection, at_once}, [](const Row& row) {
    return row.view("payload").empty() ? query::Document{row.text("key"), {}} : read_payload(row.text("key"), row.view("payload"));
  });
  for (const query::Document& document : documents) connection.execute(sql::number_record, {collection, document.key, application_of(document)});
  return documents.size();
}

std::string print_payload(const query::Document& document) {
  Value::Map payload;
  for (const auto& [field, values] : document.values) payload.emplace(field, Value::List(values.begin(), values.end()));
  return base::print_json(payload);
}

query::Document read_payload(std::string key, std::string_view payload) {
  query::Document document{std::move(key), {}};
  const auto value = base::parse_json(payload);
  if (!value || !value->is_map()) throw storage::Failure(storage::Failure::Kind::broken, "ip_records: a stored record cannot be read");
  for (const auto& [field, values] : value->as_map()) {
    for (const Value& each : values.as_list()) document.values[field].push_back(each.as_text());
  }
  return document;
}

}  // namespace zhidian::ip_records
