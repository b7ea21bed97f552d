#include "capabilities/directory/open_data.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <set>

#include "base/csv.hpp"
#include "capabilities/notices/notices.hpp"

namespace zhidian::directory {
namespace {

using base::Value;

constexpr std::int64_t page_length = 500;

/// Every line of the filter, in the order of the list.
void visit_outlets(storage::Connection& connection, OutletFilter filter, const regulations::Registry& registry,
                   const std::function<void(const Outlet&)>& visit) {
  filter.limit = page_length - 1;  // the store adds the row that tells of a next page
  for (;;) {
    const auto page = list_outlets(connection, filter, registry);
    for (const Outlet& outlet : page) visit(outlet);
    if (std::ssize(page) < page_length) return;
    filter.after_key = page.back().sort_key;
    filter.after_id = page.back().id;
  }
}

void visit_notices(storage::Connection& connection, base::Date today, const std::function<void(const notices::Notice&)>& visit) {
  notices::NoticeFilter filter;
  filter.today = today;
  filter.limit = page_length - 1;
  for (;;) {
    const auto page = notices::list_notices(connection, filter);
    for (const notices::Notice& notice : page) visit(notice);
    if (std::ssize(page) < page_length) return;
    filter.after_date = base::print_date(page.back().published_on);
    filter.after_id = page.back().id;
  }
}

/// A member as the text of a cell; both languages of a text stand in columns of their own.
std::string cell_of(const Value& value) {
  if (value.is_text()) return value.as_text();
  return value.is_null() ? "" : base::print_json(value);
}

/// The names of the service items, and which IP categories they serve.
std::pair<std::string, std::string> join_items(const Value& items) {
  std::string names, categories;
  std::set<std::string> seen;
  if (!items.is_list()) return {};
  for (const Value& item : items.as_list()) {
    names += (names.empty() ? "" : "；") + item.text_or("name");
    if (!item.at("ip_categories").is_list()) continue;
    for (const Value& category : item.at("ip_categories").as_list()) {
      if (category.is_text() && seen.insert(category.as_text()).second) categories += (categories.empty() ? "" : " ") + category.as_text();
    }
  }
  return {names, categories};
}

constexpr std::array outlet_columns = {"id",
                                       "name",
                                       "kind",
                                       "status",
                                       "level",
                                       "division_code",
                                       "division_name",
                                       "address",
                                       "telephone",
                                       "website",
                                       "wechat",
                                       "service_recipients",
                                       "filed_on",
                                       "valid_until",
                                       "ended_on",
                                       "state",
                                       "is_taken_over",
                                       "act_id"};
constexpr std::array notice_columns = {"id", "number", "kind", "title", "authority_name", "published_on", "last_day", "is_running", "count"};

template <class Columns>
std::vector<std::string> cells_of(const Value& value, const Columns& columns) {
  std::vector<std::string> cells;
  for (const char* column : columns) cells.push_back(cell_of(value.at(column)));
  return cells;
}

/// Of the content of an event only what the public pages show as well.
Value public_content(const PublicEvent& event) {
  Value content(Value::Map{});
  for (const char* key : {"act_id", "status", "division_code", "filed_on", "valid_until", "entry", "by", "number", "kind", "title", "published_on",
                          "last_day", "is_taken_over", "reason"}) {
    if (!event.content.at(key).is_null()) content.set(key, event.content.at(key));
  }
  return content;
}

}  // namespace

std::string print_outlets_jsonl(storage::Connection& connection, OutletFilter filter, const regulations::Registry& registry) {
  std::string lines;
  const base::Date day = *filter.as_of;
  visit_outlets(connection, std::move(filter), registry,
                [&](const Outlet& outlet) { lines += base::print_json(to_value(outlet, registry, day)) + "\n"; });
  return lines;
}

std::string print_outlets_csv(storage::Connection& connection, OutletFilter filter, const regulations::Registry& registry) {
  std::vector<std::string> header(outlet_columns.begin(), outlet_columns.end());
  header.insert(header.end(), {"status_label_zh", "status_label_en", "service_items", "ip_categories"});
  std::string table = std::string(base::csv_begin) + base::print_csv_line(header);
  const base::Date day = *filter.as_of;
  visit_outlets(connection, std::move(filter), registry, [&](const Outlet& outlet) {
    const Value value = to_value(outlet, registry, day);
    auto cells = cells_of(value, outlet_columns);
    const auto [names, categories] = join_items(value.at("service_items"));
    cells.insert(cells.end(), {value.at("status_label").text_or("zh"), value.at("status_label").text_or("en"), names, categories});
    table += base::print_csv_line(cells);
  });
  return table;
}

std::string print_notices_jsonl(storage::Connection& connection, const regulations::Registry& registry, base::Date today) {
  std::string lines;
  visit_notices(connection, today,
                [&](const notices::Notice& notice) { lines += base::print_json(notices::to_value(connection, registry, notice, today)) + "\n"; });
  return lines;
}

std::string print_notices_csv(storage::Connection& connection, base::Date today) {
  std::string table = std::string(base::csv_begin) + base::print_csv_line({notice_columns.begin(), notice_columns.end()});
  visit_notices(connection, today, [&](const notices::Notice& notice) {
    table += base::print_csv_line(cells_of(notices::summary_value(notice, today), notice_columns));
  });
  return table;
}

std::string print_changes_jsonl(storage::Connection& connection, const FeedFilter& filter) {
  std::string lines;
  for (const PublicEvent& event : list_public_events(connection, filter)) {
    const Value line(Value::Map{{"sequence", event.sequence},
                                {"id", event.id},
                                {"kind", event.kind},
                                {"subject_id", event.subject_id},
                                {"action", event.action},
                                {"on", base::print_date(event.on)},
                                {"at", event.at},
                                {"act_version", event.act_version},
                                {"leaf_hash", event.leaf_hash},
                                {"content", public_content(event)}});
    lines += base::print_json(line) + "\n";
  }
  return lines;
}

}  // namespace zhidian::directory
