#include "capabilities/accounts/accounts_session.hpp"

#include "capabilities/accounts/sql.hpp"

namespace zhidian::accounts {
namespace {

struct SessionRow {
  http::Principal principal;
  std::string last_seen_at, reauthenticated_at, state;
  bool must_change_password = false;
};

void read_row(const storage::Row& row, std::optional<SessionRow>& session) {
  if (!session) {
    session.emplace();
    session->principal.account_id = row.text("account_id");
    session->principal.display_name = row.text("display_name");
    session->principal.is_demonstration = row.integer("is_demonstration") != 0;
    session->last_seen_at = row.text("last_seen_at");
    session->reauthenticated_at = row.text("reauthenticated_at");
    session->state = row.text("state");
    session->must_change_password = row.integer("must_change_password") != 0;
  }
  if (!row.is_null("role")) session->principal.grants.push_back({row.text("role"), row.text("organisation_id"), row.text("authority_id")});
}

/// A provisional account, or one whose password must be changed, performs nothing with legal effect.
bool is_reauthenticated(const SessionRow& session, base::Instant system_now) {
  if (session.principal.is_demonstration) return true;
  if (session.state != "active" || session.must_change_password) return false;
  const auto given = base::parse_instant(session.reauthenticated_at);
  return given && system_now < *given + reauthentication_lasts;
}

}  // namespace

std::string open_session(storage::Connection& connection, std::string_view account_id, base::Instant system_now, base::Random& secrets) {
  const std::string now = base::print_instant(system_now);
  connection.execute(sql::accounts::delete_expired_sessions, {account_id, now});
  std::string token = base::make_token(secrets);
  connection.execute(sql::accounts::insert_session, {base::sha256_hex(token), account_id, now, base::print_instant(system_now + session_longest)});
  return token;
}

void end_session(storage::Connection& connection, std::string_view token) {
  connection.execute(sql::accounts::delete_session, {base::sha256_hex(token)});
}

void end_sessions(storage::Connection& connection, std::string_view account_id, std::string_view except_session_id) {
  connection.execute(sql::accounts::delete_sessions, {account_id, except_session_id});
}

void keep_reauthentication(storage::Connection& connection, std::string_view session_id, base::Instant system_now) {
  connection.execute(sql::accounts::keep_reauthentication, {session_id, base::print_instant(system_now)});
}

std::optional<http::Principal> Authenticator::authenticate(storage::Connection& connection, std::string_view session_token,
                                                           base::Instant system_now) {
  if (session_token.empty()) return std::nullopt;
  const std::string session_id = base::sha256_hex(session_token);
  std::optional<SessionRow> session;
  connection.query(sql::accounts::find_session, {session_id, base::print_instant(system_now)},
                   [&](const storage::Row& row) { read_row(row, session); });
  if (!session || is_idle(session_id, session->last_seen_at, system_now)) return std::nullopt;
  session->principal.session_id = session_id;
  session->principal.must_change_password = session->must_change_password;
  session->principal.is_reauthenticated = is_reauthenticated(*session, system_now);
  return std::move(session->principal);
}

bool Authenticator::is_idle(const std::string& session_id, const std::string& stored_last_seen, base::Instant system_now) {
  const std::scoped_lock lock(mutex_);
  const auto stored = base::parse_instant(stored_last_seen).value_or(base::Instant{});
  const auto remembered = seen_.find(session_id);
  const auto last = remembered == seen_.end() ? stored : std::max(stored, remembered->second);
  if (last + session_idle <= system_now) return true;
  seen_[session_id] = system_now;
  return false;
}

std::size_t Authenticator::keep_seen(storage::Database& database) {
  std::unordered_map<std::string, base::Instant> seen;
  {
    const std::scoped_lock lock(mutex_);
    seen.swap(seen_);
  }
  if (seen.empty()) return 0;
  auto transaction = database.write();
  for (const auto& [session_id, instant] : seen)
    transaction->connection().execute(sql::accounts::keep_last_seen, {session_id, base::print_instant(instant)});
  transaction->commit();
  return seen.size();
}

}  // namespace zhidian::accounts
