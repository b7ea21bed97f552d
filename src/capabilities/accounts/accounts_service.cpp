#include "capabilities/accounts/accounts_service.hpp"

#include "base/text.hpp"
#include "capabilities/accounts/accounts_events.hpp"
#include "capabilities/accounts/accounts_session.hpp"
#include "capabilities/accounts/accounts_totp.hpp"

namespace zhidian::accounts {
namespace {

using base::ErrorCode;

constexpr std::chrono::hours attempts_kept{24};
constexpr std::size_t longest_password_bytes = 1024;

tl::unexpected<base::Error> wrong_credentials() { return base::refuse(ErrorCode::unauthenticated, "accounts.wrong_credentials"); }

}  // namespace

Service::Service(storage::Database& database, Options options, base::Random& ids)
    : database_(database), options_(options), ids_(ids), secrets_(base::make_system_random()), queue_(options.most_waiting) {}

std::optional<Account> Service::read_account(std::string_view account_id) {
  auto reader = database_.read();
  return find_account(reader->connection(), account_id);
}

base::Result<Account> Service::prove_password(const Ladder& ladder, std::string_view login_name, std::string_view password, const Origin& origin) {
  std::optional<Account> account;
  const auto entered = write([&](storage::Connection& connection) {
    account = find_account_by_login(connection, login_name);
    return ladder.enter(connection, origin.system_now);
  });
  if (!entered) return base::refuse(entered.error());
  const bool is_rejected = account && !account->rejected_reason.empty();
  const bool is_open = account && (account->state != "disabled" || is_rejected) && password.size() <= longest_password_bytes;
  const auto good = queue_.verify(is_open ? account->password_hash : std::string(), password.substr(0, longest_password_bytes));
  if (!good || !*good) {
    write([&](storage::Connection& connection) -> base::Result<void> {
      if (good)
        ladder.charge_network(connection, origin.system_now);
      else
        ladder.take_back(connection);
      return {};
    });
    return good ? wrong_credentials() : base::refuse(good.error());
  }
  if (is_rejected) {
    write([&](storage::Connection& connection) -> base::Result<void> {
      ladder.take_back(connection);
      return {};
    });
    return base::refuse(ErrorCode::forbidden, "accounts.registration_rejected", {{"reason", account->rejected_reason}});
  }
  return *account;
}

base::Result<void> Service::prove_totp(const Ladder& ladder, const Account& account, std::string_view totp, const Origin& origin) {
  if (account.totp_secret.empty()) return {};
  if (totp.empty()) {
    write([&](storage::Connection& connection) -> base::Result<void> {
      ladder.take_back(connection);
      return {};
    });
    return base::refuse(ErrorCode::unauthenticated, "accounts.totp_required");
  }
  const auto step = match_totp(account.totp_secret, totp, origin.system_now, account.last_totp_step);
  bool is_fresh = false;
  write([&](storage::Connection& connection) -> base::Result<void> {
    is_fresh = step && use_totp_step(connection, account.id, *step);
    if (!is_fresh) ladder.charge_network(connection, origin.system_now);
    return {};
  });
  if (!is_fresh) return base::refuse(ErrorCode::unauthenticated, "accounts.wrong_totp");
  return {};
}

base::Result<Service::OpenedSession> Service::sign_in(std::string_view login_name, std::string_view password, std::string_view totp,
                                                      const Origin& origin) {
  const std::string folded = base::fold(login_name);
  const Ladder ladder("sign_in", folded, origin.address);
  const auto account = prove_password(ladder, folded, password, origin);
  if (!account) return base::refuse(account.error());
  if (auto proved = prove_totp(ladder, *account, totp, origin); !proved) return base::refuse(proved.error());
  return write([&](storage::Connection& connection) -> base::Result<OpenedSession> {
    const auto present = find_account(connection, account->id);
    if (!present || present->state == "disabled" || present->password_hash != account->password_hash) return wrong_credentials();
    ladder.forget(connection);
    return OpenedSession{account->id, open_session(connection, account->id, origin.system_now, *secrets_)};
  });
}

base::Result<void> Service::reauthenticate(const http::Principal& principal, std::string_view password, std::string_view totp, const Origin& origin) {
  const auto account = read_account(principal.account_id);
  if (!account) return wrong_credentials();
  if (account->state == "provisional") return base::refuse(ErrorCode::forbidden, "accounts.not_confirmed");
  if (account->must_change_password) return base::refuse(ErrorCode::forbidden, "accounts.must_change_password");
  const Ladder ladder("sign_in", account->login_name, origin.address);
  if (auto proved = prove_password(ladder, account->login_name, password, origin); !proved) return base::refuse(proved.error());
  if (auto proved = prove_totp(ladder, *account, totp, origin); !proved) return proved;
  return write([&](storage::Connection& connection) -> base::Result<void> {
    ladder.forget(connection);
    keep_reauthentication(connection, principal.session_id, origin.system_now);
    return {};
  });
}

base::Result<std::string> Service::hash_new_password(std::string_view password, std::string_view login_name) {
  if (auto good = check_password_rules(password, login_name, options_.password_profile); !good) return base::refuse(good.error());
  return queue_.hash(password, *secrets_);
}

base::Result<void> Service::change_password(const http::Principal& principal, std::string_view old_password, std::string_view new_password,
                                            const Origin& origin) {
  if (principal.is_demonstration) return base::refuse(ErrorCode::forbidden, "accounts.demonstration_account");
  const auto account = read_account(principal.account_id);
  if (!account) return wrong_credentials();
  if (auto good = check_password_rules(new_password, account->login_name, options_.password_profile); !good) return good;
  const Ladder ladder("sign_in", account->login_name, origin.address);
  if (auto proved = prove_password(ladder, account->login_name, old_password, origin); !proved) return base::refuse(proved.error());
  const auto hash = hash_new_password(new_password, account->login_name);
  if (!hash) return base::refuse(hash.error());
  return write([&](storage::Connection& connection) -> base::Result<void> {
    ladder.forget(connection);
    const auto version = keep_password(connection, principal.account_id, *hash);
    end_sessions(connection, principal.account_id, principal.session_id);
    append_event(connection, {principal.account_id, *version, "change_password", principal.account_id, origin.business_now}, base::Value::Map{}, {},
                 ids_);
    return {};
  });
}

base::Result<void> Service::reset_password(std::string_view login_name, std::string_view code, std::string_view new_password, const Origin& origin) {
  const std::string folded = base::fold(login_name);
  const Ladder ladder("reset", folded, origin.address);
  std::optional<std::string> account_id;
  const auto entered = write([&](storage::Connection& connection) {
    account_id = find_password_code(connection, code, folded, origin.system_now);
    return ladder.enter(connection, origin.system_now);
  });
  if (!entered) return entered;
  if (!account_id) return base::refuse(ErrorCode::invalid, "accounts.wrong_code");
  const auto hash = hash_new_password(new_password, folded);
  if (!hash) {
    write([&](storage::Connection& connection) -> base::Result<void> {
      ladder.take_back(connection);
      return {};
    });
    return base::refuse(hash.error());
  }
  return write([&](storage::Connection& connection) -> base::Result<void> {
    if (!use_password_code(connection, code, origin.system_now)) return base::refuse(ErrorCode::invalid, "accounts.wrong_code");
    ladder.forget(connection);
    const auto version = keep_password(connection, *account_id, *hash);
    end_sessions(connection, *account_id);
    append_event(connection, {*account_id, version.value_or(0), "reset_password", *account_id, origin.business_now}, base::Value::Map{}, {}, ids_);
    return {};
  });
}

void Service::tidy(base::Instant system_now) {
  write([&](storage::Connection& connection) -> base::Result<void> {
    accounts::tidy(connection, system_now, system_now - attempts_kept);
    return {};
  });
}

}  // namespace zhidian::accounts
