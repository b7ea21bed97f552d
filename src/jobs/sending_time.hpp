#pragma once
#include "base/date.hpp"
#include "rules/calendar.hpp"

namespace zhidian::jobs {

/// When somebody may be written to: nothing between 20:00 and 08:00 Asia/Shanghai or on a rest day, unless urgent; else the next working
/// morning at 08:00. Years without holiday data count weekends only.
base::Instant next_sending_time(base::Instant at, const rules::Calendar& calendar, bool is_urgent);

}  // namespace zhidian::jobs
