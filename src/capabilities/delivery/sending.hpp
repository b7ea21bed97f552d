#pragma once
#include <functional>
#include <optional>
#include <string>

#include "base/date.hpp"
#include "base/result.hpp"
#include "base/value.hpp"
#include "http/http.hpp"
#include "jobs/outbox.hpp"

namespace zhidian::delivery {

/// The first instant at which somebody may be written to, from `at` on; see jobs::next_sending_time.
using SendingHours = std::function<base::Instant(base::Instant at, bool is_urgent)>;

/// What every channel goes by.
struct Surroundings {
  storage::Database& database;
  const base::Clock& clock;
  SendingHours hours;
  std::string public_address;  // https://zhidian.example.org, which links begin with
};

/// When a message may leave, where that is not now.
std::optional<base::Instant> find_later(const Surroundings& surroundings, const jobs::OutboxMessage& message);

/// What a message says, in one sentence: of an in-site message, a trial or a code.
std::string text_of(const base::Value& payload, http::Language language);
http::Language language_of(std::string_view word);

/// What came of a call, for the outbox: a refusal that may pass is tried again.
jobs::Sending to_sending(const base::Result<void>& outcome);
/// The reason the outbox keeps, as a sentence.
std::string say_reason(const std::string& reason, http::Language language);

}  // namespace zhidian::delivery
