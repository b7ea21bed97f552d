#include "capabilities/supports/supports_store.hpp"

#include "capabilities/supports/sql.hpp"

namespace zhidian::supports {
namespace {

namespace sql = zhidian::sql::supports;
using storage::Row;

Record record_of(const Row& row) {
  Record record;
  record.id = row.text("id");
  record.organisation_id = row.text("organisation_id");
  record.organisation_name = row.text("organisation_name");
  record.division_name = row.text("division_name");
  record.authority_id = row.text("authority_id");
  record.authority_name = row.text("authority_name");
  record.request_id = row.text("request_id");
  record.kind = row.text("kind");
  record.respect = row.text("respect");
  record.content = row.text("content");
  record.result = row.text("result");
  record.document = row.text("document");
  record.withdrawn_reason = row.text("withdrawn_reason");
  record.on = row.date("on_date");
  if (!row.is_null("sum_fen")) record.sum_fen = row.integer("sum_fen");
  record.version = row.integer("version");
  return record;
}

Request request_of(const Row& row) {
  Request request;
  request.id = row.text("id");
  request.organisation_id = row.text("organisation_id");
  request.organisation_name = row.text("organisation_name");
  request.authority_id = row.text("authority_id");
  request.authority_name = row.text("authority_name");
  request.kind = row.text("kind");
  request.respect = row.text("respect");
  request.content = row.text("content");
  request.state = row.text("state");
  request.answer = row.text("answer");
  request.asked_on = row.date("asked_on");
  request.closed_on = row.optional_date("closed_on");
  request.version = row.integer("version");
  return request;
}

bool found(storage::Connection& connection, const storage::Statement& statement, std::string_view one, std::string_view other) {
  return connection.find(statement, {one, other}, [](const Row&) { return true; }).has_value();
}

std::optional<std::string> text_or_null(const base::Value& value) { return value.is_text() ? std::optional(value.as_text()) : std::nullopt; }
storage::Param sum_of(const base::Value& value) { return value.is_null() ? storage::Param(nullptr) : storage::Param(value.as_integer()); }
std::optional<std::string> day_or_null(const std::optional<base::Date>& day) { return day ? std::optional(base::print_date(*day)) : std::nullopt; }

}  // namespace

std::optional<Office> find_office(storage::Connection& connection, std::string_view account_id, std::string_view organisation_id) {
  return connection.find(sql::find_office, {account_id, organisation_id}, [](const Row& row) { return Office{row.text("id"), row.text("name")}; });
}

bool is_officer_of(storage::Connection& connection, std::string_view account_id, std::string_view authority_id) {
  return found(connection, sql::find_officer, account_id, authority_id);
}

bool is_around(storage::Connection& connection, std::string_view authority_id, std::string_view organisation_id) {
  return found(connection, sql::find_around, authority_id, organisation_id);
}

void insert_record(storage::Connection& connection, const Record& record, base::Instant now) {
  connection.execute(sql::insert_record,
                     {record.id, record.organisation_id, record.authority_id, record.request_id, record.kind, record.respect,
                      base::print_date(record.on), record.content, record.result, record.document, record.sum_fen, base::print_instant(now)});
}

bool update_record(storage::Connection& connection, const Record& record, std::int64_t version) {
  return connection.execute(sql::update_record, {record.id, version, record.kind, record.respect, base::print_date(record.on), record.content,
                                                 record.result, record.document, record.sum_fen, record.withdrawn_reason}) == 1;
}

void rewrite_record(storage::Connection& connection, const std::string& id, const audit::Told& told) {
  const base::Value& of = told.record;
  connection.execute(sql::rewrite_record,
                     {id, of.text_or("organisation_id"), of.text_or("authority_id"), of.text_or("request_id"), of.text_or("kind"),
                      of.text_or("respect"), of.text_or("on"), of.text_or("content"), of.text_or("result"), of.text_or("document"),
                      sum_of(of.at("sum_fen")), of.text_or("withdrawn_reason"), told.last.ordinal, base::print_instant(told.first.at)});
}

std::vector<Record> list_all_records(storage::Connection& connection) { return connection.list(sql::list_all_records, {}, record_of); }

std::vector<Record> list_records(storage::Connection& connection, const Filter& filter) {
  return connection.list(sql::list_records,
                         {filter.account_id, filter.organisation_id, filter.kind, filter.division, filter.from, filter.until, filter.page.after,
                          filter.page.after_id, filter.page.limit + 1},
                         record_of);
}

std::optional<Record> find_record(storage::Connection& connection, std::string_view account_id, std::string_view id) {
  return connection.find(sql::find_record, {account_id, id}, record_of);
}

std::vector<Count> count_records(storage::Connection& connection, const Filter& filter) {
  return connection.list(sql::count_records, {filter.account_id, filter.division, filter.from, filter.until}, [](const Row& row) {
    return Count{row.text("kind"),      row.text("division_code"),   row.text("division_name"),
                 row.integer("number"), row.integer("institutions"), row.integer("sum_fen")};
  });
}

void insert_request(storage::Connection& connection, const Request& request, base::Instant now) {
  connection.execute(sql::insert_request, {request.id, request.organisation_id, request.authority_id, request.kind, request.respect, request.content,
                                           base::print_date(request.asked_on), base::print_instant(now)});
}

bool update_request(storage::Connection& connection, const Request& request, std::int64_t version) {
  return connection.execute(sql::update_request, {request.id, version, request.state, request.answer, day_or_null(request.closed_on)}) == 1;
}

void rewrite_request(storage::Connection& connection, const std::string& id, const audit::Told& told) {
  const base::Value& of = told.record;
  connection.execute(sql::rewrite_request, {id, of.text_or("organisation_id"), of.text_or("authority_id"), of.text_or("kind"), of.text_or("respect"),
                                            of.text_or("content"), of.text_or("asked_on"), of.text_or("state"), of.text_or("answer"),
                                            text_or_null(of.at("closed_on")), told.last.ordinal, base::print_instant(told.first.at)});
}

std::vector<Request> list_all_requests(storage::Connection& connection) { return connection.list(sql::list_all_requests, {}, request_of); }

std::vector<Request> list_requests(storage::Connection& connection, const Filter& filter, std::string_view state) {
  return connection.list(sql::list_requests,
                         {filter.account_id, filter.organisation_id, state, filter.page.after, filter.page.after_id, filter.page.limit + 1},
                         request_of);
}

std::optional<Request> find_request(storage::Connection& connection, std::string_view account_id, std::string_view id) {
  return connection.find(sql::find_request, {account_id, id}, request_of);
}

}  // namespace zhidian::supports
