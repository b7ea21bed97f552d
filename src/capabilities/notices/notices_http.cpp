#include "capabilities/notices/notices_http.hpp"

namespace zhidian::notices {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::size_t longest_title = 200, longest_body = 20000, most_cases = 200;

base::Result<NoticeInput> read_notice(const Value& body) {
  http::BodyReader reader(body);
  NoticeInput input;
  input.title = reader.required_text("title", longest_title);
  input.body = reader.optional_text("body", longest_body);
  input.term_length = reader.optional_text("term_length", http::longest_id);
  const Value::List named = reader.optional_list("cases");
  if (auto good = reader.finish(); !good) return base::refuse(std::move(good.error()));
  if (named.size() > most_cases) return base::refuse(ErrorCode::invalid, "notices.too_many_cases", {{"most", std::to_string(most_cases)}});
  for (const Value& item : named) {
    http::BodyReader line(item);
    NamedCase wanted{line.required_text("case_id", http::longest_id), line.required_integer("version", 1, INT64_MAX)};
    if (auto good = line.finish(); !good) return base::refuse(std::move(good.error()));
    input.cases.push_back(std::move(wanted));
  }
  return input;
}

base::Result<std::optional<bool>> read_running(const std::string& text) {
  if (text.empty()) return std::optional<bool>();
  if (text != "true" && text != "false") return base::refuse(ErrorCode::invalid, "notices.bad_running");
  return std::optional(text == "true");
}

}  // namespace

base::Result<http::Response> Handlers::list_notices(http::Call& call) {
  const auto page = http::read_page(call);
  if (!page) return base::refuse(page.error());
  const auto running = read_running(call.query_at("running"));
  if (!running) return base::refuse(running.error());
  const NoticeFilter filter{call.query_at("kind"), call.query_at("q"), *running, call.today(), page->after, page->after_id, page->limit};
  Value::List items;
  for (const Notice& notice : notices::list_notices(call.db(), filter)) items.push_back(summary_value(notice, call.today()));
  return http::ok(
      http::page_body(std::move(items), *page, [](const Value& item) { return std::pair(item.text_or("published_on"), item.text_or("id")); }));
}

base::Result<http::Response> Handlers::publish_notice(http::Call& call) {
  const auto input = read_notice(call.body);
  if (!input) return base::refuse(input.error());
  const auto notice = publish(call.db(), cases_, *input, {call.account_id(), {}, call.business_now, false}, *call.random);
  if (!notice) return base::refuse(notice.error());
  return http::created(to_value(call.db(), cases_.registry(), *notice, call.today()), "/api/notices/" + notice->id);
}

base::Result<http::Response> Handlers::preview_notice_term(http::Call& call) {
  const rules::Procedure* procedure = cases_.registry().law.find_procedure(call.query_at("act"), call.query_at("procedure"));
  const auto publication = procedure ? find_publication(*procedure) : std::nullopt;
  if (!publication) return base::refuse(ErrorCode::invalid, "notices.no_notice_in_procedure");
  const rules::Calendar& calendar = cases_.registry().calendar;
  const auto due = count_notice(*publication->term, call.query_at("length"), call.today(), calendar);
  if (!due) return base::refuse(due.error());
  return http::ok(regulations::to_value(*due, call.today(), calendar.version()));
}

base::Result<http::Response> Handlers::get_notice(http::Call& call) {
  const auto notice = find_notice(call.db(), call.path_at("notice_id"));
  if (!notice) return base::refuse(ErrorCode::not_found, "notices.not_found");
  return http::ok(to_value(call.db(), cases_.registry(), *notice, call.today()));
}

}  // namespace zhidian::notices
