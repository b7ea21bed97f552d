#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "http/http.hpp"
#include "storage/storage.hpp"

namespace zhidian::delivery {

bool is_set_up(storage::Connection& connection, std::string_view channel);

/// How a person is written to; what nobody has entered yet is as it stands here.
struct Settings {
  std::string address, pending_address;
  std::string code_digest;
  std::string code_sent_at, code_until;  // system time
  std::string language = "zh";
  std::set<std::string, std::less<>> muted_topics;
  std::int64_t version = 1;
};
Settings find_settings(storage::Connection& connection, std::string_view account_id);
/// False where the version has moved on.
bool keep_wishes(storage::Connection& connection, std::string_view account_id, const Settings& wanted);
void keep_pending_address(storage::Connection& connection, std::string_view account_id, const Settings& wanted);
void confirm_address(storage::Connection& connection, std::string_view account_id, std::string_view at);
void forget_address(storage::Connection& connection, std::string_view account_id);

/// The topics a person who gets mail does without; empty for a person who gets none.
std::optional<std::set<std::string, std::less<>>> find_muted_topics(storage::Connection& connection, std::string_view account_id);

/// Whom a mail goes to, as it stands when it is sent; a disabled account is nobody.
struct Reader {
  std::string display_name, address, pending_address, code_digest, code_until, language;
};
std::optional<Reader> find_reader(storage::Connection& connection, std::string_view account_id);

struct Webhook {
  std::string id;
  std::optional<std::string> organisation_id, authority_id;
  std::string url, format, secret, language, created_at;
  std::int64_t version = 1;
};
std::optional<std::string> find_organisation_webhook(storage::Connection& connection, std::string_view organisation_id);
std::optional<std::string> find_authority_webhook(storage::Connection& connection, std::string_view authority_id);
std::optional<Webhook> find_webhook(storage::Connection& connection, std::string_view id);
std::optional<Webhook> find_visible_webhook(storage::Connection& connection, std::string_view id, std::string_view account_id);
std::vector<Webhook> list_visible_webhooks(storage::Connection& connection, std::string_view account_id);
/// False where the owner has one.
bool insert_webhook(storage::Connection& connection, const Webhook& webhook, std::string_view account_id);
bool keep_webhook(storage::Connection& connection, const Webhook& webhook);
/// The version it had last, or nothing where it is gone already.
std::optional<std::int64_t> delete_webhook(storage::Connection& connection, std::string_view id);

/// A line of the outbox as people see it.
struct SendingLine {
  std::string id, channel, state, last_error, not_before, next_attempt_at, created_at, login_name;
  base::Value payload;
  std::int64_t attempts = 0;
  std::optional<std::string> sent_at;
};
/// Newest first; one row more than the page's limit where there is more.
std::vector<SendingLine> list_own_sendings(storage::Connection& connection, std::string_view account_id, const http::Page& page);
std::vector<SendingLine> list_all_sendings(storage::Connection& connection, std::string_view state, const http::Page& page);

}  // namespace zhidian::delivery
