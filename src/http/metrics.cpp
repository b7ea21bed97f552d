#include "http/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace zhidian::http {

void Metrics::count(std::string_view operation, int status, std::chrono::microseconds took) {
  const auto bound = std::lower_bound(bounds_ms.begin(), bounds_ms.end(), (took.count() + 999) / 1000);
  const std::lock_guard lock(mutex_);
  auto counts = counts_.find(operation);
  if (counts == counts_.end()) counts = counts_.try_emplace(std::string(operation)).first;
  ++counts->second[status];
  auto& times = times_[counts->first];
  ++times.buckets[static_cast<std::size_t>(bound - bounds_ms.begin())];
  ++times.count;
  times.seconds += std::chrono::duration<double>(took).count();
}

std::string Metrics::print() const {
  std::string text = "# TYPE zhidian_http_requests_total counter\n";
  auto out = std::back_inserter(text);
  const std::lock_guard lock(mutex_);
  for (const auto& [operation, counts] : counts_) {
    for (const auto& [status, count] : counts)
      fmt::format_to(out, "zhidian_http_requests_total{{operation=\"{}\",status=\"{}\"}} {}\n", operation, status, count);
  }
  text += "# TYPE zhidian_http_request_seconds histogram\n";
  for (const auto& [operation, times] : times_) {
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < bounds_ms.size(); ++i) {
      sum += times.buckets[i];
      fmt::format_to(out, "zhidian_http_request_seconds_bucket{{operation=\"{}\",le=\"{}\"}} {}\n", operation,
                     static_cast<double>(bounds_ms[i]) / 1000, sum);
    }
    fmt::format_to(out, "zhidian_http_request_seconds_bucket{{operation=\"{}\",le=\"+Inf\"}} {}\n", operation, times.count);
    fmt::format_to(out,
                   "zhidian_http_request_seconds_sum{{operation=\"{0}\"}} {1:.6f}\nzhidian_http_request_seconds_count{{operation=\"{0}\"}} {2}\n",
                   operation, times.seconds, times.count);
  }
  const auto gauge = [&](std::string_view name, std::string_view kind, std::int64_t value) {
    fmt::format_to(out, "# TYPE zhidian_http_{0} {1}\nzhidian_http_{0} {2}\n", name, kind, value);
  };
  gauge("connections", "gauge", connections);
  gauge("requests_running", "gauge", running);
  gauge("workers", "gauge", workers);
  gauge("connections_refused_total", "counter", refused_connections);
  return text;
}

}  // namespace zhidian::http
