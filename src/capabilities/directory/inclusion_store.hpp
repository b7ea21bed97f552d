#pragma once
#include "capabilities/directory/inclusion.hpp"

namespace zhidian::directory {

/// A line as the rules of inclusion see it.
struct FollowedLine {
  std::string id, act_id, status, state, division_code, source_id, last_action;
  base::Date filed_on{};
  std::optional<base::Date> valid_until{}, listed_until{}, ended_on{};
  std::string renewal;
  bool has_source = true;  // the line it follows is still stored
  bool stands() const { return state == "valid"; }
  /// Its term, or the time in which its renewal is decided or awaited.
  bool runs_on(base::Date day) const { return !listed_until || *listed_until >= day; }
};
/// Those that stand or are suspended, and all it had by inclusion.
std::vector<FollowedLine> list_lines_to_follow(storage::Connection& connection, std::string_view organisation_id);
struct EndedLine : HeldLine {
  bool is_included = false;
};
/// Those whose last event is their end and says `words`; those granted before those included.
std::vector<EndedLine> list_ended_by(storage::Connection& connection, std::string_view organisation_id, std::string_view words);
/// The determinations of the institution that stand, in the order of their days, as found by who follows it now.
std::vector<Determination> list_determinations(storage::Connection& connection, const Following& following);
/// Institutions after `after` that may have to follow; `statuses` as |a|b|.
std::vector<std::string> list_to_follow(storage::Connection& connection, std::string_view after, std::string_view statuses, std::int64_t limit);

void insert_inclusion(storage::Connection& connection, std::string_view outlet_id, std::string_view source_id);
void insert_suspension(storage::Connection& connection, std::string_view outlet_id, const Suspension& suspension);
/// By outlet, of one or of all.
std::map<std::string, std::vector<Suspension>> list_suspensions(storage::Connection& connection, std::string_view outlet_id = {});
/// As the log keeps them; null where there are none.
base::Value suspensions_value(const std::vector<Suspension>& suspensions);
/// Inclusion and suspensions of a line go; before it does.
void delete_ties(storage::Connection& connection, std::string_view outlet_id);
/// Each its new version, or nothing where the line is not in the state for it.
std::optional<std::int64_t> suspend_line(storage::Connection& connection, std::string_view outlet_id, const Suspension& suspension);
std::optional<std::int64_t> resume_line(storage::Connection& connection, std::string_view outlet_id, base::Date on);

}  // namespace zhidian::directory
