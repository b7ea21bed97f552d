#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/value.hpp"
#include "capabilities/cases/cases.hpp"
#include "capabilities/regulations/regulations.hpp"
#include "storage/storage.hpp"

namespace zhidian::directory {

/// One line of the public directory. `entry` holds the published fields by their last path segment (address, service_items …).
struct Outlet {
  std::string id, organisation_id, act_id, status, source_case_id, division_code, division_name, name, sort_key, kind, search_text, state = "valid";
  base::Value entry;
  base::Date filed_on{};
  std::optional<base::Date> valid_until{};
  bool is_taken_over = false;
};

/// The last valid day of a status granted on `granted_on`: the corresponding day; none where the act names no end.
/// Source: validity is no term in which somebody must act, so a rest day does not move it (synthesis section 0).
/// Errors: rules.bad_length.
base::Result<std::optional<base::Date>> count_validity(const rules::Grants& grants, base::Date granted_on, const rules::Calendar& calendar);

/// Enters what a case was granted into the directory and publishes it in the filed list of the day.
class Observer : public cases::Observer {
 public:
  Observer(cases::Service& cases, base::Random& random) : cases_(cases), random_(random) {}
  base::Result<void> on_action(storage::Connection& connection, const cases::Performed& performed) override;
  std::vector<std::string> list_statuses(storage::Connection& connection, std::string_view organisation_id) override;

 private:
  cases::Service& cases_;
  base::Random& random_;
};

/// Filters of the list; empty: all. `division` includes the divisions below it.
struct OutletFilter {
  std::string words, division, kind, category, after_key, after_id;
  std::int64_t limit = 20;
};
/// By pinyin; one row more than the page tells that there is a next one.
std::vector<Outlet> list_outlets(storage::Connection& connection, const OutletFilter& filter);
std::int64_t count_outlets(storage::Connection& connection, const OutletFilter& filter);
std::optional<Outlet> find_outlet(storage::Connection& connection, std::string_view id);
/// Schema Outlet: only what the procedure publishes.
base::Value to_value(const Outlet& outlet, const regulations::Registry& registry);

}  // namespace zhidian::directory
