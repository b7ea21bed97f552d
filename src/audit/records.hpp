#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "audit/log.hpp"

namespace zhidian::audit {

/// The records of one kind as they are stored, each in the members its events tell. Shape: subject id → map.
using Records = std::map<std::string, base::Value>;
/// What an event makes of the record; the first one finds it null.
using ApplyEvent = std::function<void(base::Value& record, const StoredEvent& event)>;

/// Plays the events of a kind again and says where the stored records part from them: a member that differs, a record without an event, an
/// event without its record. `kind` of each finding is state.
std::vector<Finding> compare_records(storage::Connection& connection, std::string_view subject_kind, const Records& stored, const ApplyEvent& apply);

}  // namespace zhidian::audit
