#include "http/request_log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace zhidian::http {
namespace {

/// Standard error: standard output belongs to the line that tells the address.
spdlog::logger& log() {
  static const std::shared_ptr<spdlog::logger> logger = spdlog::stderr_logger_mt("zhidian");
  return *logger;
}

}  // namespace

void log_request(std::string_view method, std::string_view operation, int status, std::chrono::microseconds took) {
  log().info("request method={} operation={} status={} ms={:.1f}", method, operation, status, static_cast<double>(took.count()) / 1000);
}

void log_incident(std::string_view incident, std::string_view operation, std::string_view what) {
  log().error("incident={} operation={} {}", incident, operation, what);
}

}  // namespace zhidian::http
