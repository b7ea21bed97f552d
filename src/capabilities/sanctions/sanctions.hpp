#pragma once
#include <optional>
#include <string>
#include <vector>

#include "audit/records.hpp"
#include "capabilities/cases/cases.hpp"

namespace zhidian::sanctions {

/// What an authority decided against an outlet or an applicant. kind: revoked, or terminated where it held no status yet. `ground`: of the act's
/// list, or empty. `banned_until`: the last day on which the institution may not apply under the act.
struct Sanction {
  std::string id, case_id, organisation_id, outlet_id, authority_id, act_id, kind, ground, decision_number, annulled_reason;
  std::string organisation_name, credit_code, authority_name;
  base::Value cites;  // article ids
  base::Date decided_on{};
  std::optional<base::Date> banned_until{}, annulled_on{};
  bool is_public = false;  // the act has the public told of it by name (公开通报)
  std::int64_t version = 1;
  bool is_told_on(base::Date day) const { return is_public && !annulled_on && banned_until && *banned_until >= day; }
};

/// Enters every decision that revokes a status or bans from applying, and ends what the institution has under way under the act.
/// Source: synthesis A13, A14, B3, B4, B10.
class Observer : public cases::Observer {
 public:
  Observer(cases::Service& cases, base::Random& random) : cases_(cases), random_(random) {}
  base::Result<void> on_action(storage::Connection& connection, const cases::Performed& performed) override;
  std::optional<base::Date> find_ban(storage::Connection& connection, std::string_view organisation_id, std::string_view act_id) override;

 private:
  base::Result<void> end_running(storage::Connection& connection, const Sanction& sanction, base::Instant at);
  cases::Service& cases_;
  base::Random& random_;
};

/// In the reader's scope, newest first. `organisation_id` empty: all.
struct Filter {
  std::string account_id, organisation_id;
  http::Page page;
};
std::vector<Sanction> list_sanctions(storage::Connection& connection, const Filter& filter);
std::optional<Sanction> find_visible_sanction(storage::Connection& connection, std::string_view account_id, std::string_view id);
/// What the public is told of: while the ban lasts, unless annulled. Source: Shenyang art. 19, B6.
std::vector<Sanction> list_public_sanctions(storage::Connection& connection, base::Date today, const http::Page& page);
/// One the public was told of; `is_told_on` says whether it still is.
std::optional<Sanction> find_public_sanction(storage::Connection& connection, std::string_view id);
/// Bans of the institution that run under other acts: they warn and do not bind (B9). Unscoped: the caller has found a case of the institution.
std::vector<Sanction> list_bans_elsewhere(storage::Connection& connection, const cases::Case& target, base::Date today);

/// The decision no longer holds: its ban falls and the line returns to the directory where no other has taken its place.
/// Errors: sanctions.not_your_decision (forbidden), sanctions.annulled_already (conflict), sanctions.stale.
struct Annulment {
  std::string account_id, reason;
  std::int64_t expected_version = 0;
  base::Instant at;
};
base::Result<void> annul(storage::Connection& connection, const regulations::Registry& registry, const Sanction& sanction, const Annulment& annulment,
                         base::Random& random);

/// Schema Sanction.
base::Value to_value(const Sanction& sanction, const regulations::Registry& registry, base::Date today);
/// Schema PublicSanction: name, code, ground and decision; of an annulled one only that it was annulled.
base::Value public_value(const Sanction& sanction, const regulations::Registry& registry);
/// Decisions as their events tell them.
extern const audit::RecordKind records_in_log;

}  // namespace zhidian::sanctions
