#pragma once
#include <optional>
#include <string>
#include <vector>

#include "capabilities/duties/duties_store.hpp"
#include "capabilities/regulations/regulations.hpp"
#include "rules/renewals.hpp"

namespace zhidian::duties {

/// Something an institution has to do by a day, or a day that changes its standing. Computed, never stored.
struct Item {
  std::string kind;  // report: of a year · term: of a case · validity: the last day of a status, and its renewal · service: a paper not served yet
  std::string id;    // the same for the same thing at any time: by it a calendar program knows what it has
  std::string act_id, procedure_id, organisation_id, organisation_name, outlet_id, case_id, case_number, period, holder;
  rules::Text label, consequence;
  std::vector<std::string> cites;
  std::string state;  // upcoming, open, late, done, waived, closed
  std::string waiver_id{};
  bool is_waivable = false;
  std::optional<base::Date> opens_on, done_on;
  base::Date due_on{};
  base::Value account;       // of the last day, day by day, where it was counted
  std::int64_t changes = 0;  // never falls: tells a calendar program which of two versions is newer
  bool is_over() const { return state == "done" || state == "closed" || state == rules::waived; }
};

/// Who asks decides what of a case concerns them: staff see the terms in which the institution must act, an authority all, and what it has not
/// served.
enum class Side { institution, authority };

/// Ended lines and stopped terms stay in view of the outlet, and in calendars as cancelled, for so long.
inline constexpr std::chrono::days kept_in_view{400};

/// What is owed in the scope on a day, by due day, with what ended in the last `kept` days. An authority sees the reports and last days of
/// procedures in which an office of its level has a part. Source: national arts. 9, 17, Shenyang arts. 16, 18, Fuzhou part 5 item 2; terms as
/// their acts say.
std::vector<Item> list_items(storage::Connection& connection, const regulations::Registry& registry, const Scope& scope, Side side, base::Date today,
                             std::chrono::days kept);
/// Whether an office of one of the levels has a part in the item's procedure: the national office has none in a report made to a city.
bool concerns_office(const Item& item, const regulations::Registry& registry, const std::vector<std::string>& levels);
/// The windows of every procedure that renews by application, by act and procedure.
using Offers = std::map<std::pair<std::string, std::string>, std::vector<rules::Offer>>;
Offers list_offers(storage::Connection& connection, const regulations::Registry& registry);
/// The reports and last days of some lines, without terms: what the daily round looks at. Pure.
std::vector<Item> list_owed(const regulations::Registry& registry, const std::vector<Line>& lines, const std::vector<StoredReport>& reports,
                            const Offers& offers, base::Date today);
/// Schema DutyItem.
base::Value to_value(const Item& item, const regulations::Registry& registry);

}  // namespace zhidian::duties
