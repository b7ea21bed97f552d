#include <fmt/format.h>

#include "base/text.hpp"
#include "capabilities/accounts/accounts.hpp"
#include "capabilities/accounts/accounts_store.hpp"
#include "http/http.hpp"
#include "server/commands.hpp"
#include "server/sentence.hpp"
#include "server/sources.hpp"
#include "server/store.hpp"

namespace zhidian::server {
namespace {

int print_refusal(const base::Error& error) {
  fmt::print(stderr, "{}\n", sentence(error.id, error.params));
  for (const base::ErrorDetail& detail : error.details)
    fmt::print(stderr, "  {}\n", detail.id.empty() ? detail.message_zh : sentence(detail.id, detail.params));
  return Exit::finding;
}

/// A one-time code, valid for an hour, with which the person sets a password.
std::string give_code(storage::Connection& connection, const std::string& account_id, base::Random& random) {
  const std::string code = base::make_token(random, 10);
  accounts::keep_password_code(connection, account_id, code, system_now() + std::chrono::hours(1));
  return code;
}

}  // namespace

int user_add(const Place& place, const UserOptions& options) {
  Store store(place);
  const std::string password = options.password_file.empty() ? "" : first_line(options.password_file);
  if (!password.empty()) {
    if (const auto checked = accounts::check_password_rules(password, options.login_name); !checked) return print_refusal(checked.error());
  }
  const std::string hash = password.empty() ? "" : accounts::hash_password(password, *store.random);
  const auto transaction = store.database->write();
  const accounts::NewAccount account{
      options.login_name, options.display_name, "", options.role, options.organisation_id, options.authority_id, "active", false, !password.empty()};
  const auto id = accounts::create_account(transaction->connection(), account, hash, system_now(), *store.random);
  if (!id) return print_refusal(id.error());
  const std::string code = password.empty() ? give_code(transaction->connection(), *id, *store.random) : "";
  transaction->commit();
  fmt::print("{}\n", code.empty() ? *id : code);
  return Exit::done;
}

}  // namespace zhidian::server
