#pragma once
#include <optional>
#include <vector>

#include "capabilities/messages/messages.hpp"
#include "http/http.hpp"

namespace zhidian::messages {

struct StoredMessage {
  std::string id, kind, link, created_at;
  std::map<std::string, std::string> params;
  std::optional<std::string> read_at;
};

std::vector<std::string> list_organisation_accounts(storage::Connection& connection, std::string_view organisation_id, std::string_view except);
std::vector<std::string> list_authority_accounts(storage::Connection& connection, std::string_view authority_id, std::string_view except);
std::vector<std::string> list_role_accounts(storage::Connection& connection, std::string_view role);
bool is_told(storage::Connection& connection, std::string_view account_id);
void insert_message(storage::Connection& connection, std::string_view id, std::string_view account_id, const Message& message, std::string_view at);

/// Newest first; one row more than the page's limit where there is more.
std::vector<StoredMessage> list_messages(storage::Connection& connection, std::string_view account_id, bool is_unread_only, const http::Page& page);
/// Another account's message is left alone, as if it were not there.
void mark_read(storage::Connection& connection, std::string_view account_id, std::string_view id, std::string_view at);
void mark_all_read(storage::Connection& connection, std::string_view account_id, std::string_view at);

}  // namespace zhidian::messages
