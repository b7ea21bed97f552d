#pragma once
#include "storage/storage.hpp"

namespace zhidian::demonstration {

/// Milliseconds between business and system time; 0 where it was never moved.
std::int64_t find_offset(storage::Connection& connection);
void keep_offset(storage::Connection& connection, std::int64_t milliseconds);
/// Numbers the moves of the clock: 1, 2, 3 …
std::int64_t count_move(storage::Connection& connection);

/// The password of every demonstration account, shown on the sign-in page.
void keep_demonstration_password(storage::Connection& connection, std::string_view password);

}  // namespace zhidian::demonstration
