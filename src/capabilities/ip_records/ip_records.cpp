#include "capabilities/ip_records/ip_records.hpp"

#include "capabilities/ip_records/ip_records_store.hpp"
#include "capabilities/ip_records/legal_events.hpp"
#include "capabilities/ip_records/sql.hpp"

namespace zhidian::ip_records {
namespace {

namespace sql = zhidian::sql::ip_records;
using base::Value;
using storage::Row;

constexpr std::string_view subject_kind = "ip_source";
constexpr std::int64_t emptied_at_once = 5000;

Source read_source(const Row& row) {
  return {row.text("id"),
          row.text("collection"),
          row.text("name"),
          row.text("licence"),
          row.optional_date("data_date"),
          row.integer("is_removed") != 0,
          row.integer("version"),
          0};
}

Value record_of(const Source& source) {
  return Value::Map{{"collection", source.collection},
                    {"name", source.name},
                    {"licence", source.licence},
                    {"data_date", base::date_value(source.data_date)},
                    {"is_removed", source.is_removed}};
}

void log(storage::Connection& connection, const Source& source, std::string_view action, std::string_view account, Value content, base::Instant at,
         base::Random& random) {
  audit::append(connection, audit::make_event(subject_kind, source.id, source.version, action, account, at, std::move(content)), random);
}

void update_source(storage::Connection& connection, Source& source) {
  connection.execute(sql::update_source,
                     {source.id, source.licence, base::print_date(source.data_date), static_cast<std::int64_t>(source.is_removed)});
  ++source.version;
}

}  // namespace

std::vector<Source> list_sources(storage::Connection& connection, bool with_removed) {
  return connection.list(sql::list_sources, {static_cast<std::int64_t>(with_removed)}, [](const Row& row) {
    Source source = read_source(row);
    source.records = row.integer("records");
    return source;
  });
}

std::vector<Source> list_known_sources(storage::Connection& connection) { return connection.list(sql::list_known_sources, {}, read_source); }

std::optional<Source> find_source(storage::Connection& connection, std::string_view collection, std::string_view name) {
  return connection.find(sql::find_source, {collection, name}, read_source);
}

std::optional<Source> find_source(storage::Connection& connection, std::string_view id) {
  return connection.find(sql::find_source_by_id, {id}, read_source);
}

std::optional<Source> find_emptied_source(storage::Connection& connection) { return connection.find(sql::find_emptied_source, {}, read_source); }

void log_step(storage::Connection& connection, const Source& source, std::string_view action, std::string_view account, Value content,
              base::Instant at, base::Random& random) {
  connection.execute(sql::count_source_version, {source.id});
  log(connection, *find_source(connection, source.id), action, account, std::move(content), at, random);
}

Source name_source(storage::Connection& connection, Source wanted, std::string_view account, base::Instant at, base::Random& random) {
  auto source = find_source(connection, wanted.collection, wanted.name);
  wanted.is_removed = false;
  if (!source) {
    wanted.id = base::make_id(at, random);
    connection.execute(sql::insert_source,
                       {wanted.id, wanted.collection, wanted.name, wanted.licence, base::print_date(wanted.data_date), base::print_instant(at)});
    log(connection, wanted, "name", account, record_of(wanted), at, random);
    return wanted;
  }
  if (wanted.licence.empty()) wanted.licence = source->licence;
  if (!wanted.data_date) wanted.data_date = source->data_date;
  wanted.id = source->id;
  wanted.version = source->version;
  if (record_of(wanted) == record_of(*source)) return *source;
  update_source(connection, wanted);
  log(connection, wanted, "name", account, record_of(wanted), at, random);
  return wanted;
}

void mark_removed(storage::Connection& connection, Source source, std::string_view account, base::Instant at, base::Random& random) {
  if (source.is_removed) return;
  source.is_removed = true;
  update_source(connection, source);
  const std::int64_t ended = end_imports(connection, source.id, "ip_records.source_removed", at);
  log(connection, source, "remove", account, Value::Map{{"ended_imports", ended}}, at, random);
}

std::int64_t empty_some(storage::Database& database, const Source& source, base::Instant at, base::Random& random, const MayWrite& may_write) {
  const auto transaction = database.write();
  auto& connection = transaction->connection();
  if (!may_write(connection)) return 0;
  const std::int64_t sequence = begin_batch(connection, source.collection, at, random);
  std::int64_t emptied = connection.execute(sql::empty_records, {source.id, sequence, emptied_at_once});
  if (emptied == 0) {
    connection.execute(sql::pass_on_records_with_events, {source.collection, source.id, sequence, emptied_at_once});
    emptied = connection.execute(sql::take_out_events, {source.id, emptied_at_once});
  }
  transaction->commit();
  return emptied;
}

std::map<std::string, std::string> any_place() { return {{"line", "…"}, {"field", "…"}, {"number", "…"}}; }

base::Result<std::int64_t> remove_source(storage::Database& database, std::string_view collection, std::string_view name, base::Instant at,
                                         base::Random& random) {
  std::optional<Source> source;
  {
    const auto transaction = database.write();
    auto& connection = transaction->connection();
    source = find_source(connection, collection, name);
    if (!source) return base::refuse(base::ErrorCode::not_found, "ip_records.unknown_source", {{"name", std::string(name)}});
    mark_removed(connection, *source, "", at, random);
    transaction->commit();
  }
  std::int64_t removed = 0;
  while (const std::int64_t emptied = empty_some(database, *source, at, random, [](storage::Connection&) { return true; })) removed += emptied;
  return removed;
}

std::optional<StoredRecord> find_record(storage::Connection& connection, std::string_view collection, std::string_view key) {
  std::optional<StoredRecord> record;
  connection.query(sql::find_record, {collection, key}, [&](const Row& row) {
    if (!record) {
      record = {read_payload(row.text("key"), row.view("payload")), row.text("source_name"), row.text("licence"), row.text("imported_at"),
                row.optional_date("data_date")};
    }
    if (row.is_null("events")) return;
    include_events(record->document, row.texts("events"));
    record->event_sources.push_back({row.text("added_by"), row.text("added_licence"), row.optional_date("added_data_date")});
  });
  return record;
}

namespace {

audit::Records stored_records(storage::Connection& connection) {
  audit::Records stored;
  for (const Source& source : list_sources(connection, true)) stored[source.id] = record_of(source);
  return stored;
}

void apply(Value& record, const audit::StoredEvent& event) {
  if (event.action == "name") record = event.content;
  if (event.action == "remove") record.set("is_removed", true);
}

void rewrite(storage::Connection& connection, const std::string& id, const audit::Told& told) {
  const Value& of = told.record;
  const Value& date = of.at("data_date");
  const std::optional<std::string> data_date = date.is_text() ? std::optional(date.as_text()) : std::nullopt;
  connection.execute(sql::rewrite_source,
                     {id, of.text_or("collection"), of.text_or("name"), of.text_or("licence"), data_date,
                      static_cast<std::int64_t>(of.bool_or("is_removed", false)), told.last.ordinal, base::print_instant(told.first.at)});
}

}  // namespace

const audit::RecordKind records_in_log{
    subject_kind, stored_records, apply,
    [](storage::Connection& connection, const std::string& id, const audit::Told& told, bool) { rewrite(connection, id, told); }};

}  // namespace zhidian::ip_records
