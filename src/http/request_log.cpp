#include "http/request_log.hpp"

#include <spdlog/spdlog.h>

namespace zhidian::http {

void log_request(std::string_view method, std::string_view operation, int status, std::chrono::microseconds took) {
  spdlog::info("request method={} operation={} status={} ms={:.1f}", method, operation, status, static_cast<double>(took.count()) / 1000);
}

void log_incident(std::string_view incident, std::string_view operation, std::string_view what) {
  spdlog::error("incident={} operation={} {}", incident, operation, what);
}

}  // namespace zhidian::http
