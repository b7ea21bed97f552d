#include <algorithm>

#include "base/text.hpp"
#include "capabilities/accounts/accounts_events.hpp"
#include "capabilities/accounts/accounts_service.hpp"
#include "capabilities/accounts/accounts_session.hpp"
#include "capabilities/accounts/accounts_totp.hpp"
#include "capabilities/messages/messages.hpp"

namespace zhidian::accounts {
namespace {

using base::ErrorCode;

constexpr std::chrono::hours code_lasts{1};
constexpr std::size_t code_bytes = 10;

bool holds(const std::vector<std::string>& relations, std::string_view relation) { return std::ranges::find(relations, relation) != relations.end(); }

/// Whether the person is the administrator of an institution that both belong to.
bool administers_colleague(storage::Connection& connection, const http::Principal& person, std::string_view account_id) {
  for (const auto& grant : list_grants(connection, account_id)) {
    if (!grant.organisation_id) continue;
    const bool is_mine = std::ranges::any_of(person.grants, [&](const http::Grant& mine) { return mine.organisation_id == *grant.organisation_id; });
    if (is_mine && find_administrator(connection, *grant.organisation_id) == person.account_id) return true;
  }
  return false;
}

/// An institution's administrator gives its own people the one role an institution has; a system administrator gives any.
base::Result<void> check_creation(storage::Connection& connection, const http::Principal& creator, NewAccount& account) {
  if (creator.has_role("system_administrator")) return {};
  if (account.role != "applicant_staff" || !account.authority_id.empty())
    return base::refuse(ErrorCode::forbidden, "accounts.role_not_yours_to_give");
  const auto mine = std::ranges::find(creator.grants, std::string_view("applicant_staff"), &http::Grant::role);
  if (mine == creator.grants.end()) return base::refuse(ErrorCode::forbidden, "accounts.not_administrator");
  if (account.organisation_id.empty()) account.organisation_id = mine->organisation_id;
  const bool is_own = std::ranges::any_of(creator.grants, [&](const http::Grant& grant) { return grant.organisation_id == account.organisation_id; });
  if (!is_own) return base::refuse(ErrorCode::not_found, "accounts.unknown_organisation");
  if (find_administrator(connection, account.organisation_id) != creator.account_id)
    return base::refuse(ErrorCode::forbidden, "accounts.not_administrator");
  const auto self = find_account(connection, creator.account_id);
  if (!self || self->state != "active") return base::refuse(ErrorCode::forbidden, "accounts.not_confirmed");
  return {};
}

}  // namespace

base::Result<void> check_administration(storage::Connection& connection, const http::Principal& person, std::string_view account_id) {
  const auto relations = list_relations(connection, person.account_id, account_id);
  if (relations.empty()) return base::refuse(ErrorCode::not_found, "accounts.not_found");
  if (holds(relations, "administrator") || administers_colleague(connection, person, account_id)) return {};
  return base::refuse(ErrorCode::forbidden, "accounts.not_administrator");
}

base::Result<void> confirm_account(storage::Connection& connection, const http::Principal& officer, std::string_view account_id, base::Instant now,
                                   base::Random& random) {
  if (!holds(list_relations(connection, officer.account_id, account_id), "recommender"))
    return base::refuse(ErrorCode::not_found, "accounts.not_found");
  const auto version = confirm_row(connection, account_id);
  if (!version) return base::refuse(ErrorCode::not_allowed, "accounts.not_provisional");
  messages::tell_account(connection, account_id, {"accounts.confirmed", {}, "account", std::string(account_id), "/"}, now, random);
  append_event(connection, {account_id, *version, "confirm", officer.account_id, now}, base::Value::Map{{"state", "active"}}, {}, random);
  return {};
}

base::Result<std::optional<RejectedAccount>> reject_account(storage::Connection& connection, const http::Principal& officer,
                                                            std::string_view account_id, std::string_view reason, base::Instant now,
                                                            base::Random& random) {
  if (!holds(list_relations(connection, officer.account_id, account_id), "recommender"))
    return base::refuse(ErrorCode::not_found, "accounts.not_found");
  const auto account = find_account(connection, account_id);
  if (account && !account->rejected_reason.empty()) return std::nullopt;
  if (!account || account->state != "provisional") return base::refuse(ErrorCode::not_allowed, "accounts.not_provisional");
  messages::tell_account(connection, account_id, {"accounts.rejected", {{"reason", std::string(reason)}}, "account", std::string(account_id), "/"},
                         now, random);
  const auto version = reject_row(connection, account_id, reason);
  if (!version) throw storage::Failure(storage::Failure::Kind::serialization, "accounts: somebody else answered this registration");
  end_sessions(connection, account_id);
  RejectedAccount rejected{{}, *version};
  for (const auto& grant : list_grants(connection, account_id)) {
    if (grant.organisation_id) rejected.organisation_id = *grant.organisation_id;
  }
  return rejected;
}

void log_rejected_account(storage::Connection& connection, std::string_view account_id, const RejectedAccount& rejected, std::string_view reason,
                          std::string_view officer_id, base::Instant now, base::Random& random) {
  append_event(connection, {account_id, rejected.version, "reject", officer_id, now}, base::Value::Map{{"state", "disabled"}},
               base::Value::Map{{"reason", reason}}, random);
}

base::Result<void> disable_account(storage::Connection& connection, const http::Principal& person, std::string_view account_id, base::Instant now,
                                   base::Random& random) {
  if (auto good = check_administration(connection, person, account_id); !good) return good;
  if (account_id == person.account_id) return base::refuse(ErrorCode::not_allowed, "accounts.not_yourself");
  const auto version = disable_row(connection, account_id);
  if (!version) return base::refuse(ErrorCode::not_allowed, "accounts.disabled");
  end_sessions(connection, account_id);
  append_event(connection, {account_id, *version, "disable", person.account_id, now}, base::Value::Map{{"state", "disabled"}}, {}, random);
  return {};
}

base::Result<Service::Created> Service::create_account(const http::Principal& creator, NewAccount account, const Origin& origin) {
  account.login_name = base::fold(account.login_name);
  const std::string code = base::make_token(*secrets_, code_bytes);
  return write([&](storage::Connection& connection) -> base::Result<Created> {
    if (auto good = check_creation(connection, creator, account); !good) return base::refuse(good.error());
    auto id = insert_account(connection, account, "", origin.business_now, ids_);
    if (!id) return base::refuse(id.error());
    keep_password_code(connection, *id, code, origin.system_now + code_lasts);
    log_created_account(connection, *id, account, origin.business_now, ids_, creator.account_id);
    return Created{*id, code};
  });
}

base::Result<std::string> Service::create_password_code(const http::Principal& creator, std::string_view account_id, const Origin& origin) {
  const std::string code = base::make_token(*secrets_, code_bytes);
  return write([&](storage::Connection& connection) -> base::Result<std::string> {
    if (auto good = check_administration(connection, creator, account_id); !good) return base::refuse(good.error());
    const auto account = find_account(connection, account_id);
    if (!account || account->state == "disabled") return base::refuse(ErrorCode::not_allowed, "accounts.disabled");
    if (account->is_demonstration) return base::refuse(ErrorCode::forbidden, "accounts.demonstration_account");
    keep_password_code(connection, account_id, code, origin.system_now + code_lasts);
    const auto version = raise_version(connection, account_id);
    append_event(connection, {account_id, version.value_or(0), "create_password_code", creator.account_id, origin.business_now}, base::Value::Map{},
                 {}, ids_);
    return code;
  });
}

base::Result<std::string> Service::make_totp(const http::Principal& principal) {
  if (principal.is_demonstration) return base::refuse(ErrorCode::forbidden, "accounts.demonstration_account");
  if (!principal.is_reauthenticated) return base::refuse(ErrorCode::forbidden, "accounts.reauthentication_required");
  return make_totp_secret(*secrets_);
}

base::Result<void> Service::confirm_totp(const http::Principal& principal, std::string_view secret, std::string_view totp, const Origin& origin) {
  if (auto allowed = make_totp(principal); !allowed) return base::refuse(allowed.error());
  if (!is_totp_secret(secret)) return base::refuse(ErrorCode::invalid, "accounts.bad_totp_secret");
  const Ladder ladder("totp", principal.account_id, origin.address);
  if (auto entered = write([&](storage::Connection& connection) { return ladder.enter(connection, origin.system_now); }); !entered) return entered;
  const auto step = match_totp(secret, totp, origin.system_now, 0);
  if (!step) return base::refuse(ErrorCode::invalid, "accounts.wrong_totp");
  return write([&](storage::Connection& connection) -> base::Result<void> {
    ladder.forget(connection);
    const auto version = keep_totp_secret(connection, principal.account_id, secret, *step);
    append_event(connection, {principal.account_id, version.value_or(0), "enrol_totp", principal.account_id, origin.business_now}, base::Value::Map{},
                 {}, ids_);
    return {};
  });
}

}  // namespace zhidian::accounts
