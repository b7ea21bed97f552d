#include "capabilities/directory/directory_http.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "base/text.hpp"
#include "capabilities/directory/directory_store.hpp"
#include "capabilities/directory/open_data.hpp"
#include "capabilities/directory/take_over_undoing.hpp"
#include "capabilities/directory/website_export.hpp"
#include "capabilities/notices/notices.hpp"

namespace zhidian::directory {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::size_t longest_query = 100;
constexpr std::size_t longest_reason = 1000;
constexpr std::int64_t most_hits = 10;
constexpr std::int64_t most_changes = 1000;

/// A date of the query, or `otherwise`; the directory of a day to come is not known. Errors: directory.bad_date, directory.day_to_come.
base::Result<base::Date> read_day(const http::Call& call, std::string_view name, base::Date otherwise) {
  const std::string text = call.query_at(name);
  if (text.empty()) return otherwise;
  const auto day = base::parse_date(text);
  if (!day) return base::refuse(ErrorCode::invalid, "directory.bad_date");
  if (*day > call.today()) return base::refuse(ErrorCode::invalid, "directory.day_to_come");
  return *day;
}

/// The filter of the list and of the exports.
base::Result<OutletFilter> read_filter(const http::Call& call) {
  OutletFilter filter;
  filter.words = call.query_at("q");
  filter.division = call.query_at("division");
  filter.kind = call.query_at("kind");
  filter.category = call.query_at("category");
  filter.status = call.query_at("status");
  filter.level = call.query_at("level");
  filter.state = call.query_at("state");
  filter.node_kind = call.query_at("node_kind");
  for (const std::string* text :
       {&filter.words, &filter.division, &filter.kind, &filter.category, &filter.status, &filter.level, &filter.node_kind}) {
    if (base::count_characters(*text) > longest_query)
      return base::refuse(ErrorCode::invalid, "directory.query_too_long", {{"most", std::to_string(longest_query)}});
  }
  constexpr std::array states = {"", "valid", "expired", "ended", "all"};
  if (std::ranges::find(states, filter.state) == states.end()) return base::refuse(ErrorCode::invalid, "directory.bad_state");
  const auto day = read_day(call, "as_of", call.today());
  if (!day) return base::refuse(day.error());
  filter.as_of = *day;
  return filter;
}

/// Fields cannot run into each other: each is written with its length.
std::string cache_key(const OutletFilter& filter) {
  std::string key = fmt::format("{}|{}", filter.limit, base::print_date(*filter.as_of));
  for (const std::string* text : {&filter.words, &filter.division, &filter.kind, &filter.category, &filter.status, &filter.level, &filter.state,
                                  &filter.node_kind, &filter.after_key, &filter.after_id}) {
    key += fmt::format("|{}:{}", text->size(), *text);
  }
  return key;
}

base::Result<FeedFilter> read_feed(const http::Call& call) {
  FeedFilter filter;
  const auto read_number = [&](std::string_view name, std::int64_t most, std::int64_t& into) {
    const std::string text = call.query_at(name);
    if (text.empty()) return true;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), into);
    return failure == std::errc() && end == text.data() + text.size() && into >= 0 && into <= most;
  };
  if (!read_number("after", INT64_MAX, filter.after) || !read_number("limit", most_changes, filter.limit) || filter.limit == 0) {
    return base::refuse(ErrorCode::invalid, "directory.bad_feed", {{"most", std::to_string(most_changes)}});
  }
  if (call.query_at("day").empty()) return filter;
  const auto day = read_day(call, "day", call.today());
  if (!day) return base::refuse(day.error());
  filter.day = *day;
  return filter;
}

constexpr const char* csv_type = "text/csv; charset=utf-8";
constexpr std::size_t longest_site = 100, longest_address = 500;
constexpr const char* lines_type = "application/x-ndjson; charset=utf-8";

}  // namespace

std::string Handlers::render_page(storage::Connection& connection, const OutletFilter& filter, const http::Page& page) const {
  Value::List items;
  std::map<std::string, std::string> sort_keys;
  for (const Outlet& outlet : directory::list_outlets(connection, filter, *registry_)) {
    items.push_back(to_value(outlet, *registry_, *filter.as_of));
    sort_keys[outlet.id] = outlet.sort_key;
  }
  Value body = http::page_body(std::move(items), page, [&](const Value& item) {
    const std::string id = item.text_or("id");
    return std::pair(sort_keys[id], id);
  });
  body.set("total", count_outlets(connection, filter, *registry_));
  body.set("as_of", base::print_date(*filter.as_of));
  return base::print_json(body);
}

base::Result<http::Response> Handlers::list_outlets(http::Call& call) {
  const auto page = http::read_page(call);
  if (!page) return base::refuse(page.error());
  auto filter = read_filter(call);
  if (!filter) return base::refuse(filter.error());
  filter->after_key = page->after;
  filter->after_id = page->after_id;
  filter->limit = page->limit;
  const std::string key = cache_key(*filter);
  const std::int64_t version = find_data_version(call.db());
  auto rendered = cache_.find(version, key);
  if (!rendered) {
    rendered = render_page(call.db(), *filter, *page);
    cache_.keep(version, key, *rendered);
  }
  return http::Response{200, std::move(*rendered), "application/json", {}, {}, {}};
}

base::Result<http::Response> Handlers::get_outlet(http::Call& call) {
  const auto outlet = find_outlet(call.db(), call.path_at("outlet_id"));
  if (!outlet) return base::refuse(ErrorCode::not_found, "directory.not_found");
  return http::ok(to_value(*outlet, *registry_, call.today()));
}

base::Result<http::Response> Handlers::get_outlet_history(http::Call& call) {
  const auto outlet = find_outlet(call.db(), call.path_at("outlet_id"));
  if (!outlet) return base::refuse(ErrorCode::not_found, "directory.not_found");
  return http::ok(Value::Map{{"items", list_history(call.db(), *outlet, call.today())}});
}

base::Result<http::Response> Handlers::list_outlet_statuses(http::Call&) {
  Value::List items;
  std::set<std::pair<std::string, std::string>> seen;  // two procedures of an act may lead to one status
  for (const Status& status : list_known_statuses(*registry_)) {
    if (!seen.emplace(status.status, status.act_id).second) continue;
    items.push_back(
        Value::Map{{"status", status.status}, {"label", regulations::to_value(status.label)}, {"level", status.level}, {"act_id", status.act_id}});
  }
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<http::Response> Handlers::export_outlets_jsonl(http::Call& call) {
  const auto filter = read_filter(call);
  if (!filter) return base::refuse(filter.error());
  return http::download(print_outlets_jsonl(call.db(), *filter, *registry_), lines_type,
                        fmt::format("outlets-{}.jsonl", base::print_date(*filter->as_of)));
}

base::Result<http::Response> Handlers::export_outlets_csv(http::Call& call) {
  const auto filter = read_filter(call);
  if (!filter) return base::refuse(filter.error());
  return http::download(print_outlets_csv(call.db(), *filter, *registry_), csv_type, fmt::format("outlets-{}.csv", base::print_date(*filter->as_of)));
}

base::Result<http::Response> Handlers::export_notices_jsonl(http::Call& call) {
  return http::download(print_notices_jsonl(call.db(), *registry_, call.today()), lines_type,
                        fmt::format("notices-{}.jsonl", base::print_date(call.today())));
}

base::Result<http::Response> Handlers::export_notices_csv(http::Call& call) {
  return http::download(print_notices_csv(call.db(), call.today()), csv_type, fmt::format("notices-{}.csv", base::print_date(call.today())));
}

base::Result<http::Response> Handlers::list_take_overs(http::Call& call) {
  Value::List registers, items, undone;
  for (const Register& each : list_registers(call, *registry_)) {
    registers.push_back(Value::Map{{"status", each.status.status},
                                   {"label", regulations::to_value(each.status.label)},
                                   {"authority_id", each.authority.id},
                                   {"authority_name", each.authority.name},
                                   {"is_granted", each.status.procedure != nullptr}});
  }
  for (const TakeOverRecord& record : directory::list_take_overs(call.db(), call.account_id())) items.push_back(to_value(record));
  for (const UndoneTakeOver& each : list_undone(call.db(), call.account_id())) undone.push_back(to_value(each));
  return http::ok(Value::Map{{"registers", std::move(registers)}, {"items", std::move(items)}, {"undone", std::move(undone)}});
}

base::Result<http::Response> Handlers::download_take_over_template(http::Call& call) {
  const auto into = find_register(call, *registry_);
  if (!into) return base::refuse(into.error());
  return http::download(print_take_over_template(call.db(), *into, call.language), http::workbook_type,
                        fmt::format("take-over-{}.xlsx", into->status.status));
}

base::Result<http::Response> Handlers::check_take_over(http::Call& call) {
  const auto list = directory::check_take_over(call, *registry_);
  if (!list) return base::refuse(list.error());
  return http::ok(to_value(*list, false, call.language, call.today()));
}

base::Result<http::Response> Handlers::enter_take_over(http::Call& call) {
  const auto list = directory::check_take_over(call, *registry_);
  if (!list) return base::refuse(list.error());
  if (!list->is_good()) {
    const auto wrong = std::ranges::count_if(list->list.lines, &TakeOverLine::is_wrong);
    return base::refuse(ErrorCode::invalid, "organisations.list_wrong_lines", {{"count", std::to_string(wrong)}});
  }
  directory::enter_take_over(call, *registry_, *list);
  return http::ok(to_value(*list, !list->entered_before, call.language, call.today()));
}

base::Result<http::Response> Handlers::get_take_over(http::Call& call) {
  const auto undoing = find_undoing(call.db(), *registry_, call.account_id(), call.path_at("take_over_id"));
  if (!undoing) return base::refuse(undoing.error());
  return http::ok(to_value(*undoing));
}

base::Result<http::Response> Handlers::undo_take_over(http::Call& call) {
  http::BodyReader reader(call.body);
  const std::string reason = base::trim(reader.required_text("reason", longest_reason));
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  if (reason.empty()) return base::refuse(ErrorCode::invalid, "directory.reason_missing");
  const auto undone = directory::undo_take_over(call, *registry_, call.path_at("take_over_id"), reason);
  if (!undone) return base::refuse(undone.error());
  return http::ok(to_value(*undone));
}

base::Result<http::Response> Handlers::export_website_json(http::Call& call) {
  const auto exported = find_website_export(call.db(), call.path_at("notice_id"));
  if (!exported) return base::refuse(exported.error());
  return http::download(base::print_json(to_value(*exported, *registry_, call.today())), "application/json",
                        fmt::format("filed-{}.json", base::print_date(exported->notice.published_on)));
}

base::Result<http::Response> Handlers::export_website_xlsx(http::Call& call) {
  const auto exported = find_website_export(call.db(), call.path_at("notice_id"));
  if (!exported) return base::refuse(exported.error());
  return http::download(print_xlsx(*exported, *registry_, call.today()), http::workbook_type,
                        fmt::format("filed-{}.xlsx", base::print_date(exported->notice.published_on)));
}

base::Result<http::Response> Handlers::list_website_publications(http::Call& call) {
  const auto exported = find_website_export(call.db(), call.path_at("notice_id"));
  if (!exported) return base::refuse(exported.error());
  Value::List items;
  for (const WebsitePublication& each : directory::list_website_publications(call.db(), exported->notice.id)) items.push_back(to_value(each));
  return http::ok(Value::Map{{"items", std::move(items)}});
}

base::Result<http::Response> Handlers::record_website_publication(http::Call& call) {
  http::BodyReader reader(call.body);
  WebsitePublication publication;
  publication.site = reader.required_text("site", longest_site);
  publication.address = reader.required_text("address", longest_address);
  publication.published_on = base::print_date(reader.required_date("published_on"));
  if (auto good = reader.finish(); !good) return base::refuse(good.error());
  const auto exported = find_website_export(call.db(), call.path_at("notice_id"));
  if (!exported) return base::refuse(exported.error());
  const auto recorded = directory::record_website_publication(call.db(), *exported, std::move(publication), call, *registry_);
  if (!recorded) return base::refuse(recorded.error());
  return http::created(to_value(*recorded), "");
}

base::Result<http::Response> Handlers::list_changes(http::Call& call) {
  const auto filter = read_feed(call);
  if (!filter) return base::refuse(filter.error());
  return http::download(print_changes_jsonl(call.db(), *filter), lines_type, fmt::format("changes-{}.jsonl", filter->after));
}

base::Result<http::Response> Handlers::search_everything(http::Call& call) {
  const std::string words = base::trim(call.query_at("q"));
  if (words.empty()) return base::refuse(ErrorCode::invalid, "directory.query_missing");
  if (base::count_characters(words) > longest_query) {
    return base::refuse(ErrorCode::invalid, "directory.query_too_long", {{"most", std::to_string(longest_query)}});
  }
  OutletFilter outlet_filter;
  outlet_filter.words = words;
  outlet_filter.as_of = call.today();
  outlet_filter.limit = most_hits - 1;  // the store adds the row that tells of a next page
  Value::List outlets, found;
  for (const Outlet& outlet : directory::list_outlets(call.db(), outlet_filter, *registry_)) {
    outlets.push_back(to_value(outlet, *registry_, call.today()));
  }
  const notices::NoticeFilter notice_filter{"", words, std::nullopt, call.today(), "", "", most_hits - 1, ""};
  for (const notices::Notice& notice : notices::list_notices(call.db(), notice_filter)) found.push_back(notices::summary_value(notice, call.today()));
  return http::ok(Value::Map{{"outlets", std::move(outlets)},
                             {"notices", std::move(found)},
                             {"articles", regulations::search_articles(call.db(), *registry_, words, static_cast<std::size_t>(most_hits))}});
}

}  // namespace zhidian::directory
