// The notices as they are stored beside the notices as the log tells them.
#include <algorithm>

#include "base/text.hpp"
#include "capabilities/notices/notices.hpp"
#include "capabilities/notices/notices_store.hpp"
#include "capabilities/notices/sql.hpp"

namespace zhidian::notices {
namespace {

namespace sql = zhidian::sql::notices;
using base::Value;

audit::Records stored_records(storage::Connection& connection) {
  audit::Records stored;
  for (const std::string& id : list_notice_ids(connection)) {
    Value::List named;
    for (const Entry& entry : list_entries(connection, id)) named.emplace_back(entry.case_id);
    stored[id] = publishing_value(*find_notice(connection, id), std::move(named));
  }
  return stored;
}

void apply(Value& record, const audit::StoredEvent& event) {
  if (event.action == "publish") record = event.content;
  if (event.action == "reissue") record.set("last_day", event.content.at("last_day"));
  if (event.action != "append") return;
  Value::List named = record.at("cases").is_list() ? record.at("cases").as_list() : Value::List{};
  named.push_back(event.content.at("case_id"));
  record.set("cases", std::move(named));
}

/// The cases of a notice in their order. One that is gone from it stays gone: what was published about it stands nowhere else.
void rewrite_entries(storage::Connection& connection, const std::string& id, const Value::List& named) {
  for (const Entry& entry : list_entries(connection, id)) {
    const auto told = std::ranges::find(named, Value(entry.case_id));
    if (told == named.end())
      connection.execute(sql::remove_entry, {id, entry.case_id});
    else
      connection.execute(sql::place_entry, {id, entry.case_id, told - named.begin() + 1});
  }
}

void rewrite(storage::Connection& connection, const std::string& id, const audit::Told& told) {
  const Value& notice = told.record;
  const std::string title = notice.text_or("title"), number = notice.text_or("number");
  const auto last_day = notice.at("last_day").is_text() ? std::optional(notice.text_or("last_day")) : std::nullopt;
  connection.execute(sql::rewrite_notice, {id, number, notice.text_or("kind"), notice.text_or("authority_id"), title, notice.text_or("body"),
                                           notice.text_or("published_on"), last_day, base::fold(title + " " + number), told.last.ordinal});
  if (notice.at("cases").is_list()) rewrite_entries(connection, id, notice.at("cases").as_list());
}

}  // namespace

const audit::RecordKind records_in_log{"notice", stored_records, apply,
                                       [](storage::Connection& connection, const std::string& id, const audit::Told& told, bool is_missing) {
                                         if (!is_missing) rewrite(connection, id, told);
                                       },
                                       raise_data_version};

}  // namespace zhidian::notices
