#pragma once
#include <mutex>
#include <string>
#include <unordered_map>

#include "http/http.hpp"
#include "storage/storage.hpp"

namespace zhidian::accounts {

/// A session ends after eight hours without a request and 24 hours after signing in.
constexpr std::chrono::hours session_idle{8};
constexpr std::chrono::hours session_longest{24};
/// A password given at most this long ago counts as given again.
constexpr std::chrono::minutes reauthentication_lasts{15};

/// Opens a session and returns its token, 256 random bits in hex; only its SHA-256 is stored. Expired sessions of the account go.
std::string open_session(storage::Connection& connection, std::string_view account_id, base::Instant system_now, base::Random& secrets);
void end_session(storage::Connection& connection, std::string_view token);
/// Ends every session of the account except the given one (its hash, or empty).
void end_sessions(storage::Connection& connection, std::string_view account_id, std::string_view except_session_id = {});
void keep_reauthentication(storage::Connection& connection, std::string_view session_id, base::Instant system_now);

/// Finds the principal of a session token by one indexed query. It never writes, so that a GET stays a read: when a session
/// was last seen is kept in memory and written by `keep_seen`. Threads: safe to call from several.
class Authenticator final : public http::Authenticator {
 public:
  std::optional<http::Principal> authenticate(storage::Connection& connection, std::string_view session_token, base::Instant system_now) override;
  /// Writes what was seen since the last call; the server calls it every few minutes. Returns how many sessions.
  std::size_t keep_seen(storage::Database& database);

 private:
  bool is_idle(const std::string& session_id, const std::string& stored_last_seen, base::Instant system_now);

  std::mutex mutex_;
  std::unordered_map<std::string, base::Instant> seen_;
};

}  // namespace zhidian::accounts
