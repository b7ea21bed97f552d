#include "capabilities/accounts/accounts_store.hpp"

#include "capabilities/accounts/sql.hpp"

namespace zhidian::accounts {
namespace {

Account read_account(const storage::Row& row) {
  return {row.text("id"),
          row.text("login_name"),
          row.text("display_name"),
          row.text("password_hash"),
          row.text("totp_secret"),
          row.text("state"),
          row.integer("is_demonstration") != 0,
          row.integer("must_change_password") != 0,
          row.integer("last_totp_step"),
          row.integer("version"),
          row.text("rejected_reason")};
}

Authority read_authority(const storage::Row& row) {
  return {row.text("id"),        row.text("name"),   row.text("short_name"), row.text("level"), row.text("division_code"),
          row.text("telephone"), row.text("address")};
}

std::int64_t read_version(const storage::Row& row) { return row.integer("version"); }

}  // namespace

std::optional<Account> find_account(storage::Connection& connection, std::string_view id) {
  return connection.find(sql::accounts::find_account, {id}, read_account);
}

std::optional<Account> find_account_by_login(storage::Connection& connection, std::string_view login_name) {
  return connection.find(sql::accounts::find_account_by_login, {login_name}, read_account);
}

std::vector<NamedGrant> list_grants(storage::Connection& connection, std::string_view account_id) {
  return connection.list(sql::accounts::list_grants, {account_id}, [](const storage::Row& row) {
    const auto division = row.is_null("division_code") ? row.optional_text("registered_division") : row.optional_text("division_code");
    return NamedGrant{row.text("role"),
                      row.optional_text("organisation_id"),
                      row.optional_text("organisation_name"),
                      row.optional_text("authority_id"),
                      row.optional_text("authority_name"),
                      row.optional_text("authority_level"),
                      division};
  });
}

std::vector<std::string> list_roles(storage::Connection& connection, std::string_view account_id) {
  return connection.list(sql::accounts::list_roles, {account_id}, [](const storage::Row& row) { return row.text("role"); });
}

void insert_grant(storage::Connection& connection, std::string_view account_id, std::string_view role, std::string_view organisation_id,
                  std::string_view authority_id, base::Instant now, base::Random& random) {
  connection.execute(sql::accounts::insert_grant, {base::make_id(now, random), account_id, role, storage::or_null(organisation_id),
                                                   storage::or_null(authority_id), base::print_instant(now)});
}

bool insert_account_row(storage::Connection& connection, std::string_view id, const NewAccount& account, std::string_view password_hash,
                        base::Instant now) {
  return connection.execute(sql::accounts::insert_account, {id, account.login_name, account.display_name, password_hash, account.state,
                                                            account.is_demonstration, base::print_instant(now), account.must_change_password}) == 1;
}

std::optional<std::int64_t> raise_version(storage::Connection& connection, std::string_view id) {
  return connection.find(sql::accounts::raise_version, {id}, read_version);
}

std::optional<std::int64_t> keep_password(storage::Connection& connection, std::string_view id, std::string_view password_hash) {
  return connection.find(sql::accounts::keep_password, {id, password_hash}, read_version);
}

std::optional<std::int64_t> keep_totp_secret(storage::Connection& connection, std::string_view id, std::string_view secret, std::int64_t step) {
  return connection.find(sql::accounts::keep_totp_secret, {id, secret, step}, read_version);
}

std::optional<std::int64_t> confirm_row(storage::Connection& connection, std::string_view id) {
  return connection.find(sql::accounts::confirm_account, {id}, read_version);
}

std::optional<std::int64_t> disable_row(storage::Connection& connection, std::string_view id) {
  return connection.find(sql::accounts::disable_account, {id}, read_version);
}

std::optional<std::int64_t> reject_row(storage::Connection& connection, std::string_view id, std::string_view reason) {
  return connection.find(sql::accounts::reject_account, {id, reason}, read_version);
}

bool use_totp_step(storage::Connection& connection, std::string_view id, std::int64_t step) {
  return connection.execute(sql::accounts::use_totp_step, {id, step}) == 1;
}

std::vector<std::string> list_relations(storage::Connection& connection, std::string_view viewer_id, std::string_view account_id) {
  return connection.list(sql::accounts::find_visible_account, {viewer_id, account_id}, [](const storage::Row& row) { return row.text("relation"); });
}

std::vector<VisibleAccount> list_visible(storage::Connection& connection, std::string_view viewer_id, std::string_view state,
                                         const http::Page& page) {
  return connection.list(sql::accounts::list_visible_accounts, {viewer_id, page.after, state, page.limit + 1}, [](const storage::Row& row) {
    return VisibleAccount{row.text("id"), row.text("login_name"), row.text("display_name"), row.text("state"), row.text("rejected_reason")};
  });
}

std::optional<std::string> find_administrator(storage::Connection& connection, std::string_view organisation_id) {
  return connection.find(sql::accounts::find_administrator, {organisation_id}, [](const storage::Row& row) { return row.text("id"); });
}

std::optional<std::string> find_organisation_name(storage::Connection& connection, std::string_view organisation_id) {
  return connection.find(sql::accounts::find_organisation_name, {organisation_id}, [](const storage::Row& row) { return row.text("name"); });
}

void keep_password_code(storage::Connection& connection, std::string_view account_id, std::string_view code, base::Instant expires_at) {
  connection.execute(sql::accounts::delete_password_codes, {account_id});
  connection.execute(sql::accounts::insert_password_code, {base::sha256_hex(code), account_id, base::print_instant(expires_at)});
}

std::optional<std::string> find_password_code(storage::Connection& connection, std::string_view code, std::string_view login_name,
                                              base::Instant now) {
  return connection.find(sql::accounts::find_password_code, {base::sha256_hex(code), login_name, base::print_instant(now)},
                         [](const storage::Row& row) { return row.text("account_id"); });
}

bool use_password_code(storage::Connection& connection, std::string_view code, base::Instant now) {
  return connection.execute(sql::accounts::use_password_code, {base::sha256_hex(code), base::print_instant(now)}) == 1;
}

std::vector<DemonstrationAccount> list_demonstration(storage::Connection& connection) {
  return connection.list(sql::accounts::list_demonstration_accounts, {}, [](const storage::Row& row) {
    return DemonstrationAccount{row.text("login_name"), row.text("display_name"), row.text("role"),
                                row.is_null("organisation_name") ? row.text("authority_name") : row.text("organisation_name"),
                                row.text("authority_level")};
  });
}

std::string find_demonstration_password(storage::Connection& connection) {
  return connection.find(sql::accounts::find_demonstration_password, {}, [](const storage::Row& row) { return row.text("value"); }).value_or("");
}

std::optional<Authority> find_authority(storage::Connection& connection, std::string_view id) {
  return connection.find(sql::accounts::find_authority, {id}, read_authority);
}

bool is_officer(storage::Connection& connection, std::string_view account_id, std::string_view authority_id, std::string_view role) {
  return connection.find(sql::accounts::find_officer, {account_id, authority_id, role}, [](const storage::Row&) { return true; }).has_value();
}

std::vector<Authority> list_authorities_for(storage::Connection& connection, std::string_view level, std::string_view division_code) {
  auto found = connection.list(sql::accounts::list_authorities_for, {level, division_code}, read_authority);
  std::erase_if(found, [nearest = found.empty() ? "" : found.front().division_code](const Authority& each) { return each.division_code != nearest; });
  return found;
}

std::optional<Authority> find_nearest_authority(storage::Connection& connection, std::string_view division_code) {
  return connection.find(sql::accounts::find_nearest_authority, {division_code}, read_authority);
}

std::vector<Authority> list_authorities(storage::Connection& connection, std::string_view division_code) {
  return connection.list(sql::accounts::list_authorities, {division_code}, read_authority);
}

void insert_authority(storage::Connection& connection, const Authority& authority, base::Instant now) {
  connection.execute(sql::accounts::insert_authority,
                     {authority.id, authority.name, authority.short_name, authority.level, authority.division_code,
                      storage::or_null(authority.telephone), storage::or_null(authority.address), base::print_instant(now)});
}

void tidy(storage::Connection& connection, base::Instant now, base::Instant attempts_before) {
  connection.execute(sql::accounts::tidy_sessions, {base::print_instant(now)});
  connection.execute(sql::accounts::tidy_password_codes, {base::print_instant(now)});
  connection.execute(sql::accounts::tidy_attempts, {base::print_instant(attempts_before)});
}

bool has_accounts(storage::Connection& connection) {
  return connection.find(sql::accounts::find_any_account, {}, [](const storage::Row& row) { return row.text("id"); }).has_value();
}

}  // namespace zhidian::accounts
