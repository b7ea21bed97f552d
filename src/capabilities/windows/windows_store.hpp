#pragma once
#include <map>
#include <string>
#include <vector>

#include "capabilities/windows/windows.hpp"

namespace zhidian::windows {

/// Newest first; `act_id` empty: all acts; `on` empty: open or not.
std::vector<Window> list_windows(storage::Connection& connection, std::string_view act_id, std::optional<base::Date> on);
struct Used {
  std::int64_t number = 0, last_serial = 0;
};
Used count_windows(storage::Connection& connection, const Window& like);
void insert_window(storage::Connection& connection, const Window& window, base::Instant now);
/// Writes a window as its events tell it.
void rewrite_window(storage::Connection& connection, const std::string& id, const audit::Told& told);
/// False where the version is not the stored one any more.
bool update_last_day(storage::Connection& connection, const Window& window, base::Date closes_on);
/// False where the version is not the stored one any more.
bool update_quotas(storage::Connection& connection, const Window& window);
/// Keeps the row for this transaction.
void hold_row(storage::Connection& connection, std::string_view id);
/// The authorities of a level in the divisions of another one.
std::vector<accounts::Authority> list_below(storage::Connection& connection, std::string_view authority_id, std::string_view level);
/// Cases per state, with the sum of the submitted ones under "submissions".
std::map<std::string, std::int64_t> list_counts(storage::Connection& connection, std::string_view window_id);
std::vector<std::string> list_institutions(storage::Connection& connection, std::string_view division_code);

}  // namespace zhidian::windows
