#pragma once
#include "capabilities/calendars/calendars.hpp"
#include "capabilities/calendars/effects.hpp"

namespace zhidian::calendars {

void insert_change(storage::Connection& connection, const Change& change, base::Instant now);
/// False where the change is no longer at `expected_version`.
bool update_change(storage::Connection& connection, const Change& change, std::int64_t expected_version, base::Instant now);
/// The highest version of a year's notices in force; 0 without one.
std::int64_t find_latest_version(storage::Connection& connection, std::int64_t year);
std::string find_display_name(storage::Connection& connection, std::string_view account_id);

/// Which effects of a change: the reader's scope, an outcome or all, after a position.
struct EffectFilter {
  std::string account_id, outcome;
  bool is_everybody = false;
  std::int64_t after = 0, limit = 20;
};
void insert_effect(storage::Connection& connection, std::string_view change_id, const Effect& effect, std::int64_t position);
std::vector<Effect> list_effects(storage::Connection& connection, std::string_view change_id, const EffectFilter& filter);
Counts count_effects(storage::Connection& connection, std::string_view change_id, const EffectFilter& filter);
std::int64_t find_last_position(storage::Connection& connection, std::string_view change_id);
/// False where the change is no longer at its version.
bool raise_version(storage::Connection& connection, const Change& change, base::Instant now);
bool complete_change(storage::Connection& connection, const Change& change, base::Instant now);

}  // namespace zhidian::calendars
