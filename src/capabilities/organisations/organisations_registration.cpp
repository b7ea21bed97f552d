#include "base/text.hpp"
#include "capabilities/accounts/accounts_http.hpp"
#include "capabilities/accounts/accounts_session.hpp"
#include "capabilities/messages/messages.hpp"
#include "capabilities/organisations/organisations_events.hpp"
#include "capabilities/organisations/organisations_http.hpp"

namespace zhidian::organisations {
namespace {

/// The institution of a registration with the version it has now; 1 where it is new.
struct Admitted {
  Organisation organisation;
  std::int64_t version = 1;
};

/// A new institution; or one an authority has entered, which then keeps the name, kind and division entered there: whoever registers is not
/// confirmed yet, and the bureau of that division confirms the account.
base::Result<Admitted> admit(storage::Connection& connection, Organisation wanted, base::Instant now, base::Random& random) {
  const auto unclaimed = find_unclaimed(connection, wanted.credit_code);
  const auto present = unclaimed ? find_organisation(connection, *unclaimed) : std::nullopt;
  if (!present) {
    auto id = add_organisation(connection, wanted, now, random);
    if (!id) return base::refuse(id.error());
    wanted.id = std::move(*id);
    return Admitted{std::move(wanted)};
  }
  wanted.id = present->id;
  wanted.name = present->name;
  wanted.kind = present->kind;
  wanted.registered_division = present->registered_division;
  if (!present->legal_person_code.empty()) {
    wanted.legal_person_name = present->legal_person_name;
    wanted.legal_person_code = present->legal_person_code;
  }
  const auto version = update_row(connection, wanted, present->version, now);
  if (!version) throw storage::Failure(storage::Failure::Kind::serialization, "organisations: somebody else registered this institution");
  return Admitted{std::move(wanted), *version};
}

void log_admitted(storage::Connection& connection, const Admitted& admitted, const std::string& account_id, base::Instant now, base::Random& random) {
  const Organisation& organisation = admitted.organisation;
  if (admitted.version == 1) return log_added_organisation(connection, organisation.id, organisation, account_id, now, random);
  append_event(connection, {"organisation", organisation.id, admitted.version, "claim", account_id, now}, public_part(organisation),
               personal_part(organisation), random);
}

}  // namespace

base::Result<accounts::Service::OpenedSession> register_institution(accounts::Service& accounts, const Organisation& organisation,
                                                                    accounts::NewAccount account, const std::string& password,
                                                                    const accounts::Origin& origin) {
  account.login_name = base::fold(account.login_name);
  const auto hash = accounts.hash_new_password(password, account.login_name);
  if (!hash) return base::refuse(hash.error());
  auto transaction = accounts.database().write();
  storage::Connection& connection = transaction->connection();
  const base::Instant now = origin.business_now;
  const auto admitted = admit(connection, organisation, now, accounts.ids());
  if (!admitted) return base::refuse(admitted.error());
  const std::string& organisation_id = admitted->organisation.id;
  account.organisation_id = organisation_id;
  account.role = "applicant_staff";
  account.state = "provisional";
  const auto account_id = accounts::insert_account(connection, account, *hash, now, accounts.ids());
  if (!account_id) return base::refuse(account_id.error());
  std::string token = accounts::open_session(connection, *account_id, origin.system_now, accounts.secrets());
  if (const auto authority = accounts::find_nearest_authority(connection, admitted->organisation.registered_division))
    messages::tell_authority(connection, authority->id,
                             {"organisations.registered", {{"organisation", organisation.name}}, "organisation", organisation_id, "/accounts"}, now,
                             accounts.ids());
  log_admitted(connection, *admitted, *account_id, now, accounts.ids());
  accounts::log_created_account(connection, *account_id, account, now, accounts.ids(), *account_id);
  transaction->commit();
  return accounts::Service::OpenedSession{*account_id, std::move(token)};
}

base::Result<http::Response> Handlers::register_institution(http::Call& call) {
  http::BodyReader reader(call.body);
  accounts::NewAccount account;
  account.login_name = reader.required_text("login_name", 64);
  account.display_name = base::trim(reader.required_text("display_name", 50));
  const auto password = reader.required_text("password", 128);
  const auto body = reader.optional_value("organisation");
  if (auto good = reader.finish(); !good) return base::refuse(good.error());
  const auto organisation = read_organisation_input(body);
  if (!organisation) return base::refuse(organisation.error());
  const auto opened = organisations::register_institution(accounts_, *organisation, std::move(account), password, accounts::origin_of(call));
  if (!opened) return base::refuse(opened.error());
  return accounts::session_answer(accounts_, opened->account_id, opened->token, call, 201);
}

}  // namespace zhidian::organisations
