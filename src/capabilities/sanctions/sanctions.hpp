#pragma once
#include <optional>
#include <string>
#include <vector>

#include "audit/records.hpp"
#include "capabilities/cases/cases.hpp"

namespace zhidian::sanctions {

/// What an authority decided against an outlet. `banned_until`: the last day on which the institution may not apply under the act.
struct Sanction {
  std::string id, case_id, organisation_id, outlet_id, authority_id, act_id, kind, decision_number, annulled_reason;
  std::string organisation_name, credit_code, authority_name;
  base::Value cites;  // article ids
  base::Date decided_on{};
  std::optional<base::Date> banned_until{}, annulled_on{};
  std::int64_t version = 1;
};

/// Enters every decision that revokes a status or bans from applying. Source: synthesis A13, A14, B3, B10.
class Observer : public cases::Observer {
 public:
  Observer(cases::Service& cases, base::Random& random) : cases_(cases), random_(random) {}
  base::Result<void> on_action(storage::Connection& connection, const cases::Performed& performed) override;
  std::optional<base::Date> find_ban(storage::Connection& connection, std::string_view organisation_id, std::string_view act_id) override;

 private:
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
/// Where the stored decisions part from their events.
std::vector<audit::Finding> compare_with_log(storage::Connection& connection);
/// Writes the decisions anew that part from their events.
audit::Rewritten rewrite_from_log(storage::Connection& connection);

}  // namespace zhidian::sanctions
