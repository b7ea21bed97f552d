#pragma once
#include "jobs/outbox.hpp"
#include "jobs/timers.hpp"

namespace zhidian::jobs {

/// Errors: Failure{broken} where the text is no instant.
base::Instant read_instant(std::string_view text);
Timer read_timer(const storage::Row& row);
OutboxMessage read_outbox_message(const storage::Row& row);
/// What a list has room for of an error's text, cut between characters.
std::string shorten(std::string_view reason);

}  // namespace zhidian::jobs
