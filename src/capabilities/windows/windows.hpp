#pragma once
#include <optional>
#include <string>

#include "base/date.hpp"
#include "storage/storage.hpp"

namespace zhidian::windows {

struct Window {
  std::string id, act_id, procedure_id, authority_id, title, body, reason;
  std::int64_t year = 0, serial = 0, version = 0;
  base::Date opens_on, closes_on;
  bool is_open_on(base::Date date) const { return opens_on <= date && date <= closes_on; }
};
std::optional<Window> find_window(storage::Connection& connection, std::string_view id);
/// The window of the act's procedure that is open on the date, the earliest closing first.
std::optional<Window> find_open_window(storage::Connection& connection, std::string_view act_id, std::string_view procedure_id, base::Date on);

}  // namespace zhidian::windows
