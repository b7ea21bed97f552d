#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "audit/log.hpp"
#include "http/http.hpp"
#include "storage/storage.hpp"

namespace zhidian::accounts {

constexpr std::size_t longest_login = 64, longest_password = 128;

struct NewAccount {
  std::string login_name, display_name, password;  // password may be empty: only a one-time code opens it
  std::string role, organisation_id, authority_id;
  std::string state = "active";  // provisional, active
  bool is_demonstration = false;
  bool must_change_password = false;  // the password was set by somebody else
};
/// Hashes the password with argon2id (slow: call it outside a write transaction).
std::string hash_password(std::string_view password, base::Random& random);
/// Inserts account and grant and logs it. `password_hash` from hash_password, or empty; `actor_id` empty: the system.
/// Errors: accounts.login_name_taken, accounts.bad_login_name, accounts.bad_display_name, accounts.bad_role, accounts.place_required.
base::Result<std::string> create_account(storage::Connection& connection, const NewAccount& account, std::string_view password_hash,
                                         base::Instant now, base::Random& random, std::string_view actor_id = {});
/// The two halves of create_account, for a caller that writes more rows before the log's head is locked.
base::Result<std::string> insert_account(storage::Connection& connection, const NewAccount& account, std::string_view password_hash,
                                         base::Instant now, base::Random& random);
void log_created_account(storage::Connection& connection, std::string_view account_id, const NewAccount& account, base::Instant now,
                         base::Random& random, std::string_view actor_id);
/// Gives an account a further role and logs it. The three administrators are exclusive.
/// Errors: accounts.role_exclusive, accounts.bad_role, accounts.place_required, accounts.not_found.
base::Result<void> add_grant(storage::Connection& connection, std::string_view account_id, std::string_view role, std::string_view organisation_id,
                             std::string_view authority_id, base::Instant now, base::Random& random, std::string_view actor_id = {});

enum class PasswordProfile { dengbao3, asvs };
/// Errors: accounts.weak_password (profile dengbao3: at least 8 characters of three kinds; asvs: at least 12, no kinds),
/// accounts.password_too_long, accounts.password_holds_login_name.
base::Result<void> check_password_rules(std::string_view password, std::string_view login_name, PasswordProfile profile = PasswordProfile::dengbao3);

struct Authority {
  std::string id, name, short_name, level, division_code, telephone, address;
};
std::optional<Authority> find_authority(storage::Connection& connection, std::string_view id);
/// The authorities of `level` whose division is `division_code` or its nearest ancestor: one, except where several ministries stand.
std::vector<Authority> list_authorities_for(storage::Connection& connection, std::string_view level, std::string_view division_code);
/// Whether the account holds this role (authority_officer, recommender_officer) at the authority.
bool is_officer(storage::Connection& connection, std::string_view account_id, std::string_view authority_id, std::string_view role);
/// The authority whose division lies closest around `division_code`, of whatever level.
std::optional<Authority> find_nearest_authority(storage::Connection& connection, std::string_view division_code);
void insert_authority(storage::Connection& connection, const Authority& authority, base::Instant now);
/// The same, and the log says so: who may recommend or file from now on.
void add_authority(storage::Connection& connection, const Authority& authority, base::Instant now, base::Random& random);

class Authenticator;  // implements http::Authenticator, in accounts_session.hpp
class Service;        // signing in, passwords, codes; in accounts_service.hpp

}  // namespace zhidian::accounts
