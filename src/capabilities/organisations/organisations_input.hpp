#pragma once
#include "capabilities/organisations/organisations_store.hpp"

namespace zhidian::organisations {

/// A TeamMemberInput; `identity_number` is only handed on to be hashed. Errors: http.invalid_body (details name the fields).
struct MemberInput {
  TeamMember member;
  std::string identity_number;  // folded, or empty
};
base::Result<MemberInput> read_member_input(const base::Value& body);
base::Result<ServiceItem> read_item_input(const base::Value& body);

struct RegistryFacts {
  std::optional<std::vector<std::string>> node_kinds;  // absent: unchanged
  bool has_ban = false;                                // the body names banned_until, perhaps null
  std::optional<base::Date> banned_until;
  bool has_legal_person = false;  // the body names the two, perhaps empty
  std::string legal_person_name, legal_person_code;
  std::string reason;
};
base::Result<RegistryFacts> read_facts_input(const base::Value& body);

/// Whether it is a resident identity number with the right check character, or looks like a passport or permit number.
/// Source: GB 11643-1999 section 4.2.5, ISO 7064 MOD 11-2.
bool is_identity_number(std::string_view number);

}  // namespace zhidian::organisations
