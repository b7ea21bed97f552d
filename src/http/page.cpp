#include <charconv>

#include "http/encoding.hpp"
#include "http/http.hpp"

namespace zhidian::http {

namespace {

constexpr std::int64_t most_per_page = 100;
constexpr std::size_t longest_cursor = 2048;

std::string print_cursor(std::string_view after, std::string_view after_id) {
  return to_base64url(base::print_json(base::Value::Map{{"after", after}, {"id", after_id}}));
}

/// Reads only what print_cursor writes: anything else was not made here.
bool read_cursor(std::string_view cursor, Page& page) {
  if (cursor.size() > longest_cursor) return false;
  const auto text = from_base64url(cursor);
  const auto value = text ? base::parse_json(*text) : base::refuse(base::ErrorCode::malformed, "http.bad_cursor");
  if (!value || !value->at("after").is_text() || !value->at("id").is_text()) return false;
  page.after = value->text_or("after");
  page.after_id = value->text_or("id");
  return print_cursor(page.after, page.after_id) == cursor;
}

}  // namespace

base::Result<Page> read_page(const Call& call) {
  Page page;
  if (const auto limit = call.query.find("limit"); limit != call.query.end()) {
    const auto& text = limit->second;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), page.limit);
    if (failure != std::errc() || end != text.data() + text.size() || page.limit < 1 || page.limit > most_per_page) {
      return base::refuse(base::ErrorCode::malformed, "http.bad_limit");
    }
  }
  if (const auto cursor = call.query.find("cursor"); cursor != call.query.end() && !read_cursor(cursor->second, page)) {
    return base::refuse(base::ErrorCode::malformed, "http.bad_cursor");
  }
  return page;
}

base::Value page_body(base::Value::List items, const Page& page,
                      const std::function<std::pair<std::string, std::string>(const base::Value&)>& key_of) {
  base::Value next;
  if (std::cmp_greater(items.size(), page.limit)) {
    items.resize(static_cast<std::size_t>(page.limit));
    const auto [after, after_id] = key_of(items.back());
    next = print_cursor(after, after_id);
  }
  return base::Value::Map{{"items", std::move(items)}, {"next_cursor", std::move(next)}};
}

base::Result<Days> read_days(const Call& call) {
  Days days{call.query_at("from"), call.query_at("until")};
  for (const std::string& day : {days.from, days.until}) {
    if (!day.empty() && !base::parse_date(day)) return base::refuse(base::ErrorCode::malformed, "http.bad_date");
  }
  return days;
}

base::Result<void> check_rows(std::size_t rows) {
  if (std::cmp_greater(rows, most_rows)) return base::refuse(base::ErrorCode::invalid, "http.too_many_rows", {{"limit", std::to_string(most_rows)}});
  return {};
}

Response download(Body body, const char* type, const std::string& name) {
  return {200, std::move(body), type, {{"Content-Disposition", "attachment; filename=\"" + name + "\""}, {"Cache-Control", "no-cache"}}, {}, {}};
}

}  // namespace zhidian::http
