#include <algorithm>

#include "capabilities/accounts/accounts.hpp"
#include "capabilities/changes/changes.hpp"
#include "capabilities/messages/messages.hpp"

namespace zhidian::changes {
namespace {

using base::Value;

/// The office that grants the status where the institution stands, or empty.
std::string office_of(storage::Connection& connection, const rules::Procedure& procedure, const rules::Facts& facts) {
  const rules::Body* body = procedure.find_body("filing_body");
  if (!body) return {};
  const auto fact = facts.find(body->at);
  const bool is_known = fact != facts.end() && fact->second.is_text();
  const std::string division = !body->division.empty() ? body->division : is_known ? fact->second.as_text() : "";
  const auto offices = accounts::list_authorities_for(connection, body->level, division);
  return offices.empty() ? "" : offices.front().id;
}

/// A team stands in no place.
bool is_nowhere(std::string_view, std::string_view) { return false; }

bool is_same(const Unmet& one, const Unmet& other) { return one.line.id == other.line.id && one.condition == other.condition; }

}  // namespace

std::vector<Unmet> list_unmet(const std::vector<directory::HeldLine>& lines, const regulations::Registry& registry, const rules::Facts& facts,
                              base::Date today) {
  std::vector<Unmet> unmet;
  for (const directory::HeldLine& line : lines) {
    const rules::Procedure* procedure = registry.law.find_granting(line.act_id, line.status);
    if (!procedure) continue;
    for (const rules::Condition& condition : procedure->conditions) {
      if (!condition.check || condition.cure_at != "team") continue;
      if (rules::evaluate(*condition.check, facts, today, is_nowhere) == rules::Outcome::met) continue;
      unmet.push_back({line, procedure, &condition, rules::describe_found(condition, facts)});
    }
  }
  return unmet;
}

void Watcher::on_team(storage::Connection& connection, std::string_view organisation_id, const Value::Map& before, base::Instant at) {
  const auto lines = directory::list_held_lines(connection, organisation_id);
  if (lines.empty()) return;
  const base::Date today = base::civil_date(at);
  const rules::Facts facts = organisations::collect_facts(connection, organisation_id);
  const auto earlier = list_unmet(lines, cases_.registry(), before, today);
  const auto organisation = organisations::find_organisation(connection, organisation_id);
  for (const Unmet& each : list_unmet(lines, cases_.registry(), facts, today)) {
    if (std::ranges::any_of(earlier, [&](const Unmet& known) { return is_same(known, each); })) continue;
    messages::Message message;
    message.kind = "changes.team_short";
    message.subject_kind = "organisation";
    message.subject_id = organisation_id;
    message.params = {{"organisation", organisation ? organisation->name : ""},
                      {"status_zh", each.procedure->grants->status_label.zh},
                      {"status_en", each.procedure->grants->status_label.en},
                      {"condition_zh", each.condition->label.zh},
                      {"condition_en", each.condition->label.en},
                      {"found_zh", each.found.zh},
                      {"found_en", each.found.en}};
    message.link = "/organisation/team";
    messages::tell_organisation(connection, organisation_id, message, at, random_);
    message.link = "/institutions/" + std::string(organisation_id);
    if (const std::string office = office_of(connection, *each.procedure, facts); !office.empty())
      messages::tell_authority(connection, office, message, at, random_);
  }
}

}  // namespace zhidian::changes
