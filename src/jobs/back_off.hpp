#pragma once
#include <chrono>
#include <cstdint>

namespace zhidian::jobs {

/// How an attempt that failed is repeated: after `first`, then twice as long each time up to `longest`; a message is given up after
/// `most_attempts`, a timer never.
struct BackOff {
  std::chrono::milliseconds first = std::chrono::minutes(1);
  std::chrono::milliseconds longest = std::chrono::hours(1);
  std::int64_t most_attempts = 174;  // a week
  std::chrono::milliseconds after(std::int64_t attempts) const;
};

}  // namespace zhidian::jobs
