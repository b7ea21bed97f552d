#pragma once
#include "capabilities/windows/windows.hpp"

namespace zhidian::windows {

/// The event of a change of a window; its ordinal is the version the change made.
audit::Event event_of(const Window& window, std::string_view action, std::string act_version, base::Value content, const Officer& officer);
/// Whether the window's quotas name recommenders of its procedure. Errors: windows.nobody_recommends, windows.unknown_recommender.
base::Result<void> check_quotas(storage::Connection& connection, const regulations::Registry& registry, const Window& window);

}  // namespace zhidian::windows
