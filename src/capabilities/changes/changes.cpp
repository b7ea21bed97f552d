#include "capabilities/changes/changes.hpp"

#include <algorithm>

#include "capabilities/changes/pauses.hpp"
#include "capabilities/changes/proposal.hpp"
#include "capabilities/messages/messages.hpp"

namespace zhidian::changes {
namespace {

using base::Value;

constexpr std::string_view name_record = "organisation.name";

/// Name and head stand on papers of cases under way: they wait until whoever handles one has looked (D12).
bool is_told(const organisations::Organisation& before, const organisations::Organisation& after) {
  return before.name != after.name || before.principal_name != after.principal_name;
}

/// Nobody has signed or published anything in a draft of the institution's own.
bool is_own_draft(const cases::Case& target) { return target.opened_by == cases::applicant && !target.is_submitted; }

void pause_running(storage::Connection& connection, const cases::Service& service, const organisations::Organisation& before,
                   const organisations::Organisation& after, std::string_view except, base::Instant at, base::Random& random) {
  if (!is_told(before, after)) return;
  for (const cases::Case& running : cases::list_running(connection, before.id)) {
    if (running.id == except || is_own_draft(running)) continue;
    const rules::Procedure& procedure = service.procedure_of(running);
    messages::Message message;
    message.kind = before.name != after.name ? "changes.renamed" : "changes.new_principal";
    message.subject_kind = "case";
    message.subject_id = running.id;
    message.link = "/cases/" + running.id;
    message.params = {{"organisation", after.name},
                      {"former", before.name},
                      {"number", running.number},
                      {"procedure_zh", procedure.label.zh},
                      {"procedure_en", procedure.label.en}};
    const bool is_renamed = before.name != after.name;
    pause_case(connection, running.id, is_renamed ? "renamed" : "new_principal", is_renamed ? before.name : "", at, random);
    messages::tell_authority(connection, running.body_of(handling_party(running)), message, at, random);
  }
}

}  // namespace

base::Result<void> Observer::on_action(storage::Connection& connection, const cases::Performed& performed) {
  if (performed.action.effect == "record_change") return record(connection, performed);
  const bool is_submission = performed.after.round > performed.before.round;
  if (!is_submission || !find_recording(performed.procedure)) return {};
  return check_proposal(connection, cases_.read_dossier(connection, performed.after, base::civil_date(performed.doer.at)));
}

base::Result<void> Observer::record(storage::Connection& connection, const cases::Performed& performed) {
  const cases::Case& target = performed.after;
  const auto before = organisations::find_organisation(connection, target.organisation_id);
  if (!before) throw storage::Failure(storage::Failure::Kind::broken, "changes: the institution of a report is gone");
  const cases::Dossier dossier = cases_.read_dossier(connection, target, base::civil_date(performed.doer.at));
  const Value values = values_of(list_proposed(connection, dossier));
  const cases::Doer& doer = performed.doer;
  auto good = organisations::record_change(connection, {target.organisation_id, target.id, doer.account_id, values, doer.at}, random_);
  if (!good) return good;
  const auto after = organisations::find_organisation(connection, target.organisation_id);
  directory::RecordChange change;
  change.organisation_id = target.organisation_id;
  change.case_id = target.id;
  change.account_id = doer.account_id;
  change.act_version = regulations::version_name(target.act_id, target.act_version);
  if (values.at(name_record).is_text()) change.former_name = before->name;
  for (const auto& [record, value] : values.as_map()) change.records.push_back(record);
  change.at = doer.at;
  directory::follow_change(connection, cases_.registry(), change, random_);
  pause_running(connection, cases_, *before, *after, target.id, doer.at, random_);
  return {};
}

bool Observer::is_change_unchecked(storage::Connection& connection, std::string_view case_id) {
  const auto pause = find_pause(connection, case_id);
  return pause && !pause->checked_on;
}

std::vector<std::string> Watcher::list_reported(storage::Connection& connection, std::string_view organisation_id) {
  std::vector<std::string> reported;
  const regulations::Registry& registry = cases_.registry();
  for (const directory::HeldLine& line : directory::list_held_lines(connection, organisation_id)) {
    for (const rules::Procedure& procedure : registry.law.procedures) {
      const rules::Form* form = registry.law.find_form(procedure.act_id, procedure.form);
      if (!form || procedure.act_id != line.act_id || procedure.concerns != line.status || !find_recording(procedure)) continue;
      for (const rules::Section& section : form->sections) {
        for (const rules::Field& field : section.fields) {
          if (!field.replaces.empty() && std::ranges::find(reported, field.replaces) == reported.end()) reported.push_back(field.replaces);
        }
      }
    }
  }
  return reported;
}

void Watcher::on_update(storage::Connection& connection, const organisations::Organisation& before, const organisations::Organisation& after,
                        base::Instant at) {
  pause_running(connection, cases_, before, after, "", at, random_);
}

}  // namespace zhidian::changes
