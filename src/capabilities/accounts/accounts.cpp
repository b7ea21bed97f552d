#include "capabilities/accounts/accounts.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "capabilities/accounts/accounts_events.hpp"
#include "capabilities/accounts/accounts_store.hpp"

namespace zhidian::accounts {
namespace {

using base::ErrorCode;

/// Where a role is held. The three administrators are exclusive. Source: GB/T 22239-2019, three administrators.
enum class Place { organisation, authority, installation };
struct Role {
  std::string_view id;
  Place place;
  bool is_administrator;
};
constexpr std::array<Role, 8> roles{{{"applicant_staff", Place::organisation, false},
                                     {"recommender_officer", Place::authority, false},
                                     {"authority_officer", Place::authority, false},
                                     {"expert", Place::installation, false},
                                     {"rule_editor", Place::installation, false},
                                     {"system_administrator", Place::installation, true},
                                     {"security_administrator", Place::installation, true},
                                     {"audit_administrator", Place::installation, true}}};

const Role* find_role(std::string_view id) {
  const auto found = std::ranges::find(roles, id, &Role::id);
  return found == roles.end() ? nullptr : &*found;
}

constexpr std::size_t shortest_login = 3;
constexpr std::size_t longest_display_name = 50;

bool is_login_name(std::string_view name) {
  return name.size() >= shortest_login && name.size() <= longest_login && std::ranges::all_of(name, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' || c == '@';
         });
}

base::Result<void> check_place(storage::Connection& connection, std::string_view role_id, std::string_view organisation_id,
                               std::string_view authority_id) {
  const Role* role = find_role(role_id);
  if (role == nullptr) return base::refuse(ErrorCode::invalid, "accounts.bad_role");
  const bool wants_organisation = role->place == Place::organisation;
  const bool wants_authority = role->place == Place::authority;
  if (wants_organisation == organisation_id.empty() || wants_authority == authority_id.empty())
    return base::refuse(ErrorCode::invalid, "accounts.place_required");
  if (wants_organisation && !find_organisation_name(connection, organisation_id))
    return base::refuse(ErrorCode::not_found, "accounts.unknown_organisation");
  if (wants_authority && !find_authority(connection, authority_id)) return base::refuse(ErrorCode::not_found, "accounts.unknown_authority");
  return {};
}

base::Value describe_grant(std::string_view role, std::string_view organisation_id, std::string_view authority_id) {
  return base::Value::Map{{"role", role}, {"organisation_id", organisation_id}, {"authority_id", authority_id}};
}

}  // namespace

base::Result<std::string> insert_account(storage::Connection& connection, const NewAccount& account, std::string_view password_hash,
                                         base::Instant now, base::Random& random) {
  if (!is_login_name(account.login_name)) return base::refuse(ErrorCode::invalid, "accounts.bad_login_name");
  const std::size_t length = base::count_characters(account.display_name);
  if (base::is_blank(account.display_name) || length > longest_display_name || base::has_hidden_characters(account.display_name))
    return base::refuse(ErrorCode::invalid, "accounts.bad_display_name");
  if (auto good = check_place(connection, account.role, account.organisation_id, account.authority_id); !good) return base::refuse(good.error());
  const std::string id = base::make_id(now, random);
  if (!insert_account_row(connection, id, account, password_hash, now)) return base::refuse(ErrorCode::conflict, "accounts.login_name_taken");
  insert_grant(connection, id, account.role, account.organisation_id, account.authority_id, now, random);
  return id;
}

void log_created_account(storage::Connection& connection, std::string_view account_id, const NewAccount& account, base::Instant now,
                         base::Random& random, std::string_view actor_id) {
  base::Value content = describe_grant(account.role, account.organisation_id, account.authority_id);
  content.set("state", account.state);
  append_event(connection, {account_id, 1, "create", actor_id, now}, std::move(content),
               base::Value::Map{{"login_name", account.login_name}, {"display_name", account.display_name}}, random);
}

base::Result<std::string> create_account(storage::Connection& connection, const NewAccount& account, std::string_view password_hash,
                                         base::Instant now, base::Random& random, std::string_view actor_id) {
  auto id = insert_account(connection, account, password_hash, now, random);
  if (id) log_created_account(connection, *id, account, now, random, actor_id);
  return id;
}

base::Result<void> add_grant(storage::Connection& connection, std::string_view account_id, std::string_view role, std::string_view organisation_id,
                             std::string_view authority_id, base::Instant now, base::Random& random, std::string_view actor_id) {
  if (auto good = check_place(connection, role, organisation_id, authority_id); !good) return good;
  const auto version = raise_version(connection, account_id);
  if (!version) return base::refuse(ErrorCode::not_found, "accounts.not_found");
  for (const auto& held : list_roles(connection, account_id)) {
    const Role* other = find_role(held);
    if (held != role && (find_role(role)->is_administrator || (other != nullptr && other->is_administrator)))
      return base::refuse(ErrorCode::conflict, "accounts.role_exclusive");
  }
  insert_grant(connection, account_id, role, organisation_id, authority_id, now, random);
  append_event(connection, {account_id, *version, "grant", actor_id, now}, describe_grant(role, organisation_id, authority_id), {}, random);
  return {};
}

}  // namespace zhidian::accounts
