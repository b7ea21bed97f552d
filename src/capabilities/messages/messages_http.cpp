#include "capabilities/messages/messages_http.hpp"

#include <algorithm>

#include "capabilities/messages/messages_store.hpp"

namespace zhidian::messages {
namespace {

constexpr std::size_t most_ids = 200;

base::Value to_value(const StoredMessage& message, http::Language language) {
  return base::Value::Map{{"id", message.id},
                          {"kind", message.kind},
                          {"text", http::sentence(language, "messages." + message.kind, message.params)},
                          {"link", message.link},
                          {"created_at", message.created_at},
                          {"read_at", message.read_at ? base::Value(*message.read_at) : base::Value()}};
}

}  // namespace

base::Result<http::Response> Handlers::list_messages(http::Call& call) {
  const auto page = http::read_page(call);
  if (!page) return base::refuse(page.error());
  base::Value::List items;
  for (const auto& message : messages::list_messages(call.db(), call.account_id(), call.query_at("unread") == "true", *page))
    items.push_back(to_value(message, call.language));
  auto body =
      http::page_body(std::move(items), *page, [](const base::Value& item) { return std::pair(item.text_or("created_at"), item.text_or("id")); });
  body.set("unread", count_unread(call.db(), call.account_id()));
  return http::ok(std::move(body));
}

base::Result<http::Response> Handlers::mark_messages_read(http::Call& call) {
  http::BodyReader reader(call.body);
  const std::vector<std::string> ids = reader.optional_texts("ids", 64);
  if (auto good = reader.finish(); !good) return base::refuse(good.error());
  if (ids.size() > most_ids || !std::ranges::all_of(ids, base::is_id)) return base::refuse(base::ErrorCode::invalid, "messages.bad_ids");
  const std::string at = base::print_instant(call.business_now);
  if (call.body.at("ids").is_null()) mark_all_read(call.db(), call.account_id(), at);
  for (const auto& id : ids) mark_read(call.db(), call.account_id(), id, at);
  return http::no_content();
}

}  // namespace zhidian::messages
