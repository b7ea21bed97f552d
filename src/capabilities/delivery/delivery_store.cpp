#include "capabilities/delivery/delivery_store.hpp"

#include <fmt/ranges.h>

#include <iterator>
#include <sstream>

#include "capabilities/delivery/delivery.hpp"
#include "capabilities/delivery/sql.hpp"

namespace zhidian::delivery {
namespace {

using Topics = std::set<std::string, std::less<>>;

std::string id_of(const storage::Row& row) { return row.text("id"); }

Topics read_topics(const std::string& words) {
  std::istringstream stream(words);
  return {std::istream_iterator<std::string>(stream), {}};
}

Webhook read_webhook(const storage::Row& row) {
  return {row.text("id"),
          row.optional_text("organisation_id"),
          row.optional_text("authority_id"),
          row.text("url"),
          row.text("format"),
          row.text("secret"),
          row.text("language"),
          row.text("created_at"),
          row.integer("version")};
}

SendingLine read_line(const storage::Row& row) {
  return {row.text("id"),          row.text("channel"),         row.text("state"),
          row.text("last_error"),  row.text("not_before"),      row.text("next_attempt_at"),
          row.text("created_at"),  row.text("login_name"),      base::parse_json(row.view("payload")).value_or(base::Value()),
          row.integer("attempts"), row.optional_text("sent_at")};
}

}  // namespace

void record_ways(storage::Connection& connection, bool has_mail, bool has_webhooks) {
  connection.execute(sql::delivery::record_way, {"mail", has_mail});
  connection.execute(sql::delivery::record_way, {"webhook", has_webhooks});
}

bool is_set_up(storage::Connection& connection, std::string_view channel) {
  return connection.find(sql::delivery::find_way, {channel}, [](const storage::Row& row) { return row.integer("is_set_up") == 1; }).value_or(false);
}

Settings find_settings(storage::Connection& connection, std::string_view account_id) {
  return connection
      .find(sql::delivery::find_settings, {account_id},
            [](const storage::Row& row) {
              return Settings{row.text("address"),
                              row.text("pending_address"),
                              row.text("code_digest"),
                              row.text("code_sent_at"),
                              row.text("code_until"),
                              row.text("language"),
                              read_topics(row.text("muted_topics")),
                              row.integer("version")};
            })
      .value_or(Settings{});
}

bool keep_wishes(storage::Connection& connection, std::string_view account_id, const Settings& wanted) {
  connection.execute(sql::delivery::insert_settings, {account_id, wanted.language});
  return connection.execute(sql::delivery::keep_wishes,
                            {account_id, wanted.language, fmt::format("{}", fmt::join(wanted.muted_topics, " ")), wanted.version}) == 1;
}

void keep_pending_address(storage::Connection& connection, std::string_view account_id, const Settings& wanted) {
  connection.execute(sql::delivery::insert_settings, {account_id, wanted.language});
  connection.execute(sql::delivery::keep_pending_address,
                     {account_id, wanted.pending_address, wanted.code_digest, wanted.code_sent_at, wanted.code_until});
}

void confirm_address(storage::Connection& connection, std::string_view account_id, std::string_view at) {
  connection.execute(sql::delivery::confirm_address, {account_id, at});
}

void forget_address(storage::Connection& connection, std::string_view account_id) { connection.execute(sql::delivery::forget_address, {account_id}); }

std::optional<Topics> find_muted_topics(storage::Connection& connection, std::string_view account_id) {
  return connection.find(sql::delivery::find_muted_topics, {account_id},
                         [](const storage::Row& row) { return read_topics(row.text("muted_topics")); });
}

std::optional<Reader> find_reader(storage::Connection& connection, std::string_view account_id) {
  return connection.find(sql::delivery::find_reader, {account_id}, [](const storage::Row& row) {
    return Reader{row.text("display_name"), row.text("address"),    row.text("pending_address"),
                  row.text("code_digest"),  row.text("code_until"), row.text("language")};
  });
}

std::optional<std::string> find_organisation_webhook(storage::Connection& connection, std::string_view organisation_id) {
  return connection.find(sql::delivery::find_organisation_webhook, {organisation_id}, id_of);
}

std::optional<std::string> find_authority_webhook(storage::Connection& connection, std::string_view authority_id) {
  return connection.find(sql::delivery::find_authority_webhook, {authority_id}, id_of);
}

std::optional<Webhook> find_webhook(storage::Connection& connection, std::string_view id) {
  return connection.find(sql::delivery::find_webhook, {id}, read_webhook);
}

std::optional<Webhook> find_visible_webhook(storage::Connection& connection, std::string_view id, std::string_view account_id) {
  return connection.find(sql::delivery::find_visible_webhook, {id, account_id}, read_webhook);
}

std::vector<Webhook> list_visible_webhooks(storage::Connection& connection, std::string_view account_id) {
  return connection.list(sql::delivery::list_visible_webhooks, {account_id}, read_webhook);
}

bool insert_webhook(storage::Connection& connection, const Webhook& webhook, std::string_view account_id) {
  return connection.execute(sql::delivery::insert_webhook, {webhook.id, webhook.organisation_id, webhook.authority_id, webhook.url, webhook.format,
                                                            webhook.secret, webhook.language, account_id, webhook.created_at}) == 1;
}

bool keep_webhook(storage::Connection& connection, const Webhook& webhook) {
  return connection.execute(sql::delivery::keep_webhook,
                            {webhook.id, webhook.url, webhook.format, webhook.secret, webhook.language, webhook.version}) == 1;
}

std::optional<std::int64_t> delete_webhook(storage::Connection& connection, std::string_view id) {
  return connection.find(sql::delivery::delete_webhook, {id}, [](const storage::Row& row) { return row.integer("version"); });
}

std::vector<SendingLine> list_own_sendings(storage::Connection& connection, std::string_view account_id, const http::Page& page) {
  return connection.list(sql::delivery::list_own_sendings, {account_id, page.after, page.after_id, page.limit + 1}, read_line);
}

std::vector<SendingLine> list_all_sendings(storage::Connection& connection, std::string_view state, const http::Page& page) {
  return connection.list(sql::delivery::list_all_sendings, {page.after, page.after_id, state, page.limit + 1}, read_line);
}

}  // namespace zhidian::delivery
