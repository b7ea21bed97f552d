#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "audit/records.hpp"
#include "base/date.hpp"
#include "base/id.hpp"
#include "base/result.hpp"
#include "capabilities/accounts/accounts.hpp"
#include "capabilities/regulations/regulations.hpp"
#include "http/http.hpp"
#include "rules/renewals.hpp"
#include "storage/storage.hpp"

namespace zhidian::windows {

/// How many a recommender may recommend in a window (D17: optional); none said: as many as qualify.
struct Quotas {
  std::optional<std::int64_t> each;         // of every recommender that has no number of its own
  std::map<std::string, std::int64_t> own;  // authority id → number
  std::optional<std::int64_t> of(const std::string& authority_id) const;
  bool operator==(const Quotas&) const = default;
};
/// {each, authorities: [{authority_id, number}]}, in the order of the ids.
base::Value to_value(const Quotas& quotas);
Quotas quotas_in(const base::Value& value);

/// A batch of applications (申报批次): the days on which a procedure takes submissions, both included.
struct Window {
  std::string id, act_id, procedure_id, authority_id, title, body, reason;
  std::int64_t year = 0, serial = 0, version = 0;
  base::Date opens_on{}, closes_on{};
  std::string authority_name{};
  Quotas quotas{};
  bool is_open_on(base::Date date) const { return opens_on <= date && date <= closes_on; }
};
std::optional<Window> find_window(storage::Connection& connection, std::string_view id);
/// The window of the act's procedure that is open on the date, the earliest closing first.
std::optional<Window> find_open_window(storage::Connection& connection, std::string_view act_id, std::string_view procedure_id, base::Date on);
/// The days of every window of the procedure there ever was or is called for, earliest first.
std::vector<rules::Offer> list_offers(storage::Connection& connection, std::string_view act_id, std::string_view procedure_id);
/// Schema Window, without counts. `days_left` counts from the business date; null when not open.
base::Value to_value(const Window& window, const regulations::Registry& registry, base::Date today);

/// What an officer states when opening a window.
struct WindowInput {
  std::string act_id, procedure_id, title, body, reason;
  base::Date opens_on, closes_on;
  Quotas quotas{};
};
/// Who acts, in which authorities as officer, at which business time.
struct Officer {
  std::string account_id;
  std::vector<std::string> authority_ids;
  base::Instant at;
};
/// The officer behind a request; authorities only where the caller holds role authority_officer.
Officer officer_of(const http::Call& call);

/// The procedures with windows whose filing body is an authority of the officer, in the order of the library.
std::vector<const rules::Procedure*> list_procedures(storage::Connection& connection, const regulations::Registry& registry, const Officer& officer);

/// Opens a window of the filing body, logs it and tells the institutions of its division tree.
/// Source: act's window rule; a further window of the calendar year needs a written reason where the rule is soft (A24).
/// Errors: windows.unknown_procedure, windows.no_window_needed, windows.not_filing_body, windows.opens_in_past, windows.closes_before_opening,
/// windows.reason_required, windows.limit_reached, windows.nobody_recommends, windows.unknown_recommender.
base::Result<Window> open_window(storage::Connection& connection, const regulations::Registry& registry, const WindowInput& input,
                                 const Officer& officer, base::Random& random);
/// Moves the last day later; a date that was told is never moved earlier.
/// Errors: windows.not_found, windows.not_filing_body, windows.stale, windows.closed_already, windows.only_later, windows.extension_reason_required.
base::Result<Window> extend_window(storage::Connection& connection, std::string_view id, std::int64_t expected_version, base::Date closes_on,
                                   const std::string& reason, const Officer& officer, base::Random& random);

/// The authorities that can recommend in the window, in the order of their divisions; none where its procedure knows no recommender.
std::vector<accounts::Authority> list_recommenders(storage::Connection& connection, const regulations::Registry& registry, const Window& window);
/// Sets how many may be recommended from now on; what has been recommended stands. Source: N-07-2b, S-06-2b by D17.
/// Errors: windows.not_found, windows.not_filing_body, windows.stale, windows.quotas_closed, windows.nobody_recommends, windows.unknown_recommender,
/// windows.quotas_reason_required, windows.quotas_unchanged.
struct QuotaChange {
  Quotas quotas;
  std::string reason;
  std::int64_t expected_version = 0;
};
base::Result<Window> set_quotas(storage::Connection& connection, const regulations::Registry& registry, std::string_view id,
                                const QuotaChange& change, const Officer& officer, base::Random& random);
/// The window, kept until the transaction ends: whoever else would recommend in it waits.
std::optional<Window> hold_window(storage::Connection& connection, std::string_view id);

/// Windows as their events tell them.
extern const audit::RecordKind records_in_log;

}  // namespace zhidian::windows
