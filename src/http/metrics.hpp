#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace zhidian::http {

/// What /metrics tells: counts and times by operation, never by person, address or path.
/// Threads: safe to call from several.
class Metrics {
 public:
  void count(std::string_view operation, int status, std::chrono::microseconds took);
  /// The text format of Prometheus, version 0.0.4.
  std::string print() const;

  std::atomic<std::int64_t> connections{0};
  std::atomic<std::int64_t> running{0};
  std::atomic<std::int64_t> workers{0};
  std::atomic<std::int64_t> refused_connections{0};

 private:
  static constexpr std::array<std::int64_t, 8> bounds_ms{1, 5, 10, 50, 100, 500, 1000, 5000};
  struct Times {
    std::array<std::uint64_t, bounds_ms.size() + 1> buckets{};
    std::uint64_t count = 0;
    double seconds = 0;
  };
  mutable std::mutex mutex_;
  std::map<std::string, std::map<int, std::uint64_t>, std::less<>> counts_;
  std::map<std::string, Times, std::less<>> times_;
};

}  // namespace zhidian::http
