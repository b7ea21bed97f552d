#pragma once
#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace zhidian::http {

/// Token buckets by limit class and subject (account, or network of a visitor).
/// Threads: safe to call from several.
class RateLimits {
 public:
  using Time = std::chrono::steady_clock::time_point;
  /// Takes one token; empty where there was one, else after how many whole seconds there will be.
  std::optional<std::int64_t> take(std::string_view limit_class, std::string_view subject, Time now);

 private:
  struct Bucket {
    double tokens;
    Time filled_at;
  };
  void forget_full(Time now);
  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, Bucket, std::less<>> buckets_;
};

}  // namespace zhidian::http
