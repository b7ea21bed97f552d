#include "capabilities/services/services_store.hpp"

#include <algorithm>

#include "capabilities/services/sql.hpp"

namespace zhidian::services {
namespace {

namespace sql = zhidian::sql::services;
using storage::Row;

Record record_of(const Row& row) {
  Record record;
  record.id = row.text("id");
  record.organisation_id = row.text("organisation_id");
  record.organisation_name = row.text("organisation_name");
  record.kind = row.text("kind");
  record.on = row.date("on_date");
  record.title = row.text("title");
  record.recipients = row.text("recipients");
  record.content = row.text("content");
  record.effect = row.text("effect");
  record.times = row.integer("times");
  if (!row.is_null("people")) record.people = row.integer("people");
  record.withdrawn_reason = row.text("withdrawn_reason");
  record.version = row.integer("version");
  record.is_mine = row.integer("is_mine") != 0;
  return record;
}

}  // namespace

void insert_record(storage::Connection& connection, const Record& record, base::Instant now) {
  connection.execute(sql::insert_record, {record.id, record.organisation_id, record.kind, base::print_date(record.on), record.title,
                                          record.recipients, record.content, record.effect, record.times, record.people, base::print_instant(now)});
}

bool update_record(storage::Connection& connection, const Record& record, std::int64_t version) {
  return connection.execute(sql::update_record, {record.id, version, record.kind, base::print_date(record.on), record.title, record.recipients,
                                                 record.content, record.effect, record.times, record.people, record.withdrawn_reason}) == 1;
}

void rewrite_record(storage::Connection& connection, const std::string& id, const audit::Told& told) {
  const base::Value& of = told.record;
  const base::Value& people = of.at("people");
  connection.execute(sql::rewrite_record, {id, of.text_or("organisation_id"), of.text_or("kind"), of.text_or("on"), of.text_or("title"),
                                           of.text_or("recipients"), of.text_or("content"), of.text_or("effect"), of.integer_or("times", 1),
                                           people.is_null() ? std::nullopt : std::optional(people.as_integer()), of.text_or("withdrawn_reason"),
                                           told.last.ordinal, base::print_instant(told.first.at)});
}

std::vector<Record> list_all_records(storage::Connection& connection) { return connection.list(sql::list_all_records, {}, record_of); }

std::vector<Record> list_records(storage::Connection& connection, const Filter& filter) {
  return connection.list(sql::list_records,
                         {filter.account_id, filter.organisation_id, filter.kind, filter.from, filter.until, filter.page.after, filter.page.after_id,
                          filter.page.limit + 1},
                         record_of);
}

std::optional<Record> find_record(storage::Connection& connection, std::string_view account_id, std::string_view id) {
  return connection.find(sql::find_record, {account_id, id}, record_of);
}

std::vector<Figure> count_records(storage::Connection& connection, const Kinds& kinds, const Filter& filter) {
  auto figures = connection.list(sql::count_records, {filter.account_id, filter.organisation_id, filter.from, filter.until}, [](const Row& row) {
    return Figure{row.text("kind"), row.integer("records"), row.integer("times"), row.integer("people")};
  });
  std::ranges::sort(figures, {}, [&](const Figure& figure) { return std::ranges::find(kinds, figure.kind, &rules::ListedKind::id) - kinds.begin(); });
  return figures;
}

std::vector<Compared> compare_outlets(storage::Connection& connection, const Filter& filter, std::string_view status, std::int64_t limit) {
  return connection.list(sql::compare_outlets, {filter.account_id, status, filter.from, filter.until, limit}, [](const Row& row) {
    return Compared{row.text("organisation_id"), row.text("organisation_name"), row.text("division_name"), row.text("act_id"),   row.text("status"),
                    row.integer("kinds"),        row.integer("records"),        row.integer("times"),      row.integer("people")};
  });
}

std::vector<std::pair<std::string, std::string>> list_compared_statuses(storage::Connection& connection, std::string_view account_id) {
  return connection.list(sql::list_compared_statuses, {account_id}, [](const Row& row) { return std::pair(row.text("act_id"), row.text("status")); });
}

}  // namespace zhidian::services
