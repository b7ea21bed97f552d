#pragma once
#include "audit/records.hpp"
#include "capabilities/cases/cases.hpp"
#include "capabilities/organisations/organisations.hpp"

namespace zhidian::duties {

/// A yearly report nobody has to hand in, because the status was granted so late in the year. Taken back, it is owed again.
struct Waiver {
  std::string id, organisation_id, act_id, procedure_id, period, authority_id, authority_name, reason;
  bool is_standing = true;
  std::int64_t version = 1;
};

/// Which report an officer waives, and when.
struct Waiving {
  std::string account_id, act_id, procedure_id, period, reason;
  organisations::Organisation organisation;
  base::Instant at;
};

/// Source: default D19 (national art. 17, Shenyang art. 18, Fuzhou part 5 item 2). Errors: duties.not_waivable, duties.waived_already (conflict),
/// duties.not_your_report (forbidden).
base::Result<Waiver> waive(storage::Connection& connection, const regulations::Registry& registry, Waiving waiving, base::Random& random);
/// Errors: duties.not_your_report (forbidden), duties.waiver_over (conflict), duties.waiver_stale.
base::Result<void> take_back(storage::Connection& connection, const Waiver& waiver, std::int64_t expected_version, std::string_view account_id,
                             base::Instant at, base::Random& random);
std::optional<Waiver> find_visible_waiver(storage::Connection& connection, std::string_view account_id, std::string_view id);

/// Schema DutyWaiver.
base::Value to_value(const Waiver& waiver);
/// Waivers as their events tell them.
extern const audit::RecordKind records_in_log;

}  // namespace zhidian::duties
