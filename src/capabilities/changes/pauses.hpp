#pragma once
#include "audit/records.hpp"
#include "capabilities/cases/cases.hpp"

/// Cases that wait because name or head of their institution changed: nothing is signed or published in them until who handles them has looked.
/// Source: default D12.
namespace zhidian::changes {

/// kind: renamed (from `former`), new_principal. `checked_on` empty: nobody has looked yet.
struct Pause {
  std::string case_id, kind, former, checked_by, remark;
  base::Date paused_on{};
  std::optional<base::Date> checked_on{};
  std::int64_t version = 0;
};

std::optional<Pause> find_pause(storage::Connection& connection, std::string_view case_id);
/// Begins anew where an earlier change was looked at.
void pause_case(storage::Connection& connection, const std::string& case_id, std::string kind, const std::string& former, base::Instant at,
                base::Random& random);
/// Who handles the case has looked. Errors: changes.nothing_to_check (conflict).
base::Result<Pause> check_change(storage::Connection& connection, const std::string& case_id, const std::string& remark, const audit::Hand& hand,
                                 base::Random& random);
/// The body that has the case in hand, or decides it while the institution has: recommender or filing_body.
std::string_view handling_party(const cases::Case& target);
base::Value to_value(const Pause& pause);

/// Pauses as their events tell them.
extern const audit::RecordKind pauses_in_log;

}  // namespace zhidian::changes
