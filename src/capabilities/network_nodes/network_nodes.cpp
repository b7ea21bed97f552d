#include "capabilities/network_nodes/network_nodes.hpp"

#include <algorithm>

#include "capabilities/accounts/accounts.hpp"
#include "capabilities/cases/cases_dossier.hpp"
#include "capabilities/directory/inclusion.hpp"
#include "capabilities/messages/messages.hpp"
#include "capabilities/network_nodes/network_nodes_store.hpp"
#include "rules/network.hpp"

namespace zhidian::network_nodes {
namespace {

using base::ErrorCode;
using base::Value;
using cases::names;

constexpr std::string_view subject_kind = "network_entry";

Value entry_value(const Entry& entry) {
  return Value::Map{{"entry", entry.entry},
                    {"organisation_id", entry.organisation_id},
                    {"act_id", entry.act_id},
                    {"name", entry.name},
                    {"authority_id", entry.authority_id},
                    {"on", base::print_date(entry.on)},
                    {"document", entry.document},
                    {"reason", entry.reason},
                    {"closed_as", entry.closed_as},
                    {"closed_reason", entry.closed_reason},
                    {"closed_on", base::date_value(entry.closed_on)}};
}

void log(storage::Connection& connection, const Entry& entry, std::string_view action, const Hand& hand, Value content, base::Random& random) {
  audit::append(
      connection,
      audit::make_event(subject_kind, entry.id, action == "record" ? 1 : entry.version, action, hand.account_id, hand.at, std::move(content)),
      random);
}

/// Inserts it with its id and logs it. Errors: network_nodes.recorded_already.
base::Result<void> enter(storage::Connection& connection, Entry& entry, const Hand& hand, base::Random& random) {
  entry.id = base::make_id(hand.at, random);
  entry.organisation_id = hand.organisation.id;
  if (!insert_entry(connection, entry, hand.at)) return base::refuse(ErrorCode::conflict, "network_nodes.recorded_already");
  log(connection, entry, "record", hand, entry_value(entry), random);
  return {};
}

/// The record of the institution follows the register; an older mark that never stood in it stays.
void follow_register(storage::Connection& connection, const Hand& hand, const Entry& entry, base::Random& random) {
  auto kinds = hand.organisation.node_kinds;
  std::erase(kinds, entry.name);
  for (const std::string& kind : list_standing(connection, hand.organisation.id, "node", "")) {
    if (!names(kinds, kind)) kinds.push_back(kind);
  }
  std::ranges::sort(kinds);
  organisations::record_node_kinds(connection, {hand.organisation.id, entry.id, hand.account_id, kinds, hand.at}, random);
}

messages::Message message_of(std::string kind, const Hand& hand, const rules::Text& label, const Entry& entry) {
  messages::Message message;
  message.kind = "network_nodes." + std::move(kind);
  message.params = {{"organisation", hand.organisation.name},
                    {"label_zh", label.zh},
                    {"label_en", label.en},
                    {"date", base::print_date(entry.on)},
                    {"document", entry.document},
                    {"reason", entry.closed_reason.empty() ? entry.reason : entry.closed_reason}};
  message.subject_kind = "organisation";
  message.subject_id = hand.organisation.id;
  message.link = "/organisation";
  return message;
}

void tell_outlet(storage::Connection& connection, const messages::Message& message, const Hand& hand, base::Random& random) {
  messages::tell_organisation(connection, hand.organisation.id, message, hand.at, random, hand.account_id);
}

/// The body that grants a status, for an institution.
std::optional<accounts::Authority> find_body(storage::Connection& connection, const rules::Body* body, const organisations::Organisation& of) {
  if (!body) return std::nullopt;
  const auto found = accounts::list_authorities_for(connection, body->level, body->division.empty() ? of.registered_division : body->division);
  return found.empty() ? std::nullopt : std::optional(found.front());
}

/// Who filed what the institution keeps is told, and decides at the renewal (C13). Returns those lines.
std::vector<directory::HeldLine> tell_filing_bodies(storage::Connection& connection, const regulations::Registry& registry, const Hand& hand,
                                                    const Entry& entry, const rules::NodeKind& kind, base::Random& random) {
  std::vector<directory::HeldLine> flagged = list_flagged(connection, registry, hand.organisation.id, kind.id);
  for (const directory::HeldLine& line : flagged) {
    const rules::Procedure& granting = *registry.law.find_granting(line.act_id, line.status);
    messages::Message message = message_of("flagged", hand, kind.label, entry);
    message.params["status_zh"] = granting.grants->status_label.zh;
    message.params["status_en"] = granting.grants->status_label.en;
    message.link = "/institutions/" + hand.organisation.id;
    if (const auto body = find_body(connection, granting.find_body("filing_body"), hand.organisation))
      messages::tell_authority(connection, body->id, message, hand.at, random, hand.account_id);
  }
  return flagged;
}

void tell_cancelled(storage::Connection& connection, const regulations::Registry& registry, const Hand& hand, const Outcome& outcome,
                    std::string_view kind, const rules::Text& label, base::Random& random) {
  for (const directory::HeldLine& line : outcome.lines) {
    messages::Message message = message_of(std::string(kind), hand, label, outcome.entry);
    const rules::Text status = directory::status_label(registry, line.status, line.act_id);
    message.params["status_zh"] = status.zh;
    message.params["status_en"] = status.en;
    message.link = "/outlets/" + line.id;
    tell_outlet(connection, message, hand, random);
    const rules::Procedure* granting = registry.law.find_granting(line.act_id, line.status);
    const auto body = granting ? find_body(connection, granting->find_body("filing_body"), hand.organisation) : std::nullopt;
    if (body) messages::tell_authority(connection, body->id, message, hand.at, random, hand.account_id);
  }
}

directory::Determination determination_of(const Entry& entry, const Hand& hand) {
  return {hand.organisation.id, entry.id, entry.name, hand.account_id, entry.on, hand.at};
}

}  // namespace

std::vector<directory::HeldLine> list_flagged(storage::Connection& connection, const regulations::Registry& registry,
                                              const std::string& organisation_id, const std::string& kind) {
  std::vector<directory::HeldLine> flagged = directory::list_held_lines(connection, organisation_id);
  std::erase_if(flagged, [&](const directory::HeldLine& line) {
    const rules::Procedure* granting = registry.law.find_granting(line.act_id, line.status);
    return !granting || !rules::find_exemption(*granting, kind);
  });
  return flagged;
}

base::Result<Outcome> record_node(storage::Connection& connection, const regulations::Registry& registry, const Hand& hand,
                                  const Determined& determined, base::Random& random) {
  const rules::NodeKind* kind = registry.law.find_node_kind(determined.kind);
  if (!kind) return base::refuse(ErrorCode::invalid, "network_nodes.unknown_kind");
  const auto offices = list_offices(connection, hand.account_id, hand.organisation.registered_division);
  const auto office = std::ranges::find_if(offices, [&](const Office& each) { return names(kind->recorded_by, each.level); });
  if (office == offices.end())
    return base::refuse(ErrorCode::forbidden, "network_nodes.wrong_level", {{"kind_zh", kind->label.zh}, {"kind_en", kind->label.en}});
  if (determined.on > base::civil_date(hand.at)) return base::refuse(ErrorCode::invalid, "network_nodes.day_to_come");
  Outcome outcome;
  Entry& entry = outcome.entry;
  entry.entry = "node";
  entry.name = kind->id;
  entry.authority_id = office->id;
  entry.authority_name = office->name;
  entry.on = determined.on;
  entry.document = determined.document;
  if (auto entered = enter(connection, entry, hand, random); !entered) return base::refuse(std::move(entered.error()));
  follow_register(connection, hand, entry, random);
  outcome.lines = directory::cancel_lines(connection, registry, determination_of(entry, hand), random);
  outcome.flagged = tell_filing_bodies(connection, registry, hand, entry, *kind, random);
  tell_outlet(connection, message_of("recorded", hand, kind->label, entry), hand, random);
  tell_cancelled(connection, registry, hand, outcome, "cancelled", kind->label, random);
  return outcome;
}

std::vector<Exemption> list_exemptions(storage::Connection& connection, const regulations::Registry& registry, const Hand& hand) {
  std::vector<Exemption> exemptions;
  for (const rules::Procedure& procedure : registry.law.procedures) {
    if (!procedure.grants) continue;
    const auto lifted = list_standing(connection, hand.organisation.id, "lift", procedure.act_id);
    for (const std::string& kind : hand.organisation.node_kinds) {
      const rules::Condition* condition = rules::find_exemption(procedure, kind);
      if (!condition) continue;
      if (!exemptions.empty() && exemptions.back().condition == condition) {
        exemptions.back().kinds.push_back(kind);
        continue;
      }
      const auto body =
          condition->lifted_by.empty() ? std::nullopt : find_body(connection, procedure.find_body(condition->lifted_by), hand.organisation);
      Exemption exemption{&procedure, condition, {kind}, names(lifted, condition->id)};
      exemption.may_lift = body && !exemption.is_lifted && accounts::is_officer(connection, hand.account_id, body->id, "authority_officer");
      exemptions.push_back(std::move(exemption));
    }
  }
  return exemptions;
}

base::Result<Entry> lift_exemption(storage::Connection& connection, const regulations::Registry& registry, const Hand& hand,
                                   const std::string& act_id, const std::string& reason, base::Random& random) {
  const auto exemptions = list_exemptions(connection, registry, hand);
  const auto exemption =
      std::ranges::find_if(exemptions, [&](const Exemption& each) { return each.procedure->act_id == act_id && !each.condition->lifted_by.empty(); });
  if (exemption == exemptions.end()) return base::refuse(ErrorCode::conflict, "network_nodes.nothing_to_lift");
  if (exemption->is_lifted) return base::refuse(ErrorCode::conflict, "network_nodes.recorded_already");
  const auto body = find_body(connection, exemption->procedure->find_body(exemption->condition->lifted_by), hand.organisation);
  if (!exemption->may_lift || !body)
    return base::refuse(ErrorCode::forbidden, "network_nodes.not_filing_body", {{"authority", body ? body->name : ""}});
  Entry entry;
  entry.entry = "lift";
  entry.act_id = act_id;
  entry.name = exemption->condition->id;
  entry.authority_id = body->id;
  entry.authority_name = body->name;
  entry.on = base::civil_date(hand.at);
  entry.reason = reason;
  if (auto entered = enter(connection, entry, hand, random); !entered) return base::refuse(std::move(entered.error()));
  tell_outlet(connection, message_of("lifted", hand, exemption->procedure->label, entry), hand, random);
  return entry;
}

namespace {

/// What the institution may be recommended for: the line it holds, the body that filed it, the status.
struct Prospect {
  const rules::Act* act = nullptr;
  std::string status;
  std::optional<accounts::Authority> body;
};

std::vector<Prospect> list_prospects(storage::Connection& connection, const regulations::Registry& registry, const Hand& hand) {
  std::vector<Prospect> prospects;
  for (const directory::HeldLine& line : directory::list_held_lines(connection, hand.organisation.id)) {
    const rules::Act* act = registry.law.find_act(line.act_id);
    const auto outlet = directory::find_outlet(connection, line.id);
    if (!act || !act->recommends || !outlet || outlet->state_on(base::civil_date(hand.at)) != "valid") continue;
    const rules::Procedure* granting = registry.law.find_granting(act->id, line.status);
    for (const std::string& status : act->recommends->names) {
      if (granting && rules::recommends(*act, line.status, status))
        prospects.push_back({act, status, find_body(connection, granting->find_body("filing_body"), hand.organisation)});
    }
  }
  return prospects;
}

bool holds(storage::Connection& connection, const std::string& organisation_id, std::string_view status) {
  return std::ranges::any_of(directory::list_held_lines(connection, organisation_id),
                             [&](const directory::HeldLine& line) { return line.status == status; });
}

/// Who decides about the status: the body that grants it, or the level that must confirm it.
void tell_above(storage::Connection& connection, const regulations::Registry& registry, const Hand& hand, const Entry& entry, base::Random& random) {
  for (const directory::Status& known : directory::list_known_statuses(registry)) {
    if (known.status != entry.name) continue;
    messages::Message message = message_of("recommended_above", hand, known.label, entry);
    message.link = "/institutions/" + hand.organisation.id;
    if (const auto body = find_body(connection, known.keeper, hand.organisation))
      messages::tell_authority(connection, body->id, message, hand.at, random, hand.account_id);
    return;
  }
}

}  // namespace

std::vector<std::string> list_recommendable(storage::Connection& connection, const regulations::Registry& registry, const Hand& hand) {
  std::vector<std::string> statuses;
  for (const Prospect& prospect : list_prospects(connection, registry, hand)) {
    const bool is_mine = prospect.body && accounts::is_officer(connection, hand.account_id, prospect.body->id, "authority_officer");
    const bool is_open = !holds(connection, hand.organisation.id, prospect.status) &&
                         !names(list_standing(connection, hand.organisation.id, "recommendation", prospect.act->id), prospect.status);
    if (is_mine && is_open && !names(statuses, prospect.status)) statuses.push_back(prospect.status);
  }
  return statuses;
}

base::Result<Entry> recommend(storage::Connection& connection, const regulations::Registry& registry, const Hand& hand,
                              const Recommended& recommended, base::Random& random) {
  const auto prospects = list_prospects(connection, registry, hand);
  const auto prospect = std::ranges::find(prospects, recommended.status, &Prospect::status);
  if (prospect == prospects.end()) return base::refuse(ErrorCode::conflict, "network_nodes.not_recommendable");
  if (!prospect->body || !accounts::is_officer(connection, hand.account_id, prospect->body->id, "authority_officer"))
    return base::refuse(ErrorCode::forbidden, "network_nodes.not_filing_body", {{"authority", prospect->body ? prospect->body->name : ""}});
  if (holds(connection, hand.organisation.id, recommended.status)) return base::refuse(ErrorCode::conflict, "network_nodes.holds_already");
  Entry entry;
  entry.entry = "recommendation";
  entry.act_id = prospect->act->id;
  entry.name = recommended.status;
  entry.authority_id = prospect->body->id;
  entry.authority_name = prospect->body->name;
  entry.on = base::civil_date(hand.at);
  entry.document = recommended.document;
  entry.reason = recommended.reason;
  if (auto entered = enter(connection, entry, hand, random); !entered) return base::refuse(std::move(entered.error()));
  tell_outlet(connection, message_of("recommended", hand, directory::status_label(registry, entry.name), entry), hand, random);
  tell_above(connection, registry, hand, entry, random);
  return entry;
}

base::Result<Outcome> close_entry(storage::Connection& connection, const regulations::Registry& registry, const Hand& hand, const Entry& entry,
                                  const Closing& closing, base::Random& random) {
  const base::Date today = base::civil_date(hand.at), on = closing.on.value_or(today);
  if (!accounts::is_officer(connection, hand.account_id, entry.authority_id, "authority_officer"))
    return base::refuse(ErrorCode::forbidden, "network_nodes.not_your_entry", {{"authority", entry.authority_name}});
  if (entry.closed_on) return base::refuse(ErrorCode::conflict, "network_nodes.closed_already");
  const bool is_node = entry.entry == "node";
  const bool fits = is_node ? closing.as == "ended" || closing.as == "undone" : closing.as == (entry.entry == "lift" ? "revoked" : "withdrawn");
  if (!fits) return base::refuse(ErrorCode::conflict, "network_nodes.cannot_close_so");
  if (closing.on && (closing.as != "ended" || on > today || on < entry.on)) return base::refuse(ErrorCode::invalid, "network_nodes.bad_end");
  if (!close_row(connection, entry, closing, on)) return base::refuse(ErrorCode::stale, "network_nodes.stale");
  Outcome outcome{entry, {}, {}};
  outcome.entry.closed_as = closing.as;
  outcome.entry.closed_on = on;
  outcome.entry.closed_reason = closing.reason;
  outcome.entry.version = closing.expected_version + 1;
  Value content(Value::Map{{"closed_as", closing.as}, {"closed_on", base::print_date(on)}, {"closed_reason", closing.reason}});
  log(connection, outcome.entry, closing.as, hand, std::move(content), random);
  if (is_node) follow_register(connection, hand, entry, random);
  if (closing.as == "undone") outcome.lines = directory::restore_cancelled(connection, registry, determination_of(entry, hand), random);
  const rules::NodeKind* kind = registry.law.find_node_kind(entry.name);
  const rules::Act* act = registry.law.find_act(entry.act_id);
  const rules::Text label = kind ? kind->label : entry.entry == "lift" && act ? act->title : directory::status_label(registry, entry.name);
  tell_outlet(connection, message_of(closing.as, hand, label, outcome.entry), hand, random);
  tell_cancelled(connection, registry, hand, outcome, "restored", label, random);
  return outcome;
}

std::vector<std::string> list_recordable(storage::Connection& connection, const regulations::Registry& registry, const Hand& hand) {
  const auto offices = list_offices(connection, hand.account_id, hand.organisation.registered_division);
  const auto standing = list_standing(connection, hand.organisation.id, "node", "");
  std::vector<std::string> kinds;
  for (const rules::NodeKind& kind : registry.law.node_kinds) {
    const bool is_mine = std::ranges::any_of(offices, [&](const Office& each) { return names(kind.recorded_by, each.level); });
    if (is_mine && !names(standing, kind.id)) kinds.push_back(kind.id);
  }
  return kinds;
}

std::vector<std::string> Observer::list_lifted(storage::Connection& connection, std::string_view organisation_id, std::string_view act_id) {
  return list_standing(connection, organisation_id, "lift", act_id);
}

namespace {

audit::Records stored_records(storage::Connection& connection) {
  audit::Records stored;
  for (const Entry& entry : list_all_entries(connection)) stored[entry.id] = entry_value(entry);
  return stored;
}

void apply(Value& record, const audit::StoredEvent& event) {
  if (event.action == "record") {
    record = event.content;
    return;
  }
  for (const char* key : {"closed_as", "closed_on", "closed_reason"}) record.set(key, event.content.at(key));
}

}  // namespace

const audit::RecordKind records_in_log{
    subject_kind, stored_records, apply,
    [](storage::Connection& connection, const std::string& id, const audit::Told& told, bool) { rewrite_entry(connection, id, told); }};

}  // namespace zhidian::network_nodes
