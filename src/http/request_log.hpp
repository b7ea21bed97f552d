#pragma once
#include <chrono>
#include <string_view>

namespace zhidian::http {

/// One line per request, without personal data: the operation's id instead of the path, no query, no address.
/// Threads: safe to call from several.
void log_request(std::string_view method, std::string_view operation, int status, std::chrono::microseconds took);
/// A broken world, with the incident number the person was told.
void log_incident(std::string_view incident, std::string_view operation, std::string_view what);

}  // namespace zhidian::http
