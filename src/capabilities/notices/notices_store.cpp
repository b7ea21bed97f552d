#include "capabilities/notices/notices_store.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "capabilities/notices/notice_days.hpp"
#include "capabilities/notices/sql.hpp"

namespace zhidian::notices {
namespace {

namespace sql = zhidian::sql::notices;
using storage::Row;

Notice notice_of(const Row& row) {
  Notice notice;
  notice.id = row.text("id");
  notice.number = row.text("number");
  notice.kind = row.text("kind");
  notice.authority_id = row.text("authority_id");
  notice.title = row.text("title");
  notice.body = row.text("body");
  notice.published_on = row.date("published_on");
  notice.last_day = row.optional_date("last_day");
  if (!row.text("account").empty()) notice.account = row.json("account");
  notice.calendar_version = row.text("calendar_version");
  notice.act_version = row.text("act_version");
  notice.version = row.integer("version");
  notice.authority_name = row.text("authority_name");
  notice.authority_telephone = row.text("authority_telephone");
  notice.authority_address = row.text("authority_address");
  notice.count = row.integer("number_of_cases");
  return notice;
}

}  // namespace

std::int64_t count_notices(storage::Connection& connection, std::string_view authority_id, std::string_view kind, int year) {
  const std::string first = fmt::format("{:04}-01-01", year), last = fmt::format("{:04}-12-31", year);
  return connection.find(sql::count_notices, {authority_id, kind, first, last}, [](const Row& row) { return row.integer("number"); }).value_or(0);
}

void insert_notice(storage::Connection& connection, const Notice& notice, base::Instant now) {
  const auto last_day = base::print_date(notice.last_day);
  const std::string account = notice.account.is_null() ? "" : base::print_json(notice.account);
  connection.execute(sql::insert_notice, {notice.id, notice.number, notice.kind, notice.authority_id, notice.title, notice.body,
                                          base::print_date(notice.published_on), last_day, account, notice.calendar_version, notice.act_version,
                                          base::print_instant(now), base::fold(notice.title + " " + notice.number)});
}

void insert_entry(storage::Connection& connection, std::string_view notice_id, std::string_view case_id, std::int64_t position,
                  const base::Value& entry) {
  const std::string name = find_published_facts(connection, case_id)["organisation_name"];
  connection.execute(sql::insert_notice_case, {notice_id, case_id, position, base::print_json(entry), base::fold(name)});
}

void raise_notice_version(storage::Connection& connection, std::string_view notice_id) { connection.execute(sql::raise_notice_version, {notice_id}); }

void raise_data_version(storage::Connection& connection) { connection.execute(sql::raise_data_version); }

std::map<std::string, std::string> find_published_facts(storage::Connection& connection, std::string_view case_id) {
  std::map<std::string, std::string> facts;
  connection.query(sql::find_published_facts, {case_id}, [&](const Row& row) {
    for (const char* key :
         {"organisation_name", "organisation_kind", "organisation_address", "organisation_website", "division_name", "recommender_name"}) {
      facts[key] = row.text(key);
    }
  });
  return facts;
}

std::optional<Notice> find_notice(storage::Connection& connection, std::string_view id) { return connection.find(sql::find_notice, {id}, notice_of); }

std::optional<std::string> find_list_of_day(storage::Connection& connection, std::string_view authority_id, std::string_view act_version,
                                            base::Date day, std::string_view title) {
  return connection.find(sql::find_list_of_day, {authority_id, act_version, base::print_date(day), title},
                         [](const Row& row) { return row.text("id"); });
}

std::optional<std::string> find_latest_notice(storage::Connection& connection, std::string_view case_id) {
  return connection.find(sql::find_latest_notice, {case_id}, [](const Row& row) { return row.text("id"); });
}

std::vector<Notice> list_notices(storage::Connection& connection, const NoticeFilter& filter) {
  const int running = filter.is_running ? (*filter.is_running ? 1 : 0) : -1;
  return connection.list(sql::list_notices,
                         {filter.kind, base::print_date(filter.today), running, storage::like_pattern(filter.words), filter.after_date,
                          filter.after_id, filter.limit + 1, filter.case_id},
                         notice_of);
}

std::vector<Notice> list_counted_notices(storage::Connection& connection, const cases::TermQuestion& question) {
  return connection.list(sql::list_counted_notices,
                         {base::print_date(question.first), base::print_date(question.last), question.account_id, question.is_everybody,
                          question.change_id, question.after_case, question.limit},
                         notice_of);
}

std::vector<std::string> list_notice_ids(storage::Connection& connection) {
  return connection.list(sql::list_notice_ids, {}, [](const storage::Row& row) { return row.text("id"); });
}

std::vector<Entry> list_entries(storage::Connection& connection, std::string_view notice_id) {
  return connection.list(sql::list_entries, {notice_id}, [](const Row& row) {
    return Entry{row.text("case_id"), row.json("entry"), row.text("state"), row.text("act_id"), row.text("procedure_id"), row.integer("act_version")};
  });
}

bool is_named(storage::Connection& connection, std::string_view case_id) {
  return connection.find(sql::is_named, {case_id}, [](const Row&) { return true; }).value_or(false);
}

}  // namespace zhidian::notices
