#include "outbound/curl_call.hpp"

#include <new>
#include <stdexcept>

namespace zhidian::outbound {

using base::ErrorCode;

Handle new_handle() {
  static const CURLcode is_ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  Handle handle(is_ready == CURLE_OK ? curl_easy_init() : nullptr);
  if (!handle) throw std::runtime_error("libcurl cannot be used");
  return handle;
}

void append(List& list, const std::string& line) {
  auto* longer = curl_slist_append(list.get(), line.c_str());
  if (!longer) throw std::bad_alloc();
  if (!list) list.reset(longer);
}

void set_careful(CURL* handle, const Limits& limits, const std::string& certificates, const std::string& url) {
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect.count()));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(limits.total.count()));
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
  if (!certificates.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, certificates.c_str());
}

int status_of(CURL* handle) {
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  return static_cast<int>(status);
}

base::Error call_failure(CURLcode code, bool is_too_large) {
  if (is_too_large) return {ErrorCode::invalid, "outbound.too_large", {}, {}, {}};
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT: return {ErrorCode::unavailable, "outbound.timeout", {}, {}, {}};
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_USE_SSL_FAILED: return {ErrorCode::unavailable, "outbound.not_trusted", {}, {}, {}};
    default: return {ErrorCode::unavailable, "outbound.unreachable", {}, {}, {}};
  }
}

}  // namespace zhidian::outbound
