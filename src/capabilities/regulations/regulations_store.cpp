#include "capabilities/regulations/regulations_store.hpp"

#include "capabilities/regulations/sql.hpp"

namespace zhidian::regulations {

std::vector<StoredVersion> list_act_versions(storage::Connection& connection) {
  return connection.list(sql::regulations::list_act_versions, {}, [](const storage::Row& row) {
    return StoredVersion{row.text("act_id"), row.integer("version"), row.text("hash"), row.text("files")};
  });
}

std::int64_t count_act_versions(storage::Connection& connection) {
  return connection.find(sql::regulations::count_act_versions, {}, [](const storage::Row& row) { return row.integer("number"); }).value_or(0);
}

std::optional<std::string> find_act_hash(storage::Connection& connection, const rules::Act& act) {
  return connection.find(sql::regulations::find_act_hash, {act.id, act.version}, [](const storage::Row& row) { return row.text("hash"); });
}

void insert_act_version(storage::Connection& connection, const rules::Act& act, const std::string& files, base::Instant now) {
  connection.execute(sql::regulations::insert_act_version, {act.id, act.version, act.hash, act.title.zh, base::print_instant(now), files});
}

std::vector<StoredNotice> list_calendar_notices(storage::Connection& connection) {
  return connection.list(sql::regulations::list_calendar_notices, {}, [](const storage::Row& row) {
    return StoredNotice{row.integer("year"), row.integer("version"), row.text("text"),
                        row.text("hash"),    row.text("change_id"),  row.text("activated_at")};
  });
}

std::int64_t count_calendar_notices(storage::Connection& connection) {
  return connection.find(sql::regulations::count_calendar_notices, {}, [](const storage::Row& row) { return row.integer("number"); }).value_or(0);
}

bool insert_calendar_notice(storage::Connection& connection, const StoredNotice& notice, base::Instant now) {
  return connection.execute(sql::regulations::insert_calendar_notice,
                            {notice.year, notice.version, notice.text, notice.hash, notice.change_id, base::print_instant(now)}) == 1;
}

std::optional<OfficialText> find_article_text(storage::Connection& connection, std::string_view act_id, std::string_view article_id) {
  return connection.find(sql::regulations::find_article_text, {act_id, article_id},
                         [](const storage::Row& row) { return OfficialText{row.text("source"), row.text("text")}; });
}

std::map<std::string, OfficialText> list_article_texts(storage::Connection& connection, std::string_view act_id) {
  std::map<std::string, OfficialText> texts;
  connection.query(sql::regulations::list_article_texts, {act_id},
                   [&](const storage::Row& row) { texts[row.text("article_id")] = {row.text("source"), row.text("text")}; });
  return texts;
}

void save_article_text(storage::Connection& connection, std::string_view act_id, std::string_view article_id, const OfficialText& official) {
  connection.execute(sql::regulations::save_article_text, {act_id, article_id, official.source, official.text});
}

bool is_within_division(storage::Connection& connection, std::string_view division, std::string_view ancestor) {
  return connection.find(sql::regulations::is_within_division, {division, ancestor}, [](const storage::Row&) { return true; }).value_or(false);
}

}  // namespace zhidian::regulations
