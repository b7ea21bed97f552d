#pragma once
#include <gtest/gtest.h>

#include <string>

#include "capabilities/accounts/accounts_http.hpp"
#include "capabilities/accounts/accounts_session.hpp"
#include "capabilities/divisions/divisions.hpp"
#include "support/fresh_database.hpp"

namespace zhidian::accounts {

/// A city with two districts, an authority in each, and organisations as they are asked for; for unit tests only.
class TestWorld {
 public:
  explicit TestWorld(storage::Dialect dialect, Options options = {})
      : database_(dialect, ZHIDIAN_SOURCE_DIR), service_(*database_, options, *random_) {
    auto transaction = database_->write();
    storage::Connection& connection = transaction->connection();
    divisions::load_divisions(connection, divisions_table);
    city_ = add_authority(connection, "city", "210100");
    shenhe_ = add_authority(connection, "district", "210103");
    heping_ = add_authority(connection, "district", "210102");
    add_organisation(connection, shenhe_library, "210103");
    add_organisation(connection, heping_library, "210102");
    transaction->commit();
  }

  template <class Change>
  auto write(Change change) {
    auto transaction = database_->write();
    if constexpr (std::is_void_v<decltype(change(transaction->connection()))>) {
      change(transaction->connection());
      transaction->commit();
    } else {
      auto outcome = change(transaction->connection());
      transaction->commit();
      return outcome;
    }
  }

  /// An account with the password `password()`, signed in as this principal.
  http::Principal add_account(const std::string& login_name, const std::string& role, const std::string& organisation_id,
                              const std::string& authority_id, const std::string& state = "active") {
    NewAccount account{login_name, login_name, "", role, organisation_id, authority_id, state, false};
    http::Principal principal;
    principal.account_id =
        *write([&](storage::Connection& connection) { return accounts::create_account(connection, account, password_hash(), now(), *random_); });
    principal.grants.push_back({role, organisation_id, authority_id});
    principal.is_reauthenticated = true;
    return principal;
  }

  /// A call as the dispatcher makes it. Inside `run` its connection is a write transaction.
  http::Call call(const http::Principal* principal, base::Value body = {}) {
    http::Call made;
    made.principal = principal;
    made.body = std::move(body);
    made.client_address = "192.0.2.7";
    made.business_now = made.system_now = made.arrived_business = now();
    made.random = random_.get();
    return made;
  }
  template <class Handler>
  base::Result<http::Response> run(http::Call made, Handler handler) {
    auto transaction = database_->write();
    made.connection = &transaction->connection();
    auto response = handler(made);
    if (response) transaction->commit();
    return response;
  }

  Origin origin(const std::string& address = "192.0.2.7") const { return {address, now(), now()}; }
  base::Instant now() const { return now_; }
  void pass(std::chrono::milliseconds time) { now_ += time; }

  static const std::string& password() {
    static const std::string text = "Correct-Horse-7";
    return text;
  }
  static const std::string& password_hash() {
    static const std::string hash = hash_password(password(), *base::make_seeded_random(1));
    return hash;
  }

  static constexpr std::string_view divisions_table =
      "000000\t全国\tnation\t\t\t\t\n210000\t辽宁省\tprovince\t000000\t\t\t\n210100\t沈阳市\tcity\t210000\t\t\t\n"
      "210102\t和平区\tcounty\t210100\t\t\t\n210103\t沈河区\tcounty\t210100\t\t\t\n";
  const std::string shenhe_library = "01930000-0000-7000-8000-000000000001";
  const std::string heping_library = "01930000-0000-7000-8000-000000000002";

 private:
  std::string add_authority(storage::Connection& connection, const std::string& level, const std::string& division) {
    const std::string id = base::make_id(now(), *random_);
    insert_authority(connection, {id, level + division, level, level, division, "", ""}, now());
    return id;
  }
  void add_organisation(storage::Connection& connection, const std::string& id, const std::string& division) {
    const storage::Statement statement{
        "test/add_organisation",
        "INSERT INTO organisations (id, credit_code, is_code_confirmed, name, sort_key, kind, nature, registered_division, address, "
        "principal_name, principal_post, headcount, department, telephone, email, website, website_name, wechat, service_recipients, "
        "node_kinds, banned_until, state, version, created_at, updated_at) VALUES ($1, $1, 0, $3, $3, 'library', '', $2, '', '', '', "
        "NULL, '', '', '', '', '', '', '', '[]', NULL, 'active', 1, '', '')",
        ""};
    connection.execute(statement, {id, division, "图书馆" + division});
  }

  base::Instant now_ = *base::parse_instant("2024-09-27T02:00:00.000Z");
  support::FreshDatabase database_;
  std::unique_ptr<base::Random> random_ = base::make_seeded_random(7);
  Service service_;
  std::string city_, shenhe_, heping_;

 public:
  support::FreshDatabase& database() { return database_; }
  Service& service() { return service_; }
  base::Random& random() { return *random_; }
  const std::string& city() const { return city_; }
  const std::string& shenhe() const { return shenhe_; }
  const std::string& heping() const { return heping_; }
};

/// The error's id, or empty where there is none.
template <class T>
std::string error_of(const base::Result<T>& result) {
  return result ? std::string() : result.error().id;
}

}  // namespace zhidian::accounts
