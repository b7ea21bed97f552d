#pragma once
#include <optional>
#include <string>
#include <vector>

#include "audit/records.hpp"
#include "capabilities/cases/cases.hpp"
#include "capabilities/windows/windows.hpp"

namespace zhidian::recommendations {

/// A case of a window that its recommender has recommended. `position` is its rank, from 1, where the recommender gave it one.
struct Recommended {
  std::string case_id, number, organisation_name, state;
  rules::Text state_label;
  std::string recommended_on;
  std::optional<std::int64_t> position;
  bool keeps_place = true;  // it counts in the quota
  bool is_fixed = false;    // the filing body has gone on with it: its rank stays
};

/// What one recommender has done in a window. `quota` empty: as many as qualify.
struct Tally {
  std::string authority_id, authority_name;
  std::optional<std::int64_t> quota;
  std::int64_t used = 0, waiting = 0, version = 0;  // waiting: cases it has not decided yet; version 0: no order so far
  std::vector<Recommended> items = {};              // ranked first, then by the day of the recommendation
};

/// Who asks: the account, and the offices it holds.
struct Reader {
  std::string account_id;
  std::vector<std::string> authority_ids;
  base::Instant at;
};

/// The recommenders of a window the reader may know of: all for the filing body, itself for a recommender.
/// Errors: windows.not_found, recommendations.not_yours (forbidden).
base::Result<std::vector<Tally>> list_tallies(storage::Connection& connection, const regulations::Registry& registry, std::string_view window_id,
                                              const Reader& reader);
/// Puts the recommended cases the filing body has not gone on with in an order; those it has keep their ranks. Source: N-07-2b, S-06-2b by D17.
/// Errors: windows.not_found, recommendations.not_yours (forbidden), recommendations.stale, recommendations.incomplete (conflict: the order must
/// name every open case once), recommendations.nothing_to_order (conflict).
struct Order {
  std::string window_id, authority_id;
  std::vector<std::string> case_ids;
  std::int64_t expected_version = 0;
};
base::Result<Tally> put_in_order(storage::Connection& connection, const regulations::Registry& registry, const Order& order, const Reader& reader,
                                 base::Random& random);

/// Refuses a recommendation above the quota of its window. Errors: recommendations.quota_reached (not_allowed).
class Observer : public cases::Observer {
 public:
  explicit Observer(regulations::ActiveRegistry registry) : registry_(std::move(registry)) {}
  base::Result<void> on_action(storage::Connection& connection, const cases::Performed& performed) override;

 private:
  regulations::ActiveRegistry registry_;
};

/// The articles by which cases of the window are recommended.
base::Value list_cites(storage::Connection& connection, const regulations::Registry& registry, std::string_view window_id);
/// Schema Tally.
base::Value to_value(const Tally& tally, bool may_order);

/// Orders as their events tell them.
extern const audit::RecordKind records_in_log;

}  // namespace zhidian::recommendations
