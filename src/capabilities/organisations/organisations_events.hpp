#pragma once
#include "audit/log.hpp"
#include "capabilities/organisations/organisations.hpp"

namespace zhidian::organisations {

/// What happened to an institution, a member of its team or a service item; the row's version numbers the event.
struct RegistryEvent {
  std::string_view subject_kind, subject_id;  // organisation, team_member, service_item
  std::int64_t version;
  std::string_view action, actor_id;
  base::Instant at;  // business time
};

/// Appends the event; the last statement before commit.
void append_event(storage::Connection& connection, const RegistryEvent& event, base::Value content, base::Value personal, base::Random& random);

/// What anyone may know about an institution, and what names a person.
base::Value public_part(const Organisation& organisation);
/// What authorities record of it.
base::Value facts_part(const Organisation& organisation);
base::Value personal_part(const Organisation& organisation);

/// A record that is one text of the institution's row, by its path; empty where it is none.
std::string_view text_of(const Organisation& organisation, std::string_view path);

/// Refuses a division that does not exist or that is divided further: the institution stands in one county.
base::Result<void> check_division(storage::Connection& connection, std::string_view code);

/// What the register of network nodes keeps is neither added nor taken out by hand; an older mark may be taken out.
/// Errors: organisations.nodes_are_registered.
base::Result<void> check_node_kinds(storage::Connection& connection, const Organisation& present, const std::vector<std::string>& wanted);

}  // namespace zhidian::organisations
