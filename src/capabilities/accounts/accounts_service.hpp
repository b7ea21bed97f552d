#pragma once
#include <memory>
#include <string>

#include "capabilities/accounts/accounts.hpp"
#include "capabilities/accounts/accounts_ladder.hpp"
#include "capabilities/accounts/accounts_password.hpp"
#include "capabilities/accounts/accounts_store.hpp"

namespace zhidian::accounts {

struct Options {
  bool is_demonstration = false;
  PasswordProfile password_profile = PasswordProfile::dengbao3;
  std::size_t most_waiting = 2;  // passwords that may wait for their turn; each holds a worker
};

/// Where a request came from, and both clocks.
struct Origin {
  std::string address;
  base::Instant business_now, system_now;
};

/// Signing in, passwords, codes. Opens its own transactions, because hashing inside one would hold up every writer; secrets
/// come from the operating system even in the demonstration. Threads: safe to call from several.
class Service {
 public:
  Service(storage::Database& database, Options options, base::Random& ids);

  struct OpenedSession {
    std::string account_id, token;
  };
  /// Errors: accounts.wait, accounts.busy, accounts.wrong_credentials (also for an unknown or disabled
  /// account), accounts.registration_rejected, accounts.totp_required, accounts.wrong_totp.
  base::Result<OpenedSession> sign_in(std::string_view login_name, std::string_view password, std::string_view totp, const Origin& origin);
  /// Errors: as sign_in, accounts.not_confirmed, accounts.must_change_password.
  base::Result<void> reauthenticate(const http::Principal& principal, std::string_view password, std::string_view totp, const Origin& origin);
  /// Ends every other session. Errors: as sign_in and check_password_rules, accounts.demonstration_account.
  base::Result<void> change_password(const http::Principal& principal, std::string_view old_password, std::string_view new_password,
                                     const Origin& origin);
  /// Ends every session. Errors: accounts.wait, accounts.wrong_code, accounts.busy, as check_password_rules.
  base::Result<void> reset_password(std::string_view login_name, std::string_view code, std::string_view new_password, const Origin& origin);
  /// The first step of enrolment: nothing is stored. Errors: accounts.demonstration_account, accounts.reauthentication_required.
  base::Result<std::string> make_totp(const http::Principal& principal);
  /// Errors: as make_totp, accounts.bad_totp_secret, accounts.wrong_totp, accounts.wait.
  base::Result<void> confirm_totp(const http::Principal& principal, std::string_view secret, std::string_view totp, const Origin& origin);

  /// Creates an account inside what the creator may give, with a one-time code instead of a password.
  struct Created {
    std::string account_id, code;
  };
  /// Errors: as create_account, accounts.not_confirmed, accounts.not_administrator, accounts.unknown_organisation.
  base::Result<Created> create_account(const http::Principal& creator, NewAccount account, const Origin& origin);
  /// A new one-time code for an account in scope; ends none of its sessions. Errors: accounts.not_found, accounts.not_administrator,
  /// accounts.demonstration_account, accounts.disabled.
  base::Result<std::string> create_password_code(const http::Principal& creator, std::string_view account_id, const Origin& origin);

  /// Hashes a first password in its turn. Errors: accounts.busy, as check_password_rules.
  base::Result<std::string> hash_new_password(std::string_view password, std::string_view login_name);

  /// Forgets expired sessions, codes and attempts; the server calls it now and then.
  void tidy(base::Instant system_now);

  const Options& options() const { return options_; }
  base::Random& secrets() { return *secrets_; }
  base::Random& ids() { return ids_; }
  storage::Database& database() { return database_; }

 private:
  base::Result<Account> prove_password(const Ladder& ladder, std::string_view login_name, std::string_view password, const Origin& origin);
  base::Result<void> prove_totp(const Ladder& ladder, const Account& account, std::string_view totp, const Origin& origin);
  std::optional<Account> read_account(std::string_view account_id);
  /// One write transaction; committed where the change did not refuse.
  template <class Change>
  auto write(Change change) {
    auto transaction = database_.write();
    auto outcome = change(transaction->connection());
    if (outcome) transaction->commit();
    return outcome;
  }

  storage::Database& database_;
  Options options_;
  base::Random& ids_;
  std::unique_ptr<base::Random> secrets_;
  PasswordQueue queue_;
};

/// Whether the person may administer the account: a system or security administrator anybody, an institution's administrator
/// its colleagues. Errors: accounts.not_found (out of scope), accounts.not_administrator.
base::Result<void> check_administration(storage::Connection& connection, const http::Principal& person, std::string_view account_id);

/// The recommending bureau confirms the first account of an institution of its division, and the account is told.
/// Errors: accounts.not_found, accounts.not_provisional.
base::Result<void> confirm_account(storage::Connection& connection, const http::Principal& officer, std::string_view account_id, base::Instant now,
                                   base::Random& random);
/// A provisional account whose registration is refused: its institution, and the version its event takes.
struct RejectedAccount {
  std::string organisation_id;
  std::int64_t version = 0;
};
/// The other answer to a registration: the account is told why, ends its sessions and never opens again. Nothing where it was refused before;
/// log_rejected_account stands last. Errors: accounts.not_found, accounts.not_provisional.
base::Result<std::optional<RejectedAccount>> reject_account(storage::Connection& connection, const http::Principal& officer,
                                                            std::string_view account_id, std::string_view reason, base::Instant now,
                                                            base::Random& random);
void log_rejected_account(storage::Connection& connection, std::string_view account_id, const RejectedAccount& rejected, std::string_view reason,
                          std::string_view officer_id, base::Instant now, base::Random& random);
/// Ends its sessions. Errors: as check_administration, accounts.not_yourself, accounts.disabled.
base::Result<void> disable_account(storage::Connection& connection, const http::Principal& person, std::string_view account_id, base::Instant now,
                                   base::Random& random);

}  // namespace zhidian::accounts
