#include "capabilities/directory/directory_http.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "capabilities/directory/directory_store.hpp"
#include "capabilities/notices/notices.hpp"

namespace zhidian::directory {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::size_t longest_query = 100;
constexpr std::int64_t most_hits = 10;

base::Result<OutletFilter> read_filter(const http::Call& call, const http::Page& page) {
  OutletFilter filter{call.query_at("q"), call.query_at("division"), call.query_at("kind"), call.query_at("category"), page.after, page.after_id,
                      page.limit};
  for (const std::string* text : {&filter.words, &filter.division, &filter.kind, &filter.category}) {
    if (base::count_characters(*text) > longest_query)
      return base::refuse(ErrorCode::invalid, "directory.query_too_long", {{"most", std::to_string(longest_query)}});
  }
  return filter;
}

/// Fields cannot run into each other: each is written with its length.
std::string cache_key(const OutletFilter& filter) {
  std::string key = std::to_string(filter.limit);
  for (const std::string* text : {&filter.words, &filter.division, &filter.kind, &filter.category, &filter.after_key, &filter.after_id}) {
    key += fmt::format("|{}:{}", text->size(), *text);
  }
  return key;
}

}  // namespace

std::string Handlers::render_page(storage::Connection& connection, const OutletFilter& filter, const http::Page& page) const {
  Value::List items;
  std::map<std::string, std::string> sort_keys;
  for (const Outlet& outlet : directory::list_outlets(connection, filter)) {
    items.push_back(to_value(outlet, *registry_));
    sort_keys[outlet.id] = outlet.sort_key;
  }
  Value body = http::page_body(std::move(items), page, [&](const Value& item) {
    const std::string id = item.text_or("id");
    return std::pair(sort_keys[id], id);
  });
  body.set("total", count_outlets(connection, filter));
  return base::print_json(body);
}

base::Result<http::Response> Handlers::list_outlets(http::Call& call) {
  const auto page = http::read_page(call);
  if (!page) return base::refuse(page.error());
  const auto filter = read_filter(call, *page);
  if (!filter) return base::refuse(filter.error());
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
  return http::ok(to_value(*outlet, *registry_));
}

base::Result<http::Response> Handlers::search_everything(http::Call& call) {
  const std::string words = base::trim(call.query_at("q"));
  if (words.empty()) return base::refuse(ErrorCode::invalid, "directory.query_missing");
  if (base::count_characters(words) > longest_query) {
    return base::refuse(ErrorCode::invalid, "directory.query_too_long", {{"most", std::to_string(longest_query)}});
  }
  OutletFilter outlet_filter;
  outlet_filter.words = words;
  outlet_filter.limit = most_hits - 1;  // the store adds the row that tells of a next page
  Value::List outlets, found;
  for (const Outlet& outlet : directory::list_outlets(call.db(), outlet_filter)) outlets.push_back(to_value(outlet, *registry_));
  const notices::NoticeFilter notice_filter{"", words, std::nullopt, call.today(), "", "", most_hits - 1};
  for (const notices::Notice& notice : notices::list_notices(call.db(), notice_filter)) found.push_back(notices::summary_value(notice, call.today()));
  return http::ok(Value::Map{{"outlets", std::move(outlets)},
                             {"notices", std::move(found)},
                             {"articles", regulations::search_articles(call.db(), *registry_, words, static_cast<std::size_t>(most_hits))}});
}

}  // namespace zhidian::directory
