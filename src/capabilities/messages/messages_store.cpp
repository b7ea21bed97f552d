#include "capabilities/messages/messages_store.hpp"

#include "base/value.hpp"
#include "capabilities/messages/sql.hpp"

namespace zhidian::messages {
namespace {

std::string account_id_of(const storage::Row& row) { return row.text("account_id"); }

std::string print_params(const std::map<std::string, std::string>& params) {
  base::Value::Map map;
  for (const auto& [name, text] : params) map.emplace(name, text);
  return base::print_json(std::move(map));
}

std::map<std::string, std::string> parse_params(std::string_view json) {
  std::map<std::string, std::string> params;
  const auto value = base::parse_json(json);
  if (!value || !value->is_map()) return params;
  for (const auto& [name, text] : value->as_map()) params.emplace(name, text.as_text());
  return params;
}

}  // namespace

std::vector<std::string> list_organisation_accounts(storage::Connection& connection, std::string_view organisation_id, std::string_view except) {
  return connection.list(sql::messages::list_organisation_accounts, {organisation_id, except}, account_id_of);
}

std::vector<std::string> list_authority_accounts(storage::Connection& connection, std::string_view authority_id, std::string_view except) {
  return connection.list(sql::messages::list_authority_accounts, {authority_id, except}, account_id_of);
}

std::vector<std::string> list_role_accounts(storage::Connection& connection, std::string_view role) {
  return connection.list(sql::messages::list_role_accounts, {role}, account_id_of);
}

bool is_told(storage::Connection& connection, std::string_view account_id) {
  return connection.find(sql::messages::find_told_account, {account_id}, account_id_of).has_value();
}

void insert_message(storage::Connection& connection, std::string_view id, std::string_view account_id, const Message& message, std::string_view at) {
  connection.execute(sql::messages::insert_message,
                     {id, account_id, message.subject_kind, message.subject_id, message.kind, print_params(message.params), message.link, at});
}

std::vector<StoredMessage> list_messages(storage::Connection& connection, std::string_view account_id, bool is_unread_only, const http::Page& page) {
  return connection.list(sql::messages::list_messages, {account_id, page.after, page.after_id, is_unread_only, page.limit + 1},
                         [](const storage::Row& row) {
                           return StoredMessage{row.text("id"),
                                                row.text("kind"),
                                                row.text("link"),
                                                row.text("created_at"),
                                                parse_params(row.text("params")),
                                                row.optional_text("read_at")};
                         });
}

std::int64_t count_unread(storage::Connection& connection, std::string_view account_id) {
  return connection.find(sql::messages::count_unread, {account_id}, [](const storage::Row& row) { return row.integer("unread"); }).value_or(0);
}

void mark_read(storage::Connection& connection, std::string_view account_id, std::string_view id, std::string_view at) {
  connection.execute(sql::messages::mark_message_read, {account_id, id, at});
}

void mark_all_read(storage::Connection& connection, std::string_view account_id, std::string_view at) {
  connection.execute(sql::messages::mark_all_read, {account_id, at});
}

}  // namespace zhidian::messages
