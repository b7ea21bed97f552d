#pragma once
#include <curl/curl.h>

#include <memory>
#include <string>

#include "outbound/outbound.hpp"

namespace zhidian::outbound {

/// What every use of libcurl in this folder has in common; seen nowhere else.
struct CurlCloser {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, CurlCloser>;
using List = std::unique_ptr<curl_slist, CurlCloser>;

Handle new_handle();
void append(List& list, const std::string& line);
/// Limits, verified TLS; no proxy, no credentials of the environment, no redirect.
void set_careful(CURL* handle, const Limits& limits, const std::string& certificates, const std::string& url);
int status_of(CURL* handle);
/// Why a call failed: outbound.too_large, outbound.timeout, outbound.not_trusted, outbound.unreachable.
base::Error call_failure(CURLcode code, bool is_too_large);

}  // namespace zhidian::outbound
