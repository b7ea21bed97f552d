#pragma once
#include "capabilities/cases/performing.hpp"

namespace zhidian::cases {

/// Keeps the receipt of the step and returns its hash for the event; empty where the procedure belongs to no act.
std::string keep_receipt(const Step& step, const regulations::Registry& registry);

}  // namespace zhidian::cases
