#include "capabilities/accounts/accounts_http.hpp"

#include <algorithm>
#include <array>

#include "base/qr_code.hpp"
#include "base/text.hpp"
#include "capabilities/accounts/accounts_session.hpp"
#include "capabilities/accounts/accounts_totp.hpp"
#include "capabilities/messages/messages.hpp"

namespace zhidian::accounts {
namespace {

using base::ErrorCode;

constexpr std::size_t longest_code = 64;
constexpr std::size_t longest_name = 50;
constexpr std::array<std::string_view, 3> states{"provisional", "active", "disabled"};

base::Value to_value(const NamedGrant& grant) {
  return base::Value::Map{{"role", grant.role},
                          {"organisation_id", base::text_value(grant.organisation_id)},
                          {"organisation_name", base::text_value(grant.organisation_name)},
                          {"authority_id", base::text_value(grant.authority_id)},
                          {"authority_name", base::text_value(grant.authority_name)},
                          {"authority_level", base::text_value(grant.authority_level)},
                          {"division_code", base::text_value(grant.division_code)}};
}

base::Value to_value(storage::Connection& connection, const VisibleAccount& account) {
  base::Value::List grants;
  for (const auto& grant : list_grants(connection, account.id)) grants.push_back(to_value(grant));
  return base::Value::Map{{"id", account.id},
                          {"login_name", account.login_name},
                          {"display_name", account.display_name},
                          {"state", account.state},
                          {"rejected_reason", base::text_value(account.rejected_reason)},
                          {"grants", std::move(grants)}};
}

base::Value to_value(const Authority& authority) {
  return base::Value::Map{{"id", authority.id},
                          {"name", authority.name},
                          {"short_name", authority.short_name},
                          {"level", authority.level},
                          {"division_code", authority.division_code},
                          {"telephone", base::text_value(authority.telephone)},
                          {"address", base::text_value(authority.address)}};
}

base::Result<http::Response> done(const base::Result<void>& outcome) {
  if (!outcome) return base::refuse(outcome.error());
  return http::no_content();
}

}  // namespace

Origin origin_of(const http::Call& call) { return {call.client_address, call.business_now, call.system_now}; }

base::Value session_body(storage::Connection& connection, std::string_view account_id, bool is_reauthenticated, bool is_demonstration,
                         const http::Call& call) {
  base::Value::Map body{{"account", base::Value()},
                        {"is_demonstration_mode", is_demonstration},
                        {"is_reauthenticated", is_reauthenticated},
                        {"business_today", base::print_date(call.today())}};
  if (const auto account = find_account(connection, account_id)) {
    body["account"] = to_value(connection, {account->id, account->login_name, account->display_name, account->state, {}});
    body["has_totp"] = !account->totp_secret.empty();
    body["must_change_password"] = account->must_change_password;
    body["unread_messages"] = messages::count_unread(connection, account_id);
  }
  return body;
}

http::Response session_answer(Service& service, std::string_view account_id, std::string_view token, const http::Call& call, int status) {
  auto reader = service.database().read();
  const auto account = find_account(reader->connection(), account_id);
  const bool is_reauthenticated = account && (account->is_demonstration || (account->state == "active" && !account->must_change_password));
  http::Response response = http::ok(session_body(reader->connection(), account_id, is_reauthenticated, service.options().is_demonstration, call));
  response.status = status;
  response.cookies.push_back(http::session_cookie(token, session_longest));
  return response;
}

base::Result<http::Response> Handlers::get_session(http::Call& call) {
  return http::ok(session_body(call.db(), call.account_id(), call.principal != nullptr && call.principal->is_reauthenticated,
                               service_.options().is_demonstration, call));
}

base::Result<http::Response> Handlers::sign_in(http::Call& call) {
  http::BodyReader reader(call.body);
  const auto login_name = reader.required_text("login_name", longest_login);
  const auto password = reader.required_text("password", longest_password);
  const auto totp = reader.optional_text("totp", longest_code);
  if (auto good = reader.finish(); !good) return base::refuse(good.error());
  const auto session = service_.sign_in(login_name, password, totp, origin_of(call));
  if (!session) return base::refuse(session.error());
  return session_answer(service_, session->account_id, session->token, call, 200);
}

base::Result<http::Response> Handlers::sign_out(http::Call& call) {
  if (!call.session_cookie.empty()) end_session(call.db(), call.session_cookie);
  http::Response response = http::no_content();
  response.cookies.push_back(http::expired_session_cookie());
  return response;
}

base::Result<http::Response> Handlers::reauthenticate(http::Call& call) {
  http::BodyReader reader(call.body);
  const auto password = reader.required_text("password", longest_password);
  const auto totp = reader.optional_text("totp", longest_code);
  if (auto good = reader.finish(); !good) return base::refuse(good.error());
  return done(service_.reauthenticate(*call.principal, password, totp, origin_of(call)));
}

base::Result<http::Response> Handlers::change_password(http::Call& call) {
  http::BodyReader reader(call.body);
  const auto old_password = reader.required_text("old_password", longest_password);
  const auto new_password = reader.required_text("new_password", longest_password);
  if (auto good = reader.finish(); !good) return base::refuse(good.error());
  return done(service_.change_password(*call.principal, old_password, new_password, origin_of(call)));
}

base::Result<http::Response> Handlers::reset_password(http::Call& call) {
  http::BodyReader reader(call.body);
  const auto login_name = reader.required_text("login_name", longest_login);
  const auto code = reader.required_text("code", longest_code);
  const auto new_password = reader.required_text("new_password", longest_password);
  if (auto good = reader.finish(); !good) return base::refuse(good.error());
  return done(service_.reset_password(login_name, base::trim(code), new_password, origin_of(call)));
}

base::Result<http::Response> Handlers::enrol_totp(http::Call& call) {
  const auto secret = service_.make_totp(*call.principal);
  if (!secret) return base::refuse(secret.error());
  auto reader = service_.database().read();
  const auto account = find_account(reader->connection(), call.account_id());
  const std::string uri = totp_uri(*secret, account ? account->login_name : "");
  const auto code = base::make_qr_code(uri);
  if (!code) return base::refuse(code.error());
  const base::Value drawn(base::Value::Map{{"side", code->side}, {"path", base::print_svg_path(*code)}});
  return http::ok(base::Value::Map{{"secret", *secret}, {"uri", uri}, {"qr", drawn}});
}

base::Result<http::Response> Handlers::confirm_totp(http::Call& call) {
  http::BodyReader reader(call.body);
  const auto secret = reader.required_text("secret", longest_code);
  const auto totp = reader.required_text("totp", longest_code);
  if (auto good = reader.finish(); !good) return base::refuse(good.error());
  return done(service_.confirm_totp(*call.principal, secret, totp, origin_of(call)));
}

base::Result<http::Response> Handlers::list_demonstration_accounts(http::Call& call) {
  base::Value::List items;
  if (!service_.options().is_demonstration) return http::ok(base::Value::Map{{"items", std::move(items)}, {"password", ""}});
  for (const auto& account : list_demonstration(call.db()))
    items.push_back(base::Value::Map{{"login_name", account.login_name},
                                     {"display_name", account.display_name},
                                     {"role", account.role},
                                     {"place", account.place},
                                     {"level", account.level}});
  return http::ok(base::Value::Map{{"items", std::move(items)}, {"password", find_demonstration_password(call.db())}});
}

base::Result<http::Response> Handlers::list_accounts(http::Call& call) {
  const auto page = http::read_page(call);
  if (!page) return base::refuse(page.error());
  const std::string state = call.query_at("state");
  if (!state.empty() && std::ranges::find(states, state) == states.end()) return base::refuse(ErrorCode::malformed, "accounts.bad_state");
  base::Value::List items;
  for (const auto& account : list_visible(call.db(), call.account_id(), state, *page)) items.push_back(to_value(call.db(), account));
  return http::ok(
      http::page_body(std::move(items), *page, [](const base::Value& item) { return std::pair(item.text_or("login_name"), std::string()); }));
}

base::Result<http::Response> Handlers::create_account(http::Call& call) {
  http::BodyReader reader(call.body);
  NewAccount account;
  account.login_name = reader.required_text("login_name", longest_login);
  account.display_name = base::trim(reader.required_text("display_name", longest_name));
  account.role = reader.required_text("role", http::longest_id);
  account.organisation_id = reader.optional_text("organisation_id", http::longest_id);
  account.authority_id = reader.optional_text("authority_id", http::longest_id);
  if (auto good = reader.finish(); !good) return base::refuse(good.error());
  const auto created = service_.create_account(*call.principal, std::move(account), origin_of(call));
  if (!created) return base::refuse(created.error());
  auto snapshot = service_.database().read();
  const auto stored = find_account(snapshot->connection(), created->account_id);
  if (!stored) return base::refuse(ErrorCode::not_found, "accounts.not_found");
  base::Value value = to_value(snapshot->connection(), {stored->id, stored->login_name, stored->display_name, stored->state, {}});
  return http::created(base::Value::Map{{"account", std::move(value)}, {"one_time_code", created->code}}, "/api/accounts/" + created->account_id);
}

base::Result<http::Response> Handlers::create_password_code(http::Call& call) {
  const auto code = service_.create_password_code(*call.principal, call.path_at("account_id"), origin_of(call));
  if (!code) return base::refuse(code.error());
  http::Response response = http::ok(base::Value::Map{{"one_time_code", *code}});
  response.status = 201;
  return response;
}

base::Result<http::Response> Handlers::disable_account(http::Call& call) {
  return done(accounts::disable_account(call.db(), *call.principal, call.path_at("account_id"), call.business_now, *call.random));
}

base::Result<http::Response> Handlers::confirm_account(http::Call& call) {
  return done(accounts::confirm_account(call.db(), *call.principal, call.path_at("account_id"), call.business_now, *call.random));
}

base::Result<http::Response> Handlers::list_authorities(http::Call& call) {
  base::Value::List items;
  for (const auto& authority : accounts::list_authorities(call.db(), call.query_at("division"))) items.push_back(to_value(authority));
  return http::ok(base::Value::Map{{"items", std::move(items)}});
}

}  // namespace zhidian::accounts
