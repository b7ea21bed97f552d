#include "capabilities/ip_records/ip_records_store.hpp"

#include <stdexcept>

#include "capabilities/ip_records/sql.hpp"

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

Import read_import(const Row& row) {
  Import import{row.text("id"),
                row.text("source_id"),
                row.text("file_name"),
                row.text("file_hash"),
                row.integer("position"),
                row.integer("rejected_bytes"),
                {}};
  import.counts = {row.integer("accepted"), row.integer("changed"), row.integer("unchanged"), row.integer("rejected"), {}};
  if (const auto reasons = base::parse_json(row.view("reasons")); reasons && reasons->is_map()) {
    for (const auto& [id, number] : reasons->as_map()) import.counts.reasons[id] = number.as_integer();
  }
  return import;
}

}  // namespace

std::optional<Import> find_unfinished_import(storage::Connection& connection, std::string_view source_id, std::string_view file_hash) {
  return connection.find(sql::find_unfinished_import, {source_id, file_hash}, read_import);
}

void insert_import(storage::Connection& connection, const Import& import, base::Instant at) {
  connection.execute(sql::insert_import, {import.id, import.source_id, import.file_name, import.file_hash, base::print_instant(at)});
}

void update_import(storage::Connection& connection, const Import& import) {
  const Counts& counts = import.counts;
  connection.execute(sql::update_import, {import.id, import.position, counts.accepted, counts.changed, counts.unchanged, counts.rejected,
                                          import.rejected_bytes, base::print_json(reasons_value(counts))});
}

void end_import(storage::Connection& connection, const Source& source, const Import& import, base::Instant at, base::Random& random) {
  update_import(connection, import);
  if (connection.execute(sql::end_import, {import.id, base::print_instant(at)}) != 1) return;
  connection.execute(sql::count_source_version, {source.id});
  const auto now = find_source(connection, source.collection, source.name);
  const Counts& counts = import.counts;
  Value content = Value::Map{{"file_name", import.file_name}, {"file_hash", import.file_hash}, {"accepted", counts.accepted},
                             {"changed", counts.changed},     {"unchanged", counts.unchanged}, {"rejected", counts.rejected}};
  audit::append(connection, {"ip_source", source.id, now->version, "import", "system", "", base::civil_date(at), at, "", "", std::move(content), {}},
                random);
}

std::int64_t begin_batch(storage::Connection& connection, std::string_view collection, base::Instant at, base::Random& random) {
  if (connection.execute(sql::advance_feed, {collection}) == 0) {
    connection.execute(sql::insert_feed, {collection, base::make_id(at, random)});
    connection.execute(sql::advance_feed, {collection});
  }
  return find_feed(connection, collection)->sequence;
}

std::optional<Mark> find_feed(storage::Connection& connection, std::string_view collection) {
  return connection.find(sql::find_feed, {collection}, [](const Row& row) { return Mark{row.text("id"), row.integer("sequence"), ""}; });
}

std::vector<Change> list_changes(storage::Connection& connection, std::string_view collection, const Mark& mark, std::int64_t most) {
  return connection.list(sql::list_changes, {collection, mark.sequence, mark.key, most}, [](const Row& row) {
    Change change{row.text("key"), {}, row.integer("sequence")};
    if (!row.view("payload").empty()) change.document = read_payload(change.key, row.view("payload"));
    return change;
  });
}

Written put_record(storage::Connection& connection, const Source& source, const query::Document& document, std::int64_t sequence, base::Instant at) {
  const std::string payload = print_payload(document);
  const std::string hash = base::sha256_hex(payload);
  const auto before = connection.find(sql::find_record_hash, {source.collection, document.key}, [](const Row& row) { return row.text("hash"); });
  if (before == hash) return Written::unchanged;
  connection.execute(sql::put_record, {source.collection, document.key, source.id, payload, hash, sequence, base::print_instant(at)});
  return before && !before->empty() ? Written::changed : Written::accepted;
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
