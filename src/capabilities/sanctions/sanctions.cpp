#include "capabilities/sanctions/sanctions.hpp"

#include <algorithm>

#include "capabilities/accounts/accounts.hpp"
#include "capabilities/directory/directory.hpp"
#include "capabilities/messages/messages.hpp"
#include "capabilities/organisations/organisations.hpp"
#include "capabilities/sanctions/sanctions_store.hpp"
#include "rules/limits.hpp"

namespace zhidian::sanctions {
namespace {

using base::ErrorCode;
using base::Value;

constexpr std::string_view subject_kind = "sanction";

Value decision_value(const Sanction& sanction) {
  return Value::Map{{"case_id", sanction.case_id},
                    {"organisation_id", sanction.organisation_id},
                    {"organisation_name", sanction.organisation_name},
                    {"credit_code", sanction.credit_code},
                    {"outlet_id", sanction.outlet_id},
                    {"authority_id", sanction.authority_id},
                    {"act_id", sanction.act_id},
                    {"kind", sanction.kind},
                    {"ground", sanction.ground},
                    {"is_public", sanction.is_public},
                    {"decision_number", sanction.decision_number},
                    {"decided_on", base::print_date(sanction.decided_on)},
                    {"banned_until", base::date_value(sanction.banned_until)},
                    {"cites", sanction.cites}};
}

/// The ground the institution was told of before it was heard: the answer `ground` of the case's latest action that asked for one.
std::string find_ground(storage::Connection& connection, std::string_view case_id) {
  std::string ground;
  for (const audit::StoredEvent& event : audit::list_events(connection, "case", case_id)) {
    const std::string answer = event.personal.is_map() ? event.personal.at("input").text_or("ground") : "";
    if (!answer.empty()) ground = answer;
  }
  return ground;
}

Value ground_label(const regulations::Registry& registry, const Sanction& sanction) {
  for (const rules::Procedure& procedure : registry.law.procedures) {
    for (const rules::Action& action : procedure.act_id == sanction.act_id ? procedure.actions : std::vector<rules::Action>{}) {
      for (const rules::Field& field : action.input) {
        const auto option = std::ranges::find(field.options, sanction.ground, &std::pair<std::string, rules::Text>::first);
        if (field.id == "ground" && option != field.options.end()) return regulations::to_value(option->second);
      }
    }
  }
  return {};
}

audit::Event event_of(const Sanction& sanction, std::int64_t ordinal, std::string_view action, std::string_view account_id, base::Instant at,
                      Value content) {
  return audit::make_event(subject_kind, sanction.id, ordinal, action, account_id, at, std::move(content));
}

void tell_annulment(storage::Connection& connection, const Sanction& sanction, base::Instant at, base::Random& random) {
  messages::Message message;
  message.kind = "sanctions.annulled";
  message.subject_kind = "case";
  message.subject_id = sanction.case_id;
  message.link = "/cases/" + sanction.case_id;
  message.params = {{"organisation", sanction.organisation_name}, {"number", sanction.decision_number}};
  messages::tell_organisation(connection, sanction.organisation_id, message, at, random);
}

}  // namespace

base::Result<void> Observer::on_action(storage::Connection& connection, const cases::Performed& performed) {
  const rules::Action& action = performed.action;
  if (!action.bans && action.ends_as != "revoked") return {};
  Sanction sanction;
  sanction.id = base::make_id(performed.doer.at, random_);
  sanction.case_id = performed.after.id;
  const auto organisation = organisations::find_organisation(connection, performed.after.organisation_id);
  if (!organisation) throw storage::Failure(storage::Failure::Kind::broken, "sanctions: the institution of a decided case is gone");
  sanction.organisation_id = organisation->id;
  sanction.organisation_name = organisation->name;
  sanction.credit_code = organisation->credit_code;
  sanction.outlet_id = performed.after.outlet_id;
  sanction.authority_id = performed.after.filing_body_id;
  sanction.act_id = performed.after.act_id;
  sanction.kind = action.ends_as.empty() ? "terminated" : action.ends_as;
  sanction.ground = find_ground(connection, sanction.case_id);
  sanction.is_public = action.publicised.has_value();
  sanction.decision_number = performed.request.input.text_or("decision_number");
  sanction.decided_on = base::civil_date(performed.doer.at);
  Value::List cites(action.cites.begin(), action.cites.end());
  if (action.bans) {
    const auto until = rules::count_ban(*action.bans, sanction.decided_on, cases_.registry().calendar);
    if (!until) return base::refuse(until.error());
    sanction.banned_until = *until;
    cites.insert(cites.end(), action.bans->cites.begin(), action.bans->cites.end());
  }
  if (action.publicised) cites.insert(cites.end(), action.publicised->cites.begin(), action.publicised->cites.end());
  sanction.cites = std::move(cites);
  insert_sanction(connection, sanction, performed.doer.at);
  audit::append(connection, event_of(sanction, 1, "decide", performed.doer.account_id, performed.doer.at, decision_value(sanction)), random_);
  return action.bans ? end_running(connection, sanction, performed.doer.at) : base::Result<void>{};
}

base::Result<void> Observer::end_running(storage::Connection& connection, const Sanction& sanction, base::Instant at) {
  std::vector<cases::Case> of_legal_person;
  for (const std::string& id : organisations::list_of_legal_person(connection, sanction.organisation_id))
    std::ranges::move(cases::list_running(connection, id), std::back_inserter(of_legal_person));
  for (const cases::Case& running : of_legal_person) {
    if (running.act_id != sanction.act_id || running.id == sanction.case_id) continue;
    const auto& actions = cases_.procedure_of(running).actions;
    const auto ending = std::ranges::find_if(
        actions, [&](const rules::Action& action) { return action.on_ban && std::ranges::find(action.from, running.state) != action.from.end(); });
    if (ending == actions.end()) continue;
    const auto ended = cases_.perform(connection, running, running.version, {ending->id, {}, {}, "", {}}, {"", {"system"}, at, true});
    if (!ended) return base::refuse(ended.error());
  }
  return {};
}

std::optional<base::Date> Observer::find_ban(storage::Connection& connection, std::string_view organisation_id, std::string_view act_id) {
  return sanctions::find_ban(connection, organisation_id, act_id);
}

base::Result<void> annul(storage::Connection& connection, const regulations::Registry& registry, const Sanction& sanction, const Annulment& annulment,
                         base::Random& random) {
  if (!accounts::is_officer(connection, annulment.account_id, sanction.authority_id, "authority_officer"))
    return base::refuse(ErrorCode::forbidden, "sanctions.not_your_decision", {{"authority", sanction.authority_name}});
  if (sanction.annulled_on) return base::refuse(ErrorCode::conflict, "sanctions.annulled_already");
  organisations::hold_organisation(connection, sanction.organisation_id);
  const base::Date today = base::civil_date(annulment.at);
  if (!annul_sanction(connection, sanction.id, annulment.expected_version, today, annulment.reason))
    return base::refuse(ErrorCode::stale, "sanctions.stale");
  if (!sanction.outlet_id.empty())
    directory::restore_line(connection, registry, {sanction.outlet_id, sanction.case_id, annulment.account_id, annulment.at}, random);
  audit::append(connection, event_of(sanction, 2, "annul", annulment.account_id, annulment.at, Value::Map{{"reason", annulment.reason}}), random);
  tell_annulment(connection, sanction, annulment.at, random);
  return {};
}

Value to_value(const Sanction& sanction, const regulations::Registry& registry, base::Date today) {
  const rules::Act* act = registry.law.find_act(sanction.act_id);
  std::vector<std::string> cites;
  for (const Value& cite : sanction.cites.as_list()) cites.push_back(cite.is_text() ? cite.as_text() : "");
  return Value::Map{{"id", sanction.id},
                    {"case_id", sanction.case_id},
                    {"organisation_id", sanction.organisation_id},
                    {"organisation_name", sanction.organisation_name},
                    {"credit_code", sanction.credit_code},
                    {"outlet_id", sanction.outlet_id},
                    {"authority_id", sanction.authority_id},
                    {"authority_name", sanction.authority_name},
                    {"act_id", sanction.act_id},
                    {"act_title", regulations::to_value(act ? act->title : rules::Text{sanction.act_id, sanction.act_id})},
                    {"kind", sanction.kind},
                    {"ground_label", ground_label(registry, sanction)},
                    {"is_public", sanction.is_told_on(today)},
                    {"decision_number", sanction.decision_number},
                    {"decided_on", base::print_date(sanction.decided_on)},
                    {"banned_until", base::date_value(sanction.banned_until)},
                    {"is_ban_running", !sanction.annulled_on && sanction.banned_until && *sanction.banned_until >= today},
                    {"cites", regulations::cites_value(sanction.act_id, cites)},
                    {"annulled_on", base::date_value(sanction.annulled_on)},
                    {"annulled_reason", sanction.annulled_reason},
                    {"version", sanction.version}};
}

Value public_value(const Sanction& sanction, const regulations::Registry& registry) {
  const rules::Act* act = registry.law.find_act(sanction.act_id);
  Value value(Value::Map{{"id", sanction.id}, {"annulled_on", base::date_value(sanction.annulled_on)}});
  if (sanction.annulled_on) return value;
  value.set("organisation_name", sanction.organisation_name);
  value.set("credit_code", sanction.credit_code);
  value.set("authority_name", sanction.authority_name);
  value.set("act_id", sanction.act_id);
  value.set("act_title", regulations::to_value(act ? act->title : rules::Text{sanction.act_id, sanction.act_id}));
  value.set("kind", sanction.kind);
  value.set("ground_label", ground_label(registry, sanction));
  value.set("decision_number", sanction.decision_number);
  value.set("decided_on", base::print_date(sanction.decided_on));
  value.set("banned_until", base::date_value(sanction.banned_until));
  return value;
}

namespace {

audit::Records stored_records(storage::Connection& connection) {
  audit::Records stored;
  for (const Sanction& sanction : list_all_sanctions(connection)) {
    Value& record = stored[sanction.id] = decision_value(sanction);
    record.set("annulled_on", base::date_value(sanction.annulled_on));
    record.set("reason", sanction.annulled_reason);
  }
  return stored;
}

void apply(Value& record, const audit::StoredEvent& event) {
  if (event.action == "decide") {
    record = event.content;
    record.set("ground", event.content.text_or("ground"));  // decisions from before grounds were kept name none
    record.set("is_public", event.content.bool_or("is_public", false));
  }
  const bool is_annulled = event.action == "annul";
  record.set("annulled_on", is_annulled ? Value(base::print_date(event.on)) : Value());
  record.set("reason", is_annulled ? event.content.at("reason") : Value(""));
}

}  // namespace

const audit::RecordKind records_in_log{
    subject_kind, stored_records, apply,
    [](storage::Connection& connection, const std::string& id, const audit::Told& told, bool) { rewrite_sanction(connection, id, told); }};

}  // namespace zhidian::sanctions
