#include <algorithm>

#include "base/text.hpp"
#include "capabilities/organisations/organisations_events.hpp"
#include "capabilities/organisations/organisations_http.hpp"

namespace zhidian::organisations {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::size_t longest_reason = 1000;

/// What becomes of the record of a refused registration, and the event that says so.
struct Outcome {
  std::string action;
  std::int64_t version = 0;
  Value content, personal;
};

/// The record as it stood before somebody claimed it. The parts a person may have erased come back empty.
Organisation restored(const Organisation& present, const audit::StoredEvent& before) {
  Organisation former = present;
  const auto text = [&](std::string_view name) { return before.content.text_or(name); };
  former.is_code_confirmed = before.content.bool_or("is_code_confirmed", false);
  former.nature = text("nature");
  former.address = text("address");
  former.headcount = before.content.integer_or("headcount", 0);
  former.department = text("department");
  former.website = text("website");
  former.website_name = text("website_name");
  former.wechat = text("wechat");
  former.service_recipients = text("service_recipients");
  former.legal_person_name = text("legal_person_name");
  former.legal_person_code = text("legal_person_code");
  former.principal_name = before.personal.text_or("principal_name");
  former.principal_post = before.personal.text_or("principal_post");
  former.telephone = before.personal.text_or("telephone");
  former.email = before.personal.text_or("email");
  return former;
}

/// The last event that tells the whole record before the account claimed it; nothing where the registration made the record.
std::optional<audit::StoredEvent> find_before_claim(storage::Connection& connection, const std::string& organisation_id,
                                                    std::string_view account_id) {
  std::optional<audit::StoredEvent> last;
  for (audit::StoredEvent& event : audit::list_events(connection, "organisation", organisation_id)) {
    if (event.actor_id == account_id) return last;
    if (event.content.at("address").is_text()) last = std::move(event);
  }
  return last;
}

Outcome settle(storage::Connection& connection, const Organisation& present, std::string_view account_id, base::Instant now) {
  if (const auto before = find_before_claim(connection, present.id, account_id)) {
    const Organisation former = restored(present, *before);
    const auto version = update_row(connection, former, present.version, now);
    if (!version) throw storage::Failure(storage::Failure::Kind::serialization, "organisations: changed while its registration was refused");
    return {"release", *version, public_part(former), personal_part(former)};
  }
  return {"reject",
          reject_row(connection, present.id, now),
          Value::Map{{"state", "rejected"}, {"credit_code", "rejected:" + present.id}, {"released_code", present.credit_code}},
          {}};
}

}  // namespace

base::Result<http::Response> Handlers::reject_registration(http::Call& call) {
  http::BodyReader reader(call.body);
  const std::string reason = base::trim(reader.required_text("reason", longest_reason));
  if (auto good = reader.finish(); !good) return base::refuse(good.error());
  if (reason.empty()) return base::refuse(ErrorCode::invalid, "organisations.reason_missing");
  const std::string account_id = call.path_at("account_id");
  const auto rejected = accounts::reject_account(call.db(), *call.principal, account_id, reason, call.business_now, *call.random);
  if (!rejected) return base::refuse(rejected.error());
  if (!*rejected) return http::no_content();  // refused before, with the reason that stands
  const std::string& organisation_id = (*rejected)->organisation_id;
  const auto present = find_organisation(call.db(), organisation_id);
  if (!present) throw storage::Failure(storage::Failure::Kind::constraint, "organisations: a registration without its institution");
  const Outcome outcome = settle(call.db(), *present, account_id, call.business_now);
  const Entries removed = remove_entries(call, organisation_id);
  if (on_rejection_) on_rejection_(call, organisation_id);
  log_removed(call, organisation_id, removed);
  append_event(call.db(), {"organisation", organisation_id, outcome.version, outcome.action, call.account_id(), call.business_now}, outcome.content,
               outcome.personal, *call.random);
  accounts::log_rejected_account(call.db(), account_id, **rejected, reason, call.account_id(), call.business_now, *call.random);
  return http::no_content();
}

}  // namespace zhidian::organisations
