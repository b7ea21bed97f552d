#pragma once
#include "capabilities/calendars/calendars.hpp"
#include "capabilities/calendars/effects.hpp"
#include "http/http.hpp"

namespace zhidian::calendars {

/// Schemas CalendarNoticeData, CalendarNoticeInForce, CalendarChangeSummary, CalendarEffect.
base::Value to_value(const rules::CalendarNotice& notice);
base::Value in_force_value(storage::Connection& connection, const regulations::StoredNotice& stored);
base::Value summary_value(storage::Connection& connection, const Change& change, const http::Call& call);
base::Value to_value(const Effect& effect, const regulations::Registry& registry);
/// What differs day by day.
base::Value differences_value(const Comparison& compared);
/// The parts of a notice, or a text. Errors: those of a body that cannot be read.
base::Result<Input> read_input(const http::Call& call);

}  // namespace zhidian::calendars
