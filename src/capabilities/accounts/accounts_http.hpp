#pragma once
#include "capabilities/accounts/accounts_service.hpp"
#include "capabilities/accounts/routes.hpp"

namespace zhidian::accounts {

/// Where a request came from.
Origin origin_of(const http::Call& call);
/// Schema Session: who the account is, with its roles and its unread messages. `is_reauthenticated` as the caller knows it.
base::Value session_body(storage::Connection& connection, std::string_view account_id, bool is_reauthenticated, bool is_demonstration,
                         const http::Call& call);
/// The answer to a new session: the body and its cookie.
http::Response session_answer(Service& service, std::string_view account_id, std::string_view token, const http::Call& call, int status);

/// Sessions, passwords, accounts, authorities. Threads: safe to call from several.
class Handlers final : public Routes {
 public:
  explicit Handlers(Service& service) : service_(service) {}
  base::Result<http::Response> get_session(http::Call& call) override;
  base::Result<http::Response> sign_in(http::Call& call) override;
  base::Result<http::Response> sign_out(http::Call& call) override;
  base::Result<http::Response> reauthenticate(http::Call& call) override;
  base::Result<http::Response> change_password(http::Call& call) override;
  base::Result<http::Response> reset_password(http::Call& call) override;
  base::Result<http::Response> enrol_totp(http::Call& call) override;
  base::Result<http::Response> confirm_totp(http::Call& call) override;
  base::Result<http::Response> list_demonstration_accounts(http::Call& call) override;
  base::Result<http::Response> list_accounts(http::Call& call) override;
  base::Result<http::Response> create_account(http::Call& call) override;
  base::Result<http::Response> create_password_code(http::Call& call) override;
  base::Result<http::Response> disable_account(http::Call& call) override;
  base::Result<http::Response> confirm_account(http::Call& call) override;
  base::Result<http::Response> list_authorities(http::Call& call) override;

 private:
  Service& service_;
};

}  // namespace zhidian::accounts
