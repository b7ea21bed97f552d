#pragma once
#include <optional>
#include <string>
#include <vector>

#include "capabilities/accounts/accounts.hpp"

namespace zhidian::accounts {

struct Account {
  std::string id, login_name, display_name, password_hash, totp_secret, state;
  bool is_demonstration = false, must_change_password = false;
  std::int64_t last_totp_step = 0, version = 0;
  std::string rejected_reason = {};  // of a registration that was refused
};
std::optional<Account> find_account(storage::Connection& connection, std::string_view id);
std::optional<Account> find_account_by_login(storage::Connection& connection, std::string_view login_name);

/// A grant with the names a reader needs.
struct NamedGrant {
  std::string role;
  std::optional<std::string> organisation_id, organisation_name, authority_id, authority_name, authority_level, division_code;
};
std::vector<NamedGrant> list_grants(storage::Connection& connection, std::string_view account_id);
std::vector<std::string> list_roles(storage::Connection& connection, std::string_view account_id);
void insert_grant(storage::Connection& connection, std::string_view account_id, std::string_view role, std::string_view organisation_id,
                  std::string_view authority_id, base::Instant now, base::Random& random);
/// False where the login name is taken.
bool insert_account_row(storage::Connection& connection, std::string_view id, const NewAccount& account, std::string_view password_hash,
                        base::Instant now);

/// Each returns the new version, which numbers the event, or nothing where the row was not in the state to be changed.
std::optional<std::int64_t> raise_version(storage::Connection& connection, std::string_view id);
std::optional<std::int64_t> keep_password(storage::Connection& connection, std::string_view id, std::string_view password_hash);
std::optional<std::int64_t> keep_totp_secret(storage::Connection& connection, std::string_view id, std::string_view secret, std::int64_t step);
std::optional<std::int64_t> confirm_row(storage::Connection& connection, std::string_view id);
std::optional<std::int64_t> disable_row(storage::Connection& connection, std::string_view id);
std::optional<std::int64_t> reject_row(storage::Connection& connection, std::string_view id, std::string_view reason);

/// False where this step or a later one was used before.
bool use_totp_step(storage::Connection& connection, std::string_view id, std::int64_t step);

/// How the viewer is related to the account (colleague, administrator, recommender); empty: out of scope.
std::vector<std::string> list_relations(storage::Connection& connection, std::string_view viewer_id, std::string_view account_id);
struct VisibleAccount {
  std::string id, login_name, display_name, state, rejected_reason;
};
/// In the order of login names; one more than `page.limit` where there is more.
std::vector<VisibleAccount> list_visible(storage::Connection& connection, std::string_view viewer_id, std::string_view state, const http::Page& page);
/// The account that administers an institution: the eldest that is not disabled.
std::optional<std::string> find_administrator(storage::Connection& connection, std::string_view organisation_id);
std::optional<std::string> find_organisation_name(storage::Connection& connection, std::string_view organisation_id);

/// One code per account at a time; only its hash is stored.
void keep_password_code(storage::Connection& connection, std::string_view account_id, std::string_view code, base::Instant expires_at);
std::optional<std::string> find_password_code(storage::Connection& connection, std::string_view code, std::string_view login_name, base::Instant now);
bool use_password_code(storage::Connection& connection, std::string_view code, base::Instant now);

struct DemonstrationAccount {
  std::string login_name, display_name, role, place, level;  // level of the authority, empty elsewhere
};
std::vector<DemonstrationAccount> list_demonstration(storage::Connection& connection);
std::string find_demonstration_password(storage::Connection& connection);

/// All, or those responsible for a division: it lies in theirs.
std::vector<Authority> list_authorities(storage::Connection& connection, std::string_view division_code);

/// Forgets expired sessions and codes and attempts older than `attempts_before`.
void tidy(storage::Connection& connection, base::Instant now, base::Instant attempts_before);

/// False in a store that nobody uses yet.
bool has_accounts(storage::Connection& connection);

}  // namespace zhidian::accounts
