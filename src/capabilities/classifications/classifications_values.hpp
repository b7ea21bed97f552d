#pragma once
#include "base/value.hpp"
#include "capabilities/classifications/classifications.hpp"

namespace zhidian::classifications {

/// Schema Class.
base::Value to_value(const Scheme& scheme, const Class& each);
base::Value::List to_values(const Scheme& scheme, const std::vector<Class>& classes);
/// Schema ResolvedClass.
base::Value to_value(const Scheme& scheme, const Resolved& resolved);
/// Schema ClassEdition.
base::Value to_value(const Edition& edition);
/// Schema Text.
base::Value to_value(const Label& label);

}  // namespace zhidian::classifications
