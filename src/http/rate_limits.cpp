#include "http/rate_limits.hpp"

#include <algorithm>
#include <cmath>

namespace zhidian::http {

namespace {

/// How many at once, and how many a second after that.
struct Limit {
  double burst;
  double per_second;
};

Limit limit_of(std::string_view limit_class) {
  if (limit_class == "sign_in") return {30, 0.5};
  if (limit_class == "upload") return {60, 1};
  if (limit_class == "anonymous_write") return {20, 1.0 / 30};
  if (limit_class == "write") return {120, 10};
  return {600, 50};  // read
}

constexpr std::size_t most_buckets = 100'000;

double seconds_between(RateLimits::Time from, RateLimits::Time to) { return std::chrono::duration<double>(to - from).count(); }

}  // namespace

std::optional<std::int64_t> RateLimits::take(std::string_view limit_class, std::string_view subject, Time now) {
  const auto limit = limit_of(limit_class);
  const std::lock_guard lock(mutex_);
  if (buckets_.size() >= most_buckets) forget_full(now);
  auto& bucket = buckets_.try_emplace({std::string(limit_class), std::string(subject)}, Bucket{limit.burst, now}).first->second;
  bucket.tokens = std::min(limit.burst, bucket.tokens + seconds_between(bucket.filled_at, now) * limit.per_second);
  bucket.filled_at = now;
  if (bucket.tokens < 1) return static_cast<std::int64_t>(std::ceil((1 - bucket.tokens) / limit.per_second));
  bucket.tokens -= 1;
  return std::nullopt;
}

void RateLimits::forget_full(Time now) {
  std::erase_if(buckets_, [&](const auto& entry) {
    const auto limit = limit_of(entry.first.first);
    return entry.second.tokens + seconds_between(entry.second.filled_at, now) * limit.per_second >= limit.burst;
  });
  if (buckets_.size() >= most_buckets) buckets_.clear();
}

}  // namespace zhidian::http
