#pragma once
#include "capabilities/rulemaking/rulemaking.hpp"

namespace zhidian::rulemaking {

void insert_draft(storage::Connection& connection, const Draft& draft, base::Instant now);
/// False where the draft is no longer at `expected_version`.
bool update_draft(storage::Connection& connection, const Draft& draft, std::int64_t expected_version, base::Instant now);

}  // namespace zhidian::rulemaking
